"""Uploads: resumable in pieces for scripts, whole files for plain forms, and links."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from layak.core.refusal import Refused
from layak.evidence import queries, rules
from layak.evidence.actions import documents, uploads
from layak.evidence.actions.documents import Leaning
from layak.evidence.forms import AnnounceForm, LinkForm
from layak.evidence.views.shown import as_json

_STATUS = {"disk-full": 507, "evidence-add": 403, "evidence-change": 403, "proof-locked": 403}
Finish = Callable[[Any], Any]
_PIECE_TYPE = "application/offset+octet-stream"


@require_POST
def start(request: HttpRequest, *, leaning: Leaning) -> HttpResponse:
    """Announce a file: 201 with where to send it, or the sentence why not.

    `leaning`, here and below, is the step above that leans on documents.
    """
    form = AnnounceForm(request.POST)
    if not form.is_valid():
        return _unread()
    try:
        given = form.cleaned_data
        upload = uploads.start(
            given["name"],
            given["size"],
            **_home(request, given["replaces"], given["district"]),
            leaning=leaning,
        )
    except Refused as refused:
        return _refused(refused)
    url = reverse("upload", args=[upload.pk])
    body = {"id": str(upload.pk), "offset": 0, "chunk_size": settings.CHUNK_BYTES, "url": url}
    return JsonResponse(body, status=201, headers={"Location": url})


@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
def upload(request: HttpRequest, number: UUID, *, leaning: Leaning, admitted: bool = False) -> HttpResponse:
    """One upload of this person: where it stands, its next piece, or its end.

    `admitted` is said by a page of a step above that asked its own rule.
    """
    found = queries.upload(request.user, number)
    if found is None:
        return _gone(404)
    if request.method == "DELETE":
        uploads.give_up(found)
        return HttpResponse(status=204)
    if request.method != "PATCH":
        return _standing(found)
    finish = partial(uploads.finish, by=request.user, admitted=admitted, leaning=leaning)
    return _piece(request, found, finish)


@require_POST
def plain(request: HttpRequest, *, leaning: Leaning) -> HttpResponse:
    """Several files at once from a form without JavaScript; each is stored or refused by itself."""
    home = _home(request, request.POST.get("replaces"), request.POST.get("district", ""))
    stored = [_store(request, file, home | {"leaning": leaning}) for file in request.FILES.getlist("files")]
    if not stored:
        messages.error(request, _("Belum ada berkas yang dipilih. Pilih berkasnya, lalu unggah."))
    if count := sum(stored):
        words = ngettext("%(n)s berkas tersimpan.", "%(n)s berkas tersimpan.", count)
        messages.success(request, words % {"n": count})
    return redirect("document", home["replaces"].pk) if home["replaces"] else redirect("library")


@require_http_methods(["GET", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """A link as proof; goes to its document, or back to the form with what is wrong."""
    given = LinkForm(request.POST or None)
    if not given.is_valid():
        return render(request, "evidence/link.html", {"form": given}, status=422 if given.is_bound else 200)
    home = _home(request)
    del home["replaces"]
    return redirect("document", documents.add_link(**given.cleaned_data, **home).pk)


def _home(request: HttpRequest, replaces: int | str | None = None, district: str = "") -> dict[str, Any]:
    """Where new proof goes: beside the file it replaces, else to the person's own agency."""
    if replaces:
        older = queries.document(request.user, int(replaces)) if str(replaces).isdigit() else None
        if older is None:
            raise Http404
        place = older.district_id, older.agency_id
    else:
        older, place = None, rules.place(request.user, district or None)
    district, agency = place or ("", None)
    return {"by": request.user, "district": district, "agency": agency, "replaces": older}


def _piece(request: HttpRequest, found: Any, finish: Finish) -> HttpResponse:
    offset, length = request.headers.get("Upload-Offset", ""), int(request.headers.get("Content-Length") or 0)
    if not (offset.isascii() and offset.isdigit()) or (length and request.content_type != _PIECE_TYPE):
        return _unread()
    if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        sentence = _("Potongan berkas ini terlalu besar. Muat ulang halaman ini, lalu lanjutkan.")
        return JsonResponse({"code": "piece-too-large", "sentence": sentence}, status=413)
    try:
        return _received(uploads.receive(found, int(offset), request.body), finish)
    except uploads.OffsetDiffers as differs:
        return JsonResponse({"offset": differs.offset}, status=409)
    except Refused as refused:
        return _refused(refused)
    except FileNotFoundError:  # finished, and its answer lost on the way; or given up
        return _received(found, finish) if found.document_id else _gone(410)


def _received(found: Any, finish: Finish) -> HttpResponse:
    if not found.is_whole:
        return JsonResponse({"offset": found.received})
    document = found.document or finish(found)
    return JsonResponse({"offset": found.received, "document": as_json(document)}, status=201)


def _standing(found: Any) -> HttpResponse:
    body = {"offset": found.received, "size": found.size, "chunk_size": settings.CHUNK_BYTES}
    if found.document:
        body["document"] = as_json(found.document)
    headers = {"Upload-Offset": str(found.received), "Upload-Length": str(found.size)}
    return JsonResponse(body, headers=headers | {"Cache-Control": "no-store"})


def _store(request: HttpRequest, file: UploadedFile, home: dict[str, Any]) -> bool:
    try:
        uploads.add_file(file.name or "", file.chunks(), file.size or 0, **home)
    except Refused as refused:
        messages.error(request, f"{file.name}: {refused.refusal.sentence}")
        return False
    return True


def _refused(refused: Refused) -> JsonResponse:
    refusal = refused.refusal
    body = {"code": refusal.code, "sentence": str(refusal.sentence)}
    return JsonResponse(body, status=_STATUS.get(refusal.code, 422))


def _gone(status: int) -> JsonResponse:
    sentence = _("Unggahan ini sudah tidak ada, mungkin karena dibatalkan. Unggah berkasnya dari awal.")
    return JsonResponse({"code": "upload-gone", "sentence": sentence}, status=status)


def _unread() -> JsonResponse:
    sentence = _("Unggahan ini tidak dapat dibaca. Muat ulang halaman ini, lalu coba lagi.")
    return JsonResponse({"code": "upload-unread", "sentence": sentence}, status=400)
