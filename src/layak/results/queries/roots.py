"""The daily roots: the document that is published, whether it holds, and what a trail lacks of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from layak.core.canonical import canonical
from layak.core.merkle import Proof, Tip, TwoTips, holds, prove, root_of
from layak.results.models import Root
from layak.results.signing import instance
from layak.trail import queries as trail

FORMAT, VERSION = "layak-root", 1
Document = Mapping[str, Any]


class Unreadable(ValueError):  # noqa: N818 - reads as what is wrong
    """The file is not a root; the message is a sentence."""


def newest() -> Root | None:
    """The last root that was published."""
    return Root.objects.order_by("-day").first()


def of_day(day: date) -> Root | None:
    """The root of one day."""
    return Root.objects.filter(day=day).first()


def every() -> Iterable[Root]:
    """All roots, newest first, without their tips."""
    return Root.objects.defer("tips").order_by("-day")


@dataclass(frozen=True, slots=True)
class Covering:
    """The root that fixed a result: its line in the district's trail, the tip under the root, the proof.

    Whoever has the trail up to `tip` finds the result's own line in it; the proof leads from that tip to
    the root that everybody can read.
    """

    root: Root
    line: int
    tip: Tip
    proof: Proof


def covering(result: Document) -> Covering | None:
    """The first root whose trail reaches the line of a frozen document; None before the next one is made.

    One query as a rule: the roots made since the stage was closed, the oldest first.
    """
    chain, line = result["trail"]["chain"], result["trail"]["seq"] + 1
    closed = datetime.fromisoformat(result["closed"]["at"])
    for root in Root.objects.filter(made_at__gte=closed).order_by("made_at").iterator(chunk_size=1):
        tips = [Tip(*tip) for tip in root.tips]
        tip = next((one for one in tips if one.chain == chain), None)
        if tip and tip.seq >= line and holds(tip, proof := prove(tips, chain), root.root):
            return Covering(root, line, tip, proof)
    return None


def told(found: Covering) -> dict[str, Any]:
    """The covering root for programs: what is signed, by whom, and the way from the trail's tip up to it."""
    signed = {name: value for name, value in document(found.root).items() if name != "tips"}
    return signed | {"line": found.line, "tip": list(found.tip), "proof": found.proof._asdict()}


def message(day: date | str, root: str) -> bytes:
    """What is signed: canonical JSON of format, day and root."""
    return canonical({"format": FORMAT, "version": VERSION, "day": str(day), "root": root}).encode()


def document(root: Root) -> dict[str, Any]:
    """The root as it is published: with it anyone can check signature and tree, and find a missing tail."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "day": root.day.isoformat(),
        "root": root.root,
        "tips": root.tips,
        "key": root.key,
        "signature": root.signature,
    }


def read(text: str) -> Document:
    """A published root from its file. Raises Unreadable."""
    try:
        told = json.loads(text)
        whole = told["format"] == FORMAT and told["version"] == VERSION
        tips = [Tip(str(chain), int(seq), str(digest)) for chain, seq, digest in told["tips"]]
        day = date.fromisoformat(told["day"]).isoformat()
        kept = {key: str(told[key]) for key in ("root", "key", "signature")}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unreadable(_unreadable()) from error
    if not whole:
        raise Unreadable(_unreadable())
    return {"day": day, "tips": tips, **kept}


def faults(told: Document) -> list[str]:
    """What does not hold in a root (as `read` gives it) by itself; nothing when it holds."""
    found = []
    try:
        if root_of(told["tips"]) != told["root"]:
            found.append(_("Akar tidak cocok dengan ujung-ujung jejak di dalamnya."))
    except TwoTips as error:
        found.append(_("Jejak %(chain)s disebut dua kali di dalam akar ini.") % {"chain": error})
    if not instance.holds(message(told["day"], told["root"]), told["signature"], told["key"]):
        found.append(_("Tanda tangan akar ini tidak sah."))
    elif told["key"] != instance.public_key():
        found.append(_("Akar ini ditandatangani kunci lain, bukan kunci situs ini."))
    return found


def missing(told: Document) -> list[str]:
    """What the trail no longer has of what the root recorded: a cut tail, or another line in its place."""
    return [sentence for tip in told["tips"] if (sentence := _missing(tip, told["day"]))]


def _missing(tip: Tip, day: str) -> str:
    found = trail.hash_at(tip.chain, tip.seq)
    if found == tip.hash:
        return ""
    words = {"chain": tip.chain, "n": tip.seq, "day": day, "have": trail.tip(tip.chain).seq}
    if not found:
        sentence = _(
            "%(chain)s: ujungnya terpotong. Akar %(day)s mencatat %(n)s baris, sekarang ada %(have)s."
        )
        return sentence % words
    return _("%(chain)s: baris %(n)s bukan lagi yang dicatat akar %(day)s.") % words


def _unreadable() -> str:
    return _("Berkas ini bukan akar harian Layak atau sudah rusak. Unduh lagi dari halaman akar.")
