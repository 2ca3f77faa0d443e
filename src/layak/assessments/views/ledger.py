"""Every number opens: the total into blocks, a block into indicators, an indicator into rows and proof.

Rows can also be asked for across indicators: those of an agency, some by their codes, or all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from layak.assessments.queries.ledger import MEASURES, SHORT, counted, earned, entries, led, part, picked
from layak.assessments.queries.overview import Picture, picture
from layak.assessments.views.places import of_assessment
from layak.assessments.views.words import where_from
from layak.core.instrument import Text
from layak.core.points import Points
from layak.core.scoring import Standing

DISTANCE = "jarak"
"""Beside the measures: what the claim misses to reach the next predikat."""
ALL = "semua"


@dataclass(frozen=True, slots=True)
class Asked:
    """Rows asked for by the address: their codes, what they are called, and the part of the address."""

    codes: list[str]
    label: str
    kept: str


@require_safe
@of_assessment
def total(request: HttpRequest, assessment: Any) -> HttpResponse:
    """The total as its blocks; with `instansi` or `baris` as those rows, with `poin=jarak` as a distance."""
    seen, measure = picture(assessment), _measure(request)
    if request.GET.get("poin") == DISTANCE and seen.score.placing.next:
        return _distance(request, seen)
    if asked := _asked(request, seen, measure):
        return _rows(request, seen, measure, asked)
    parts = ((b.code, b.short, "ledger_block", seen.score.blocks[b.code]) for b in seen.edition.blocks)
    return _page(request, seen, measure, seen.score.total, parts, [])


@require_safe
@of_assessment
def block(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """One block as its indicators."""
    seen, measure = picture(assessment), _measure(request)
    found = next((b for b in seen.edition.blocks if b.code == code), None)
    if found is None:
        raise Http404(code)
    parts = ((i.code, i.title, "ledger_indicator", seen.score.indicators[i.code]) for i in found.indicators)
    crumbs = [_crumb(_("Jumlah"), "ledger", seen, measure)]
    return _page(request, seen, measure, seen.score.blocks[code], parts, crumbs, found.short)


@require_safe
@of_assessment
def indicator(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """One indicator as its rows, each with answer, rung, rule and proof."""
    seen, measure = picture(assessment), _measure(request)
    found = seen.edition.indicators.get(code)
    if found is None:
        raise Http404(code)
    above = seen.edition.block_of[code]
    crumbs = [
        _crumb(_("Jumlah"), "ledger", seen, measure),
        _crumb(above.short.in_language(get_language()), "ledger_block", seen, measure, above.code),
    ]
    rows = entries(seen, found, measure, request.user)
    label = found.title.in_language(get_language())
    context = {"entries": rows, **_whole(seen, measure, seen.score.indicators[code], crumbs, label)}
    return _render(request, context)


def _asked(request: HttpRequest, seen: Picture, measure: str) -> Asked | None:
    """The rows that the address asks for; None when for none. What does not exist is not found."""
    codes = request.GET.getlist("baris")
    if agency := request.GET.get("instansi"):
        desk = next((desk for desk in seen.desks if str(desk.agency_id) == agency), None)
        if desk is None:
            raise Http404(agency)
        return Asked(led(seen, desk.agency_id), desk.name, _kept(instansi=agency))
    if codes == [ALL]:
        return Asked(_short(seen, seen.edition.questions, measure), _("Semua baris"), _kept(baris=ALL))
    if unknown := [code for code in codes if code not in seen.edition.questions]:
        raise Http404(unknown[0])
    codes = list(dict.fromkeys(codes))
    return Asked(codes, ", ".join(codes), _kept(baris=codes)) if codes else None


def _kept(**asked: object) -> str:
    return f"&{urlencode(asked, doseq=True)}"


def _short(seen: Picture, codes: Iterable[str], measure: str) -> list[str]:
    """The rows that a list shows: where it tells what is missing, those that miss something."""
    lines = (seen.score.ledger[code] for code in codes)
    return [line.code for line in lines if measure not in SHORT or earned(seen, line, measure)]


def _rows(request: HttpRequest, seen: Picture, measure: str, asked: Asked) -> HttpResponse:
    found = picked(seen, _short(seen, asked.codes, measure), measure, request.user)
    context = _common(
        seen,
        measure,
        value=sum(entry.points for entry in found),
        most=sum(entry.line.max for entry in found),
        estimate=any(seen.score.ledger[code].estimate for code in asked.codes),
        crumbs=[_crumb(_("Jumlah"), "ledger", seen, measure)],
        label=asked.label,
    )
    told = _counted(seen, asked.codes, measure, len(found))
    return _render(request, {"entries": found, **context, "counted": told, "kept": asked.kept})


def _counted(seen: Picture, codes: list[str], measure: str, listed: int) -> str:
    """How many rows stand behind the sum: the count that was pressed."""
    rows, answered, ready = counted(seen, codes)
    if measure == "klaim":
        return _("%(n)s dari %(m)s baris terjawab") % {"n": answered, "m": rows}
    if measure == "siap":
        return _("%(n)s dari %(m)s baris berbukti siap") % {"n": ready, "m": rows}
    return ngettext("%(n)s baris", "%(n)s baris", listed) % {"n": listed}


def _distance(request: HttpRequest, seen: Picture) -> HttpResponse:
    """The distance to the next predikat: its limit less what is claimed."""
    placing, claimed = seen.score.placing, seen.score.total
    band = placing.next.title.in_language(get_language())
    limit = {"label": _("Batas bawah %(band)s") % {"band": band}, "points": placing.next.lower, "max": None}
    less = {
        "label": _("Dikurangi poin yang diklaim"),
        "points": -claimed.claimed,
        "max": None,
        "estimate": claimed.estimate,
    }
    context = _common(
        seen,
        DISTANCE,
        value=placing.gap or 0,
        most=None,
        estimate=claimed.estimate,
        crumbs=[_crumb(_("Jumlah"), "ledger", seen, MEASURES[0])],
        label=_("Jarak ke %(band)s") % {"band": band},
    )
    return _render(request, {"lines": [limit, less], **context})


def _page(
    request: HttpRequest,
    seen: Picture,
    measure: str,
    whole: Standing,
    parts: Iterable[tuple[str, Text, str, Standing]],
    crumbs: list[dict[str, str]],
    title: Text | None = None,
) -> HttpResponse:
    lines = [
        {
            "code": code,
            "label": label.in_language(get_language()),
            "points": part(standing, measure),
            "max": standing.max,
            "estimate": standing.estimate,
            "url": _address(route, seen, measure, code),
        }
        for code, label, route, standing in parts
    ]
    label = title.in_language(get_language()) if title else _("Jumlah")
    return _render(request, {"lines": lines, **_whole(seen, measure, whole, crumbs, label)})


def _whole(
    seen: Picture, measure: str, whole: Standing, crumbs: list[dict[str, str]], label: str
) -> dict[str, Any]:
    value, most = part(whole, measure), whole.max
    return _common(seen, measure, value=value, most=most, estimate=whole.estimate, crumbs=crumbs, label=label)


def _common(
    seen: Picture,
    measure: str,
    *,
    value: Points,
    most: Points | None,
    estimate: bool,
    crumbs: list[dict[str, str]],
    label: str,
) -> dict[str, Any]:
    return {
        "seen": seen,
        "measure": measure,
        "measures": _measures(),
        "kept": "",
        "value": value,
        "most": most,
        "estimate": estimate,
        "heading": where_from(value, estimate=estimate),
        "label": label,
        "crumbs": [*crumbs, {"label": label, "url": ""}],
    }


def _render(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    name = "assessments/control_room_ledger.html"
    return render(request, f"{name}#fragment" if request.htmx else name, context)


def _measures() -> list[tuple[str, str]]:
    return [
        ("klaim", _("Diklaim")),
        ("siap", _("Bukti siap")),
        ("risiko", _("Berisiko")),
        ("celah", _("Belum diklaim")),
    ]


def _measure(request: HttpRequest) -> str:
    asked = request.GET.get("poin", "")
    return asked if asked in MEASURES else MEASURES[0]


def _crumb(label: str, route: str, seen: Picture, measure: str, *args: str) -> dict[str, str]:
    return {"label": label, "url": _address(route, seen, measure, *args)}


def _address(route: str, seen: Picture, measure: str, *args: str) -> str:
    return f"{reverse(route, args=[seen.assessment.pk, *args])}?poin={measure}"
