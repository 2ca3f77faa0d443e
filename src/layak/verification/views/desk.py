"""The verifier's desk: the queue by clock, and one row at a time with its proof and the verdict."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from layak.assessments.queries import clock, proof
from layak.assessments.queries.rows import NoSuchRow
from layak.core.refusal import Refused, insist
from layak.evidence import queries as evidence
from layak.evidence.views import files
from layak.verification.actions import judging, noting
from layak.verification.actions.judging import Sent, Stale
from layak.verification.forms.verdict import NoteForm, VerdictForm
from layak.verification.queries import accepting, desk, mandates
from layak.verification.rules import judging as rules
from layak.verification.rules import verifying
from layak.verification.views import shown

PAGE = 40


def of_charge(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give the view the person's charge on the sheet; 404 when the sheet does not exist for them."""

    @wraps(view)
    def found(request: HttpRequest, assessment_id: int, **rest: Any) -> HttpResponseBase:
        held = mandates.charge(request.user, assessment_id)
        if held is None:
            raise Http404(assessment_id)
        with timezone.override(held.assessment.district.timezone):
            try:
                return view(request, held, **rest)
            except NoSuchRow as error:
                raise Http404 from error

    return found


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The sheets that wait for the verifier, the nearest end first."""
    insist(verifying.verifies(request.user))
    found = desk.queue(request.user)
    return render(request, "verification/queue.html", {"found": found})


@require_safe
@of_charge
def start(request: HttpRequest, held: Any) -> HttpResponse:
    """The first row that waits, else the first row."""
    items = desk.items(held)
    if not items:
        return render(request, "verification/desk_none.html", {"held": held})
    waiting = next((i for i in items if i.within("belum")), items[0])
    return redirect("desk_row", assessment_id=held.assessment.pk, code=waiting.judged.code)


@require_http_methods(["GET", "HEAD", "POST"])
@of_charge
def row(request: HttpRequest, held: Any, code: str) -> HttpResponse:
    """One row: list, proof and verdict; a POST decides, accepts or undoes, then goes on to the next.

    A script asks for the room of another row, or for another page of the proof alone, beside what is typed.
    """
    _inside(held, code)
    if request.method == "POST":
        return _decide(request, held, code)
    if request.htmx and not request.htmx.history_restore_request:
        turned = request.htmx.target == "dokumen"
        part = "verification/desk_turned.html" if turned else "verification/desk.html#ruang"
        return render(request, part, shown.room(request, held, code))
    return _page(request, held, code)


@require_http_methods(["POST"])
@of_charge
def note(request: HttpRequest, held: Any, code: str) -> HttpResponse:
    """Write a note to the district about the row."""
    _inside(held, code)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, held, code, status=422, note_form=form)
    try:
        given = form.cleaned_data
        noting.write(held.assessment, code, given["text"], reason=given["reason"], by=request.user)
        messages.success(request, _("Catatan %(code)s tersimpan.") % {"code": code})
    except Refused as refused:
        form.add_error(None, refused.refusal.sentence)
        return _page(request, held, code, status=403, note_form=form)
    return redirect("desk_row", assessment_id=held.assessment.pk, code=code)


@require_http_methods(["POST"])
@of_charge
def settle(request: HttpRequest, held: Any, code: str, number: int) -> HttpResponse:
    """Settle a note of the row."""
    _inside(held, code)
    if number not in {each.pk for each in desk.detail(held, code).notes}:
        raise Http404(number)
    try:
        noting.settle(held.assessment, number, version=_number(request.POST.get("version")), by=request.user)
        messages.success(request, _("Catatan %(code)s selesai.") % {"code": code})
    except Refused as refused:
        messages.error(request, refused.refusal.sentence)
    return redirect("desk_row", assessment_id=held.assessment.pk, code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@of_charge
def bulk(request: HttpRequest, held: Any) -> HttpResponse:
    """The rows without an open finding, to accept together once the list was confirmed."""
    status = 200
    if request.method == "POST":
        seen = dict(pair.split(":", 1) for pair in request.POST.getlist("row") if ":" in pair)
        try:
            done = judging.accept(held.assessment, seen, by=request.user)
            messages.success(request, _("%(n)s pertanyaan diterima.") % {"n": len(done)})
            return redirect("desk_start", assessment_id=held.assessment.pk)
        except Refused as refused:
            messages.error(request, refused.refusal.sentence)
            status = 403
    rows = accepting.acceptable(held)
    context = {
        "held": held,
        "rows": rows,
        "sum": sum(one.below for one in rows),
        "refusal": rules.judge(request.user, held.assessment, held, clock.current(held.assessment)),
    }
    return render(request, "verification/bulk.html", context, status=status)


@require_safe
@of_charge
def file(request: HttpRequest, held: Any, code: str, number: int, version: int) -> HttpResponseBase:
    """A file that the row cites, byte-identical."""
    return files.send(request, _cited(held, code, number, version))


@require_safe
@of_charge
def picture(
    request: HttpRequest, held: Any, code: str, number: int, version: int, page: int, width: int
) -> HttpResponseBase:
    """A page of a file that the row cites, as an image."""
    return files.draw(request, _cited(held, code, number, version), page, width)


def _cited(held: Any, code: str, number: int, version: int) -> Any:
    _inside(held, code)
    if number not in proof.ids_of(held.assessment, code):
        raise Http404(number)
    found = evidence.file_of(held.assessment.district_id, number, version)
    if found is None:
        raise Http404(version)
    return found


def _inside(held: Any, code: str) -> None:
    if code not in mandates.rows(held):
        raise Http404(code)


def _decide(request: HttpRequest, held: Any, code: str) -> HttpResponse:
    known = desk.choices(held.assessment, code) if request.POST.get("document") else []
    form = VerdictForm(request.POST, documents=known)
    act = request.POST.get("act", "save")
    try:
        if act == "clear":
            version = _number(request.POST.get("version"))
            judging.clear(held.assessment, code, version=version, by=request.user)
            messages.success(request, _("Penilaian %(code)s dibatalkan.") % {"code": code})
            return redirect("desk_row", assessment_id=held.assessment.pk, code=code)
        if act != "accept" and not form.is_valid():
            return _page(request, held, code, status=422, form=form)
        version = _number(request.POST.get("version"))
        sent = Sent() if act == "accept" else form.sent()
        judging.decide(held.assessment, code, sent, version=version, by=request.user)
    except Stale as stale:
        return _page(request, held, code, status=409, form=form, stale=stale)
    except Refused as refused:
        return _page(request, held, code, status=403, form=form, refused=refused.refusal)
    messages.success(request, _("%(code)s dinilai.") % {"code": code})
    return redirect(_next(request, held, code, stay=act == "stay"))


def _next(request: HttpRequest, held: Any, code: str, *, stay: bool) -> str:
    """The next row that waits for a verdict; this one when there is none."""
    target = code if stay else desk.next_waiting(held, code) or code
    return reverse("desk_row", args=[held.assessment.pk, target]) + shown.kept(request)


def _page(request: HttpRequest, held: Any, code: str, *, status: int = 200, **more: Any) -> HttpResponse:
    context = shown.room(request, held, code, **more) | shown.listing(request, held, code)
    return render(request, "verification/desk.html", context, status=status)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else -1
