"""Reading the trail: the history of one thing, the lines of a chain, and the proof that none was touched."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext_lazy as _

from layak.core.merkle import Tip
from layak.prepared import Prepared
from layak.trail.models import HASHED, Entry, Head, hashed

_SEQ, _PREV = HASHED.index("seq"), HASHED.index("prev")


@dataclass(frozen=True, slots=True)
class Break:
    """The first line at which a chain no longer holds, and in words what is wrong there."""

    chain: str
    seq: int
    what: Any  # str, or a lazily translated str


def history(about: str) -> QuerySet[Entry]:
    """What happened to one thing ("answer:12"), newest first."""
    return Entry.objects.filter(about=about).order_by("-id")


def lines(chain: str) -> QuerySet[Entry]:
    """The lines of one chain, newest first."""
    return Entry.objects.filter(chain=chain).order_by("-seq")


def chains() -> list[str]:
    """Every chain that has a line or a tip, in order."""
    names = Head.objects.values_list("chain", flat=True)
    return sorted(set(names) | set(Entry.objects.values_list("chain", flat=True).distinct()))


def count(chain: str) -> int:
    """How many lines a chain has."""
    return Entry.objects.filter(chain=chain).count()


def tip(chain: str) -> Tip:
    """The end of one chain; of a chain without a line, number 0 and no hash. One query."""
    head = Head.objects.filter(pk=chain).first() or Head(chain=chain)
    return Tip(chain, head.seq, head.hash)


def tips() -> list[Tip]:
    """The ends of all chains that have a line, by name. One query."""
    return [
        Tip(*head) for head in Head.objects.filter(seq__gt=0).order_by("pk").values_list("pk", "seq", "hash")
    ]


def hash_at(chain: str, seq: int) -> str:
    """The hash of one line; empty where the chain has no such line."""
    return Entry.objects.filter(chain=chain, seq=seq).values_list("hash", flat=True).first() or ""


def newest(action: str, abouts: Iterable[str]) -> dict[str, Entry]:
    """The newest line of one action about each of some things, by thing. One query."""
    return {entry.about: entry for entry in _newest(action, list(abouts))}


def _last(action: str, abouts: list[str]) -> QuerySet[Entry]:
    told = Entry.objects.filter(action=action, about__among=abouts)
    return Entry.objects.filter(id__in=told.values("about").annotate(last=Max("id")).values("last"))


_newest = Prepared(_last)


def since(action: str, abouts: Iterable[str], moment: datetime) -> QuerySet[Entry]:
    """The lines of one action about any of some things that were written after a moment."""
    return Entry.objects.filter(action=action, about__in=list(abouts), at__gt=moment)


def first_break(chain: str, first: int = 1, last: int | None = None) -> Break | None:
    """Recompute a chain, or its lines `first` to `last`; the first broken link, None when all hold.

    Reads plain rows in pieces: a million lines take about 25 s of one processor and little memory;
    `trail.jobs` shares them among several.
    """
    seq, prev = first - 1, hash_at(chain, first - 1) if first > 1 else ""
    found = Entry.objects.filter(chain=chain)
    found = found.filter(seq__gte=first) if first > 1 else found
    found = found.filter(seq__lte=last) if last else found
    rows = found.order_by("seq").values_list(*HASHED, "hash")
    for *content, digest in rows.iterator(chunk_size=5000):
        seq += 1
        what = _fault(content, digest, seq, prev)
        if what:
            return Break(chain, content[_SEQ], what)
        prev = digest
    if last is None:
        return _tip_fault(chain, seq, prev)
    return None if seq == last else Break(chain, seq + 1, _("baris %(seq)s hilang") % {"seq": seq + 1})


def _fault(content: list[Any], digest: str, seq: int, prev: str) -> Any:
    if content[_SEQ] != seq:
        return _("baris %(seq)s hilang") % {"seq": seq}
    if content[_PREV] != prev:
        return _("tidak menyambung dengan baris sebelumnya")
    if digest != hashed(content):
        return _("isinya tidak cocok dengan sidik jarinya")
    return None


def _tip_fault(chain: str, seq: int, tip: str) -> Break | None:
    head = Head.objects.filter(pk=chain).first()
    if head and (head.seq, head.hash) == (seq, tip):
        return None
    return Break(chain, seq + 1, _("baris di ujungnya hilang, atau penanda ujungnya diubah"))
