"""The daily roots: the document that is published, whether it holds, and what a trail lacks of it."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from layak.core.canonical import canonical
from layak.core.merkle import Tip, TwoTips, root_of
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
