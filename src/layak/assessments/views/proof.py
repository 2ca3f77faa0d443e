"""Proof of a row: choosing it, uploading it, taking it off; and the document pages that rows depend on."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from layak.assessments.actions import citing
from layak.assessments.forms.answer import plain
from layak.assessments.queries import proof as cited
from layak.assessments.queries import sheet
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.rows import row
from layak.assessments.rules import answering as rules
from layak.assessments.views import cards
from layak.assessments.views.panel import panel
from layak.assessments.views.seen import of_sheet
from layak.core.refusal import Refused, insist
from layak.evidence import queries as library
from layak.evidence import rules as evidence
from layak.evidence.actions import uploads
from layak.evidence.views import document as documents
from layak.evidence.views import uploads as arriving


@require_safe
@of_sheet
def proof(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """The proof of one question: the sheet's right side, or a page of its own without scripts."""
    return _panel(request, assessment, code)


@require_POST
@of_sheet
def attach(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """Cite a document of the library, or change where to look in it."""
    number, pages = _number(request.POST.get("document")), plain(request.POST.get("pages", ""))
    return _done(
        request,
        assessment,
        code,
        lambda: citing.attach(assessment, code, number, pages=pages, by=request.user),
    )


@require_POST
@of_sheet
def detach(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """Take a document off the row; the panel offers the way back."""
    number = _number(request.POST.get("document"))
    undo: dict[str, Any] = {"document": number}

    def act() -> None:
        undo["pages"] = citing.detach(assessment, code, number, by=request.user)

    return _done(request, assessment, code, act, undo=undo)


@require_POST
@of_sheet
def upload(request: HttpRequest, assessment: Any, code: str) -> HttpResponse:
    """Files straight onto the row from a plain form; each is stored or refused by itself."""
    insist(rules.prove(request.user, row(assessment, code)))
    stored = 0
    for file in request.FILES.getlist("files"):
        try:
            document = uploads.add_file(
                file.name or "", file.chunks(), file.size or 0, **_home(request, assessment), replaces=None
            )
            citing.attach(assessment, code, document.pk, by=request.user)
            stored += 1
        except Refused as refused:
            messages.error(request, f"{file.name}: {refused.refusal.sentence}")
    if stored:
        words = ngettext(
            "%(n)s berkas tersimpan sebagai bukti.", "%(n)s berkas tersimpan sebagai bukti.", stored
        )
        messages.success(request, words % {"n": stored})
    return redirect("proof", assessment_id=assessment.pk, code=code)


def document(request: HttpRequest, number: int) -> HttpResponse:
    """A document's page; saying something new of it brings every row that cites it up to date."""
    shown = {"usage": "assessments/document_usage.html", "citations": cited.rows_of(number)}
    leaning = citing.leaning(request.user)
    return _following(request, number, partial(documents.document, leaning=leaning, **shown))


def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Removing a document puts the rows that rest on it at risk in the same moment, or is refused."""
    return documents.remove(request, number, leaning=citing.leaning(request.user))


def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Bringing it back makes them ready again."""
    return _following(request, number, documents.restore)


def upload_start(request: HttpRequest) -> HttpResponse:
    """A file announced; a document's newer file is refused while a locked row cites it."""
    return arriving.start(request, leaning=citing.leaning(request.user))


def upload_piece(request: HttpRequest, number: UUID) -> HttpResponse:
    """An upload; a document's newer file brings every row that cites it up to date, or is refused."""
    return arriving.upload(request, number, leaning=citing.leaning(request.user))


def upload_form(request: HttpRequest) -> HttpResponse:
    """Files from a form without JavaScript, with the same care."""
    return arriving.plain(request, leaning=citing.leaning(request.user))


def _following(request: HttpRequest, number: int, view: Any) -> HttpResponse:
    if request.method != "POST":
        return view(request, number)
    before = _version(request, number)
    with transaction.atomic():
        response = view(request, number)
        if _version(request, number) != before:
            citing.recheck(number, by=request.user)
    return response


def _version(request: HttpRequest, number: int) -> int | None:
    found = library.document(request.user, number)
    return found.version if found else None


def _done(request: HttpRequest, assessment: Any, code: str, act: Any, **more: Any) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        if request.htmx:
            raise
        messages.error(request, refused.refusal.sentence)
        return redirect("proof", assessment_id=assessment.pk, code=code)
    if request.htmx:
        return _panel(request, assessment, code, **more)
    messages.success(request, _("Bukti %(code)s tersimpan.") % {"code": code})
    address = reverse("proof", args=[assessment.pk, code])
    undo = more.get("undo")
    return redirect(f"{address}?lepas={undo['document']}" if undo else address)


def _panel(request: HttpRequest, assessment: Any, code: str, **more: Any) -> HttpResponse:
    card = sheet.card(assessment, code, request.user)
    shown = cards.present(request.user, card.row, card)
    context = {"assessment": assessment, "panel": panel(request, shown), "shown": shown, **more}
    dropped = request.GET.get("lepas", "")
    if dropped.isdecimal() and "undo" not in more:
        context["undo"] = {"document": int(dropped), "pages": ""}
    if not request.htmx:
        return render(request, "assessments/proof.html", context)
    if request.method == "POST" or "segar" in request.GET:
        context |= _around(request, assessment, code)
    return render(request, "assessments/proof_panel.html", context)


def _around(request: HttpRequest, assessment: Any, code: str) -> dict[str, Any]:
    """What else on the sheet follows the proof of a row: its chips and its indicator's standing."""
    indicator = edition_of(assessment).indicator_of[code]
    standing = sheet.progress(assessment).indicators[indicator.code]
    tally = sheet.tally(assessment, indicator, request.user)
    return {"around": True, "indicator": indicator, "at": standing, "tally": tally}


def _home(request: HttpRequest, assessment: Any) -> dict[str, Any]:
    district, agency = evidence.place(request.user) or (assessment.district_id, None)
    return {"by": request.user, "district": district, "agency": agency}


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0
