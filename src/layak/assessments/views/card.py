"""One question: saving it as one types, moving it on, remarks and history; each also without JavaScript."""

from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layak.assessments.actions import moves, remarks
from layak.assessments.actions.answering import Saved, Stale, save
from layak.assessments.forms.answer import kept, plain, typed
from layak.assessments.queries import sheet
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.rows import NoSuchRow, Row, about, given, row
from layak.assessments.views import cards, telling
from layak.assessments.views.seen import of_sheet
from layak.assessments.views.sheet import frame, place_of
from layak.assessments.views.trail_words import sentence
from layak.core.answers import Problem, Unfit
from layak.core.instrument import Question
from layak.core.refusal import Refusal, Refused
from layak.trail import queries as trail

ACTS = {"submit": moves.submit, "withdraw": moves.withdraw, "approve": moves.approve}
DONE = {
    "submit": lambda: _("%(code)s dikirim. Dapat ditarik selama belum disetujui."),
    "withdraw": lambda: _("%(code)s ditarik dan kembali menjadi draf."),
    "approve": lambda: _("%(code)s disetujui. Dapat dikembalikan dengan catatan."),
    "return": lambda: _("%(code)s dikembalikan dengan catatan."),
    "save": lambda: _("%(code)s tersimpan."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@of_sheet
def question(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """The question's own page; a POST saves its answer and, with `act=submit`, sends it on."""
    if request.method == "POST":
        return _save(request, assessment, code)
    card = sheet.card(assessment, code, request.user)
    return _page(request, assessment, cards.present(request.user, card.row, card))


@require_POST
@of_sheet
def move(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """Withdraw, approve or return one row, as seen at the posted version."""
    act, seen = request.POST.get("act", ""), {code: _number(request.POST.get("version"))}
    reason = plain(request.POST.get("reason", "")) if act == "return" else ""
    try:
        if act == "return":
            moves.send_back(assessment, seen, note=reason, by=request.user)
        elif act in ACTS:
            ACTS[act](assessment, seen, by=request.user)
        else:
            raise BadRequest(f"no such move: {act!r}")
        messages.success(request, DONE[act]() % {"code": code})
    except Stale:
        sentence = _("%(code)s baru saja diubah orang lain. Periksa isinya, lalu putuskan lagi.")
        return _unsaid(request, assessment, code, Refusal("stale", sentence % {"code": code}), reason=reason)
    except Refused as refused:
        return _unsaid(request, assessment, code, refused.refusal, reason=reason)
    return _back(assessment, code)


@require_POST
@of_sheet
def remark(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """Say something about the row."""
    text = plain(request.POST.get("text", ""))
    try:
        remarks.add(assessment, code, text, by=request.user)
        messages.success(request, _("Komentar tersimpan."))
    except Refused as refused:
        return _unsaid(request, assessment, code, refused.refusal, text=text)
    return _back(assessment, code)


@require_safe
@of_sheet
def history(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """What happened to the row, newest first; a fragment for the drawer, a page without scripts."""
    lines = [(entry, sentence(entry)) for entry in trail.history(about(assessment.pk, code))[:100]]
    context = {"assessment": assessment, "question": _question(assessment, code), "lines": lines}
    return render(request, _partial(request, "assessments/card_history.html"), context)


def _save(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    data = typed(_question(assessment, code), request.POST)
    if request.POST.get("act") == "clear":
        data = {}
    act = request.POST.get("act", "")
    try:
        with transaction.atomic() if act == "submit" else nullcontext():
            saved = _answer(request, assessment, code, data)
            if act == "submit":
                moves.submit(assessment, {code: saved.row.version}, by=request.user)
    except Unfit as unfit:
        return _again(request, assessment, code, data, unfit.problems, status=422)
    except Stale as stale:
        return _again(request, assessment, code, data, [], status=409, stale=stale)
    except Refused as refused:
        if request.htmx:
            raise
        return _again(request, assessment, code, data, [], status=403, refusal=refused.refusal)
    if request.htmx:
        shown = cards.present(request.user, saved.row)
        return _fragments(request, assessment, shown, saved=True, beside=saved.beside.values())
    messages.success(request, DONE[act if act in DONE else "save"]() % {"code": code})
    return _back(assessment, code)


def _answer(request: HttpRequest, assessment: Any, code: str, data: dict[str, Any]) -> Saved:
    version, note = _number(request.POST.get("version")), plain(request.POST.get("note", ""))
    return save(assessment, code, data, version=version, by=request.user, note=note)


def _again(
    request: HttpRequest,
    assessment: Any,
    code: str,
    data: dict[str, Any],
    problems: list[Problem],
    *,
    status: int,
    stale: Stale | None = None,
    **more: Any,
) -> HttpResponse:
    """What was typed, kept on the screen, with what stands against storing it."""
    conflict = _conflict(assessment, code, stale) if stale else None
    if request.htmx:
        shown = cards.typed(request.user, row(assessment, code), data, problems, None)
        return _fragments(request, assessment, shown, status=status, conflict=conflict)
    card = sheet.card(assessment, code, request.user)
    shown = cards.typed(request.user, card.row, data | {"note": request.POST.get("note", "")}, problems, card)
    return _page(request, assessment, shown, status=status, conflict=conflict, **more)


def _unsaid(
    request: HttpRequest, assessment: Any, code: str, refusal: Refusal, **written: str
) -> HttpResponse:
    """Why it was not done; where something was written, on a page that still holds it."""
    stale = refusal.code == "stale"
    if not any(written.values()):
        (messages.warning if stale else messages.error)(request, refusal.sentence)
        return _back(assessment, code)
    card = sheet.card(assessment, code, request.user)
    shown = replace(cards.present(request.user, card.row, card), written=written)
    return _page(request, assessment, shown, status=409 if stale else 403, refusal=refusal)


def _fragments(
    request: HttpRequest,
    assessment: Any,
    shown: cards.Shown,
    *,
    status: int = 200,
    beside: Collection[Row] = (),
    **more: Any,
) -> HttpResponse:
    edition = edition_of(assessment)
    indicator = edition.indicator_of[shown.row.code]
    context = {"shown": shown, "assessment": assessment, "indicator": indicator, "oob": True, **more}
    if status == 200:
        progress = sheet.progress(assessment)
        context["at"] = progress.indicators[indicator.code]
        context["at_block"] = progress.blocks[edition.block_of[indicator.code].code]
        context["tally"] = sheet.tally_of(beside, request.user)
    return render(request, "assessments/card_saved.html", context, status=status)


def _page(
    request: HttpRequest, assessment: Any, shown: cards.Shown, *, status: int = 200, **more: Any
) -> HttpResponse:
    indicator = edition_of(assessment).indicator_of[shown.row.code]
    tally = sheet.tally(assessment, indicator, request.user)
    context = frame(request, assessment, indicator, [shown], chosen=shown, tally=tally)
    return render(
        request,
        "assessments/sheet.html",
        context | {"alone": True, "place": place_of(assessment, shown.row.code)} | more,
        status=status,
    )


def _conflict(assessment: Any, code: str, stale: Stale) -> dict[str, Any]:
    asked, years = _question(assessment, code), assessment.cycle.years
    mine = kept(asked, stale.sent, years)
    stored = stale.saved
    return {
        "who": stored.changed_by.name if stored else "",
        "at": stored.changed_at if stored else None,
        "theirs": telling.in_words(asked, given(asked, stored, years), stored.note if stored else ""),
        "mine": telling.in_words(asked, mine, stale.note)
        if mine
        else telling.as_typed(dict(stale.sent), stale.note),
        "version": stored.version if stored else 0,
    }


def _question(assessment: Any, code: str) -> Question:
    questions = edition_of(assessment).questions
    if code not in questions:
        raise NoSuchRow(code)
    return questions[code]


def _back(assessment: Any, code: str) -> HttpResponse:
    return redirect(place_of(assessment, code))


def _partial(request: HttpRequest, name: str) -> str:
    return f"{name}#fragment" if request.htmx else name


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else -1
