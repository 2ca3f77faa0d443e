"""Where the sheet's figures come from: a block's indicators, an indicator's rows, the rows of one's agency.

Whoever reads the sheet may open them, in a drawer or on a page. With its proof each stands in the control
room, for those who oversee the district.
"""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from layak.assessments.queries.ledger import counted, earned, own, part
from layak.assessments.queries.overview import Picture, picture
from layak.assessments.rules import steering
from layak.assessments.views.seen import of_sheet
from layak.assessments.views.words import where_from
from layak.core.instrument import Block, Indicator
from layak.core.ledger import Line
from layak.core.points import Points

MEASURES = ("klaim", "siap")
"""All points claimed, and those with ready proof."""


@require_safe
@of_sheet
def indicator(request: HttpRequest, assessment: Any, indicator: str) -> HttpResponse:
    """An indicator's points as its rows, each with the rule that gave them."""
    seen, measure = picture(assessment), _measure(request)
    found = seen.edition.indicators.get(indicator)
    if found is None:
        raise Http404(indicator)
    codes = [question.code for question in found.questions]
    standing = seen.score.indicators[found.code]
    above = seen.edition.block_of[found.code]
    context = {
        "crumbs": [_crumb(seen, above, measure), {"label": found.code, "url": ""}],
        "caption": _("Indikator %(code)s, %(title)s. Evaluasi mandiri.") % _named(found),
        "total_max": standing.max,
        "back": reverse("sheet_indicator", args=[assessment.pk, found.code]),
        "room": _room(request, seen, "ledger_indicator", found.code),
    }
    rows = _rows(seen, codes, measure)
    return _page(request, seen, measure, codes, rows, part(standing, measure), context)


@require_safe
@of_sheet
def block(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """A block's points as its indicators."""
    seen, measure = picture(assessment), _measure(request)
    found = next((block for block in seen.edition.blocks if block.code == code), None)
    if found is None:
        raise Http404(code)
    standing = seen.score.blocks[code]
    codes = [question.code for one in found.indicators for question in one.questions]
    lines = [_indicator(seen, one, measure) for one in found.indicators]
    context = {
        "crumbs": [],
        "caption": _("Blok %(code)s, %(title)s. Evaluasi mandiri.") % _named(found),
        "total_max": standing.max,
        "back": reverse("sheet_indicator", args=[assessment.pk, found.indicators[0].code]),
        "back_words": _("Buka blok ini di lembar"),
        "room": _room(request, seen, "ledger_block", code),
    }
    return _page(request, seen, measure, codes, lines, part(standing, measure), context)


@require_safe
@of_sheet
def mine(request: HttpRequest, assessment: Any) -> HttpResponse:
    """The points of the rows that the person's agency leads; 404 for who has none in the district."""
    seen, measure = picture(assessment), _measure(request)
    codes = own(seen, request.user)
    if not codes:
        raise Http404
    context = {
        "crumbs": [],
        "caption": _("Pertanyaan yang instansi Anda pimpin. Evaluasi mandiri."),
        "total_max": sum(seen.score.ledger[code].max for code in codes),
        "back": reverse("tasks"),
        "back_words": _("Tugas saya"),
        "room": "",
    }
    value = sum(earned(seen, seen.score.ledger[code], measure) for code in codes)
    return _page(request, seen, measure, codes, _rows(seen, codes, measure), value, context)


def _page(
    request: HttpRequest,
    seen: Picture,
    measure: str,
    codes: list[str],
    lines: list[dict[str, Any]],
    value: Points,
    context: dict[str, Any],
) -> HttpResponse:
    rows, answered, _complete = counted(seen, codes)
    ready = sum(code in seen.score.proven for code in codes)
    told = {"n": ready if measure == "siap" else answered, "m": rows}
    proven, done = _("%(n)s dari %(m)s baris berbukti siap"), _("%(n)s dari %(m)s baris terjawab")
    estimate = any(line["estimate"] for line in lines)
    context |= {
        "lines": lines,
        "value": value,
        "counted": (proven if measure == "siap" else done) % told,
        "estimate": estimate,
        "heading": where_from(value, estimate=estimate),
        "measure": measure,
        "measures": [("klaim", _("Diklaim")), ("siap", _("Bukti siap"))],
    }
    name = "assessments/sheet_ledger.html"
    return render(request, f"{name}#fragment" if request.htmx else name, context)


def _rows(seen: Picture, codes: Iterable[str], measure: str) -> list[dict[str, Any]]:
    lines = (seen.score.ledger[code] for code in codes)
    return [
        {
            "code": line.code,
            "label": line.question.title.in_language(get_language()),
            "points": earned(seen, line, measure),
            "max": line.max,
            "caption": _why(seen, line, measure),
            "url": reverse("question", args=[seen.assessment.pk, line.code]),
            "estimate": line.estimate,
        }
        for line in lines
    ]


def _why(seen: Picture, line: Line, measure: str) -> str:
    """The rule that gave a row's points, and why points that are claimed do not count as proven."""
    rule = line.explanation.in_language(get_language())
    unproven = measure == "siap" and line.points and line.code not in seen.score.proven
    return f"{rule} {_('Bukti belum siap')}." if unproven else rule


def _indicator(seen: Picture, found: Indicator, measure: str) -> dict[str, Any]:
    standing = seen.score.indicators[found.code]
    told = {"n": standing.answered, "m": standing.rows}
    return {
        "code": found.code,
        "label": found.title.in_language(get_language()),
        "points": part(standing, measure),
        "max": standing.max,
        "caption": _("%(n)s dari %(m)s baris terjawab") % told,
        "url": f"{reverse('sheet_ledger', args=[seen.assessment.pk, found.code])}?poin={measure}",
        "estimate": standing.estimate,
    }


def _crumb(seen: Picture, above: Block, measure: str) -> dict[str, str]:
    address = reverse("sheet_ledger_block", args=[seen.assessment.pk, above.code])
    return {"label": above.short.in_language(get_language()), "url": f"{address}?poin={measure}"}


def _named(found: Block | Indicator) -> dict[str, str]:
    return {"code": found.code, "title": found.title.in_language(get_language())}


def _room(request: HttpRequest, seen: Picture, route: str, code: str) -> str:
    """The same ledger with its proof, for those who may open the control room of this district."""
    if steering.enter(request.user, seen.assessment.district_id):
        return ""
    return f"{reverse(route, args=[seen.assessment.pk, code])}?poin={_measure(request)}"


def _measure(request: HttpRequest) -> str:
    asked = request.GET.get("poin", "")
    return asked if asked in MEASURES else MEASURES[0]
