"""Excel: rows go out as a workbook, come back, are shown change by change, and are applied together."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layak.assessments.actions.answering import Entry, Stale, enter
from layak.assessments.forms.comparing import compare
from layak.assessments.forms.exchange import UploadForm, seal, unseal
from layak.assessments.queries import clock, exchange, visible
from layak.assessments.rules import exchange as rules
from layak.assessments.views.changes import laid_out
from layak.assessments.views.seen import of_sheet
from layak.core import workbook
from layak.core.instrument import Text
from layak.core.refusal import Refused, insist
from layak.core.workbook import Filling

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The way to the newest assessment's page."""
    assessment = visible.current(request.user)
    if assessment is None:
        return render(request, "assessments/sheet_none.html")
    return redirect("exchange", assessment_id=assessment.pk)


@require_safe
@of_sheet
def page(request: HttpRequest, assessment: Any) -> HttpResponse:
    """What can be downloaded, and where to bring it back."""
    return _page(request, assessment, UploadForm(assessment))


@require_safe
@of_sheet
def download(request: HttpRequest, assessment: Any, agency_id: int) -> HttpResponse:
    """One agency's workbook."""
    insist(rules.download(request.user, assessment, agency_id))
    holder = exchange.holders(assessment).get(agency_id)
    if holder is None:
        raise Http404(str(agency_id))
    return _workbook(request, assessment, holder)


@require_safe
@of_sheet
def download_all(request: HttpRequest, assessment: Any) -> HttpResponse:
    """All rows of the district in one workbook."""
    insist(rules.download(request.user, assessment, None))
    return _workbook(request, assessment, None)


@require_http_methods(["GET", "HEAD", "POST"])
@of_sheet
def preview(request: HttpRequest, assessment: Any) -> HttpResponse:
    """What an uploaded workbook would change; nothing is stored yet."""
    if request.method != "POST":
        return redirect("exchange", assessment_id=assessment.pk)
    insist(rules.upload(request.user, assessment))
    form = UploadForm(assessment, request.POST, request.FILES)
    if not form.is_valid() or form.filling is None:
        return _page(request, assessment, form, status=422)
    entries = [Entry(r.code, r.data, r.note, r.version, r.at) for r in form.filling.rows if r.touched]
    return _preview(request, assessment, entries, filling=form.filling)


@require_POST
@of_sheet
def apply(request: HttpRequest, assessment: Any) -> HttpResponse:
    """Store the chosen rows, all or none; whatever changed since the preview is shown again first."""
    insist(rules.upload(request.user, assessment))
    try:
        entries = unseal(request.POST.get("isi", ""), assessment, request.user)
    except signing.BadSignature:
        messages.error(request, _("Pratinjau ini sudah lewat waktunya. Unggah berkasnya sekali lagi."))
        return redirect("exchange", assessment_id=assessment.pk)
    chosen = [entry for entry in entries if request.POST.get(f"pilih-{entry.code}") == "berkas"]
    if not chosen:
        messages.warning(request, _("Belum ada baris yang dipilih. Pilih dulu baris yang akan diterapkan."))
        return _preview(request, assessment, entries, chosen=chosen, status=422)
    return _apply(request, assessment, entries, chosen)


@require_safe
@of_sheet
def recap_csv(request: HttpRequest, assessment: Any) -> HttpResponse:
    """The recap as text, as Excel in Indonesian opens it."""
    text = BYTE_ORDER_MARK + workbook.as_csv(exchange.score(assessment), get_language())
    return _file(text.encode(), "text/csv; charset=utf-8", _name(assessment, workbook.RECAP, "csv"))


@require_safe
@of_sheet
def recap_xlsx(request: HttpRequest, assessment: Any) -> HttpResponse:
    """The recap as a workbook."""
    content = workbook.as_workbook(exchange.score(assessment), get_language())
    return _file(content, XLSX, _name(assessment, workbook.RECAP, "xlsx"))


def _apply(request: HttpRequest, assessment: Any, entries: list[Entry], chosen: list[Entry]) -> HttpResponse:
    try:
        enter(assessment, chosen, by=request.user)
    except Stale:
        sentence = _(
            "Ada baris yang baru saja diubah orang lain, jadi belum ada yang diterapkan. Pilih lagi."
        )
    except Refused as refused:
        sentence = refused.refusal.sentence
    else:
        words = ngettext("%(n)s baris diterapkan.", "%(n)s baris diterapkan.", len(chosen))
        messages.success(request, words % {"n": len(chosen)})
        return redirect("exchange", assessment_id=assessment.pk)
    messages.warning(request, sentence)
    return _preview(request, assessment, entries, chosen=chosen, status=409)


def _page(request: HttpRequest, assessment: Any, form: UploadForm, status: int = 200) -> HttpResponse:
    user, every = request.user, exchange.holders(assessment).values()
    window = clock.clock(assessment)
    context = {
        "assessment": assessment,
        "form": form,
        "holders": [one for one in every if rules.download(user, assessment, one.agency_id) is None],
        "whole": rules.download(user, assessment, None) is None,
        "refusal": rules.upload(user, assessment),
        "closed": window is None or not window.is_open(),
    }
    return render(request, "assessments/exchange.html", context, status=status)


def _preview(
    request: HttpRequest,
    assessment: Any,
    entries: list[Entry],
    *,
    filling: Filling | None = None,
    chosen: list[Entry] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of differences; `chosen` None: every change that is nobody else's is chosen."""
    found = compare(request.user, assessment, entries)
    ticked = {entry.code for entry in chosen} if chosen is not None else {c.row.code for c in found.plain}
    context = {
        "assessment": assessment,
        "sealed": seal([change.renewed for change in found.open], assessment, request.user),
        "plain": [laid_out(change, change.row.code in ticked) for change in found.plain],
        "overtaken": [laid_out(change, False) for change in found.overtaken],
        "refused": [laid_out(change, False) for change in found.refused],
        "errors": filling.errors if filling else (),
        "same": found.same + (sum(not row.touched for row in filling.rows) if filling else 0),
    }
    return render(request, "assessments/exchange_preview.html", context, status=status)


def _workbook(request: HttpRequest, assessment: Any, holder: exchange.Holder | None) -> HttpResponse:
    book = exchange.book(assessment, request.user, holder, get_language())
    name = _name(assessment, workbook.FORM, "xlsx", *([holder.name] if holder else []))
    return _file(workbook.write(book), XLSX, name)


def _name(assessment: Any, what: Text, extension: str, *owner: str) -> str:
    words = " ".join([what.in_language(get_language()), *owner])
    return f"{words} {assessment.district.name} {assessment.cycle.year}.{extension}"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
