"""Reading the trail: the history of one thing, the lines of a chain, and the proof that none was touched."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from layak.trail.models import Entry, Head


@dataclass(frozen=True, slots=True)
class Break:
    """The first line at which a chain no longer holds, and what is wrong there."""

    chain: str
    seq: int
    what: str


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


def first_break(chain: str) -> Break | None:
    """Recompute a chain from its first line; return the first broken link, or None when all hold."""
    seq, prev = 0, ""
    for entry in Entry.objects.filter(chain=chain).order_by("seq").iterator(chunk_size=2000):
        seq += 1
        what = _fault(entry, seq, prev)
        if what:
            return Break(chain, entry.seq, what)
        prev = entry.hash
    return _tip_fault(chain, seq, prev)


def _fault(entry: Entry, seq: int, prev: str) -> str | None:
    if entry.seq != seq:
        return f"line {seq} is missing"
    if entry.prev != prev:
        return "does not follow the line before it"
    if entry.hash != entry.digest():
        return "its content does not match its hash"
    return None


def _tip_fault(chain: str, seq: int, tip: str) -> Break | None:
    head = Head.objects.filter(pk=chain).first()
    if head and (head.seq, head.hash) == (seq, tip):
        return None
    return Break(chain, seq + 1, "lines are missing at the end, or the tip was changed")


def newest(action: str, abouts: Iterable[str]) -> dict[str, Entry]:
    """The newest line of one action about each of some things, by thing. One query."""
    told = Entry.objects.filter(action=action, about__in=list(abouts))
    last = told.values("about").annotate(last=Max("id")).values("last")
    return {entry.about: entry for entry in Entry.objects.filter(id__in=last)}
