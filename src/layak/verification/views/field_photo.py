"""Photos of a unit: sent in pieces or by a plain form, marked when personal, shown with the unit."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from layak.assessments.actions import citing
from layak.core.refusal import Refused, insist
from layak.evidence import pages
from layak.evidence import queries as evidence
from layak.evidence.actions import documents, uploads
from layak.evidence.forms import AnnounceForm
from layak.evidence.views.uploads import upload as upload_page
from layak.verification.actions import field_log as actions
from layak.verification.forms import field_log as forms
from layak.verification.queries import field as queries
from layak.verification.rules import field as rules
from layak.verification.views.field_unit import of_unit, refused_json


@require_POST
@of_unit
def announce_photo(request: HttpRequest, unit: Any) -> HttpResponse:
    """Announce a photo: where to send its pieces, or the sentence why not."""
    form = AnnounceForm(request.POST)
    try:
        insist(rules.inspect(request.user, unit.session))
        insist(None if form.is_valid() else forms.UNREAD)
        given = form.cleaned_data
        started = uploads.start(given["name"], given["size"], **_home(request, unit))
    except Refused as refused:
        return refused_json(refused)
    url = reverse("field_photo_piece", args=[unit.pk, started.pk])
    url += "?pribadi=1" if request.POST.get("personal") else ""
    body = {"id": str(started.pk), "offset": 0, "chunk_size": settings.CHUNK_BYTES, "url": url}
    return JsonResponse(body, status=201)


@require_http_methods(["GET", "PATCH", "DELETE"])
@of_unit
def piece(request: HttpRequest, unit: Any, number: UUID) -> HttpResponse:
    """A piece of a photo, by the way of every upload; marked when it was announced as personal."""
    found = evidence.upload(request.user, number)
    if found is None or found.district_id != unit.session.assessment.district_id:
        raise Http404
    if request.method == "PATCH" and (closed := rules.inspect(request.user, unit.session)):
        return refused_json(Refused(closed))
    response = upload_page(request, number, leaning=citing.leaning(request.user), admitted=True)
    if "pribadi" in request.GET:
        _mark(request, number)
    return response


@require_POST
@of_unit
def plain_photo(request: HttpRequest, unit: Any) -> HttpResponse:
    """A photo from a form without JavaScript."""
    insist(rules.inspect(request.user, unit.session))
    file = request.FILES.get("photo")
    try:
        if file is None:
            raise Refused(forms.NO_PHOTO)
        started = uploads.start(file.name, file.size, **_home(request, unit))
        for piece in file.chunks():
            uploads.receive(started, started.received, piece)
        uploads.finish(started, by=request.user, admitted=True)
        if request.POST.get("personal"):
            _mark(request, started.pk)
        of = forms.clean(unit, queries.PHOTO, {"of": request.POST.get("of", "")})
        sent = actions.Sent(uuid4(), queries.PHOTO, of, timezone.now(), photo=started.pk)
        actions.keep(unit, sent, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused.refusal.sentence))
    except ValueError:
        messages.error(request, str(forms.UNREAD.sentence))
    return redirect("field_unit", unit_id=unit.pk)


@require_safe
def photo(request: HttpRequest, operation: UUID, width: int) -> HttpResponse:
    """A photo as an image; each look at one with personal data is written down."""
    found = queries.photo(request.user, operation)
    if found is None or width not in pages.WIDTHS:
        raise Http404
    session = found.unit.session
    if session.closed_at is None and rules.team(request.user, session.assessment):
        raise Http404
    # the team's own file, whatever the district may have put after it in its library
    file = evidence.file_of(session.assessment.district_id, found.photo_id, 1)
    if file is None or not pages.can_draw(file.blob.mime):
        raise Http404
    if file.document.personal_data:
        documents.note_read(file, by=request.user, page=1)
    image = pages.drawn(file.blob.sha256, file.blob.mime, 1, width)
    return HttpResponse(image, content_type=pages.MIME, headers={"Cache-Control": "private, no-store"})


def _home(request: HttpRequest, unit: Any) -> dict[str, Any]:
    return {
        "by": request.user,
        "district": unit.session.assessment.district_id,
        "agency": None,
        "admitted": True,
    }


def _mark(request: HttpRequest, number: UUID) -> None:
    found = evidence.upload(request.user, number)
    if found and found.document:
        documents.mark_personal(found.document, by=request.user)
