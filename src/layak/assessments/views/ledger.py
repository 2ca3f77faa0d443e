"""Every number opens: the total into blocks, a block into indicators, an indicator into rows and proof."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from layak.assessments.queries.ledger import MEASURES, entries, part
from layak.assessments.queries.overview import Picture, picture
from layak.assessments.views.places import of_assessment
from layak.assessments.views.words import points
from layak.core.instrument import Text
from layak.core.scoring import Standing


@require_safe
@of_assessment
def total(request: HttpRequest, assessment: Any) -> HttpResponse:
    """The total as its blocks."""
    seen, measure = picture(assessment), _measure(request)
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
    context = {"entries": rows, **_common(seen, measure, seen.score.indicators[code], crumbs, found.title)}
    return _render(request, context)


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
            "url": _address(route, seen, measure, code),
        }
        for code, label, route, standing in parts
    ]
    return _render(request, {"lines": lines, **_common(seen, measure, whole, crumbs, title)})


def _common(
    seen: Picture, measure: str, whole: Standing, crumbs: list[dict[str, str]], title: Text | None
) -> dict[str, Any]:
    label = title.in_language(get_language()) if title else _("Jumlah")
    value = part(whole, measure)
    return {
        "seen": seen,
        "measure": measure,
        "measures": _measures(),
        "value": value,
        "whole": whole,
        "heading": _("Dari mana %(points)s poin?") % {"points": points(value)},
        "label": label,
        "crumbs": [*crumbs, {"label": label, "url": ""}],
    }


def _render(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    name = "assessments/control_room_ledger.html"
    return render(request, f"{name}#fragment" if request.htmx else name, context)


def _measures() -> list[tuple[str, str]]:
    return [("klaim", _("Diklaim")), ("siap", _("Bukti siap")), ("risiko", _("Berisiko"))]


def _measure(request: HttpRequest) -> str:
    asked = request.GET.get("poin", "")
    return asked if asked in MEASURES else MEASURES[0]


def _crumb(label: str, route: str, seen: Picture, measure: str, *args: str) -> dict[str, str]:
    return {"label": label, "url": _address(route, seen, measure, *args)}


def _address(route: str, seen: Picture, measure: str, *args: str) -> str:
    return f"{reverse(route, args=[seen.assessment.pk, *args])}?poin={measure}"
