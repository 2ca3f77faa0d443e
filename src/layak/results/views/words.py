"""Sentences of the result page: the verdict that opens it, the names of stages and of signature states."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from layak.core.instrument import Text
from layak.core.points import shown
from layak.core.stages import Stage, Step
from layak.results.papers.signatories import read
from layak.results.signing import State


def said(text: Text) -> str:
    """A text of the core in the language of the request."""
    return text.in_language(get_language() or "id")


def points(value: int) -> str:
    """1/1000 points as people read them."""
    return shown(value, get_language() or "id")


def step(one: Step) -> str:
    """A step as a choice: what it does, and where the sheet goes."""
    act = said(one.go.label)
    words = {"act": act[0].upper() + act[1:], "stage": said(one.end.label) if one.end else ""}
    return _("%(act)s ke %(stage)s") % words if one.end else words["act"]


def verdict(seen: Any) -> str:
    """What is true, in one sentence."""
    first, last = seen.tiers[0], seen.tiers[-1]
    band = said(seen.band.title) if seen.band else _("belum berperingkat")
    told = {"total": points(last.total), "max": points(seen.max), "band": band}
    if last is first:
        return _("Diklaim %(total)s dari %(max)s poin: %(band)s.") % told
    told |= {"stage": said(last.stage.label), "change": points(abs(last.total - first.total))}
    if last.total < first.total:
        return _("%(stage)s: %(total)s poin, %(band)s. Turun %(change)s dari evaluasi mandiri.") % told
    if last.total > first.total:
        return _("%(stage)s: %(total)s poin, %(band)s. Naik %(change)s dari evaluasi mandiri.") % told
    return _("%(stage)s: %(total)s poin, %(band)s. Sama dengan evaluasi mandiri.") % told


def falls(seen: Any) -> list[dict[str, Any]]:
    """The three waterfalls with their headings."""
    given = [
        ("blok", _("Menurut blok"), seen.by_block),
        ("alasan", _("Menurut alasan"), seen.by_reason),
        ("instansi", _("Menurut penanggung jawab"), seen.by_agency),
    ]
    return [{"id": key, "title": title, "bars": bars} for key, title, bars in given if bars]


def papers(found: list[Any], now: Any) -> list[dict[str, Any]]:
    """Each paper with the sentence about its signature, the names in it, and whether they are those of
    `now` (`queries.signatories.of`).
    """
    return [
        {
            "paper": one,
            "told": State(one.state).sentence if one.state else "",
            "names": names(one.signatories),
            "dated": not one.signed and one.signatories != now.people,
        }
        for one in found
    ]


def names(people: Any) -> str:
    """Who signs, side by side, in one line."""
    return "; ".join(", ".join(one.name for one in side) for side in read(people).values() if side)


def file_name(result: Any) -> str:
    """What a result's file is called: it carries the whole fingerprint, which `verify-result` reads there."""
    return f"hasil-{result.assessment.district_id}-{result.stage}-{result.name}.json"


def stage(name: str) -> str:
    """A stage by its stored name."""
    return said(Stage(name).label)
