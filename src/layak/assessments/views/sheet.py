"""The sheet: one indicator's questions between the list of all indicators and the proof of one question."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from layak.assessments.actions import moves
from layak.assessments.actions.answering import Stale
from layak.assessments.forms.answer import slug
from layak.assessments.queries import sheet, visible
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.sheet import Card, Progress, Tally
from layak.assessments.views import cards
from layak.assessments.views.cards import Shown
from layak.assessments.views.panel import panel
from layak.assessments.views.seen import of_sheet
from layak.core.instrument import Block, Edition, Indicator
from layak.core.refusal import Refused
from layak.core.scoring import Standing

FILTERS = ("semua", "saya", "bukti")
CARDS = 12
"""Cards a page: an indicator of 63 rows would be a slow page and a long way to scroll."""


@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """The way to the sheet of the newest assessment the person may see."""
    assessment = visible.current(request.user)
    if assessment is None:
        return render(request, "assessments/sheet_none.html")
    return redirect("sheet", assessment_id=assessment.pk)


@require_safe
@of_sheet
def whole(request: HttpRequest, assessment: Any) -> HttpResponse:
    """The sheet opens at its first indicator."""
    first = next(iter(edition_of(assessment).indicators))
    return redirect("sheet_indicator", assessment_id=assessment.pk, indicator=first)


@require_safe
@of_sheet
def twin(request: HttpRequest, assessment: Any) -> JsonResponse:
    """The whole sheet for a machine; points as strings."""
    return JsonResponse(sheet.twin(assessment))


@require_safe
@of_sheet
def indicator(request: HttpRequest, assessment: Any, indicator: str) -> HttpResponse:
    """The cards of one indicator, all or filtered."""
    found = _indicator(assessment, indicator)
    codes = [question.code for question in found.questions]
    known = sheet.cards(assessment, codes, request.user)
    groups = {
        "semua": known,
        "saya": [one for one in known if cards.awaits(request.user, one.row)],
        "bukti": [one for one in known if one.at_risk],
    }
    asked = request.GET.get("saring", "")
    wanted = asked if asked in FILTERS else FILTERS[0]
    page = Paginator(groups[wanted], CARDS).get_page(_page_number(request, groups[wanted]))
    shown = [cards.present(request.user, one.row, one) for one in page]
    chosen = _chosen(list(page) or known, request.GET.get("bukti"))
    panel_of = cards.present(request.user, chosen.row, chosen) if chosen else None
    tally = sheet.tally_of([one.row for one in known], request.user)
    context = frame(request, assessment, found, shown, chosen=panel_of, tally=tally)
    context |= {"filters": _filters(groups, wanted), "wanted": wanted, "page": page}
    return render(request, "assessments/sheet.html", context)


@require_POST
@of_sheet
def submit(request: HttpRequest, assessment: Any, indicator: str) -> HttpResponse:
    """Send all complete drafts of the indicator that the person saw counted on the button."""
    found = _indicator(assessment, indicator)
    seen = _seen(request.POST.getlist("row"), {question.code for question in found.questions})
    try:
        sent = moves.submit(assessment, seen, by=request.user)
        words = ngettext("%(n)s jawaban dikirim.", "%(n)s jawaban dikirim.", len(sent))
        messages.success(request, words % {"n": len(sent)})
    except Stale:
        messages.warning(request, _("Sebagian draf baru saja diubah. Periksa isinya, lalu kirim lagi."))
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    return redirect("sheet_indicator", assessment_id=assessment.pk, indicator=found.code)


def place_of(assessment: Any, code: str) -> str:
    """The address of a question's card on the sheet."""
    home = edition_of(assessment).indicator_of[code]
    page = [question.code for question in home.questions].index(code) // CARDS + 1
    address = reverse("sheet_indicator", args=[assessment.pk, home.code])
    return f"{address}{f'?hal={page}' if page > 1 else ''}#q-{slug(code)}"


def frame(
    request: HttpRequest,
    assessment: Any,
    indicator: Indicator,
    shown: list[Shown],
    *,
    chosen: Shown | None,
    tally: Tally,
) -> dict[str, Any]:
    """What every page of the sheet shows around its cards."""
    edition, progress = edition_of(assessment), sheet.progress(assessment)
    return {
        "assessment": assessment,
        "indicator": indicator,
        "area": edition.block_of[indicator.code],
        "tree": [(block, progress.blocks[block.code], _branch(block, progress)) for block in edition.blocks],
        "at": progress.indicators[indicator.code],
        "tally": tally,
        "cards": shown,
        "years": assessment.cycle.years,
        "panel": panel(request, chosen) if chosen else None,
        **_neighbours(edition, indicator),
    }


def _branch(block: Block, progress: Progress) -> list[tuple[Indicator, Standing]]:
    return [(indicator, progress.indicators[indicator.code]) for indicator in block.indicators]


def _page_number(request: HttpRequest, shown: list[Card]) -> Any:
    """The page asked for; where the proof of a question is leafed through, the one with its card."""
    codes, chosen = [one.row.code for one in shown], request.GET.get("bukti")
    return codes.index(chosen) // CARDS + 1 if chosen in codes else request.GET.get("hal")


def _neighbours(edition: Edition, indicator: Indicator) -> dict[str, Indicator | None]:
    order = list(edition.indicators.values())
    at = order.index(indicator)
    return {"before": order[at - 1] if at else None, "after": order[at + 1] if at + 1 < len(order) else None}


def _filters(groups: dict[str, list[Card]], wanted: str) -> list[dict[str, Any]]:
    words = {"semua": _("Semua"), "saya": _("Perlu saya"), "bukti": _("Bukti belum siap")}
    return [{"key": k, "label": words[k], "count": len(groups[k]), "on": k == wanted} for k in FILTERS]


def _chosen(shown: list[Card], code: str | None) -> Card | None:
    return next((one for one in shown if one.row.code == code), shown[0] if shown else None)


def _indicator(assessment: Any, code: str) -> Indicator:
    found = edition_of(assessment).indicators.get(code)
    if found is None:
        raise Http404(code)
    return found


def _seen(posted: list[str], known: set[str]) -> dict[str, int]:
    """ "14.1:7" as the row and the version it was seen at; what is not of this indicator is left out."""
    pairs = (text.partition(":")[::2] for text in posted)
    return {code: int(version) for code, version in pairs if code in known and version.isdecimal()}
