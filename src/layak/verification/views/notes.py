"""Notes as the district sees them: what a verifier asks for, until when, and the one answer to each."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from layak.assessments.queries import clock, rows, visible
from layak.core import catalogue
from layak.core.refusal import Refusal, Refused, insist
from layak.verification.actions import noting
from layak.verification.forms.verdict import ReplyForm
from layak.verification.queries import notes as queries
from layak.verification.rules import noting as rules


@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """The notes of the person's newest sheet, those that wait first."""
    insist(_reads(request))
    return _page(request, visible.current(request.user))


@require_safe
def notes_of(request: HttpRequest, assessment_id: int) -> HttpResponse:
    """The notes of one sheet."""
    return _page(request, _sheet(request, assessment_id))


@require_POST
def reply(request: HttpRequest, assessment_id: int, number: int) -> HttpResponse:
    """Answer a note, once."""
    sheet = _sheet(request, assessment_id)
    if not queries.for_district(request.user, sheet).filter(pk=number).exists():
        raise Http404(number)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, sheet, status=422, failed=number, form=form)
    try:
        given = form.cleaned_data
        noting.reply(sheet, number, given["text"], version=given["version"], by=request.user)
    except Refused as refused:
        form.add_error(None, refused.refusal.sentence)
        status = 409 if refused.refusal.code == "stale" else 403
        return _page(request, sheet, status=status, failed=number, form=form)
    messages.success(request, _("Tanggapan terkirim. Verifikator akan memeriksanya."))
    return redirect(reverse("notes_of", args=[sheet.pk]) + f"#catatan-{number}")


def _reads(request: HttpRequest) -> Refusal | None:
    if visible.current(request.user) is not None:
        return None
    return Refusal("no-sheet", _("Catatan muncul di sini setelah daerah Anda punya lembar penilaian."))


def _sheet(request: HttpRequest, number: int) -> Any:
    found = visible.assessments(request.user).filter(pk=number).first()
    if found is None:
        raise Http404(number)
    request.sheet = found
    return found


def _page(request: HttpRequest, sheet: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    found = list(queries.for_district(request.user, sheet))
    known = rows.rows(sheet, {note.code for note in found})
    shown = [_shown(request, note, known[note.code], more) for note in found]
    language = get_language()
    with timezone.override(sheet.district.timezone):
        context = {
            "assessment": sheet,
            "sheets": queries.sheets(request.user, sheet),
            "waiting": [one for one in shown if one["note"].state == "open"],
            "others": [one for one in shown if one["note"].state != "open"],
            "now": clock.current(sheet),
            "reasons": {key: text.in_language(language) for key, text in catalogue.reasons().items()},
        }
        return render(request, "verification/notes.html", context, status=status)


def _shown(request: HttpRequest, note: Any, row: Any, more: dict[str, Any]) -> dict[str, Any]:
    form = more["form"] if more.get("failed") == note.pk else ReplyForm(initial={"version": note.version})
    return {"note": note, "row": row, "refusal": rules.reply(request.user, row, note), "form": form}
