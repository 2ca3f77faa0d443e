"""The files themselves, and their pages as images, to whoever may see them and no one else."""

from textwrap import wrap
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from layak.core.refusal import Refused
from layak.evidence import pages, queries, storage
from layak.evidence.actions.documents import note_read
from layak.evidence.views import ranges

_CAGE = "sandbox; default-src 'none'"
_DRAWING, _LINE = "image/svg+xml", 34


@require_safe
def original(request: HttpRequest, number: int, version: int) -> HttpResponseBase:
    """A stored file, byte-identical; shown in the browser only when it is a PDF or a picture."""
    found = queries.file(request.user, number, version)
    if found is None:
        raise Http404
    return send(request, found)


def send(request: HttpRequest, found: Any) -> HttpResponseBase:
    """A file to whom a view has let in; a look at personal data is written down."""
    if found.document.personal_data:
        note_read(found, by=request.user)
    blob = found.blob
    file = storage.files().open(storage.name_of(blob.sha256))
    response = ranges.answer(request, file, blob.size, f'"{blob.sha256}"', blob.mime)
    attached = "unduh" in request.GET or not pages.can_draw(blob.mime)
    response["Content-Disposition"] = content_disposition_header(attached, found.filename)
    return _caged(response, private=found.document.personal_data)


@require_safe
def page(request: HttpRequest, number: int, version: int, page: int, width: int) -> HttpResponseBase:
    """One page as an image."""
    found = queries.file(request.user, number, version)
    if found is None:
        raise Http404
    return draw(request, found, page, width)


def draw(request: HttpRequest, found: Any, page: int, width: int) -> HttpResponseBase:
    """A page of a file to whom a view has let in, or a picture that says why there is none.

    Raises Http404 for pages that the file does not have and widths that are not offered.
    """
    if width not in pages.WIDTHS or not pages.can_draw(found.blob.mime):
        raise Http404
    if found.document.personal_data:
        note_read(found, by=request.user, page=page)
    try:
        image = pages.drawn(found.blob.sha256, found.blob.mime, page, width)
    except IndexError as error:
        raise Http404 from error
    except Refused as refused:
        words = {"lines": wrap(str(refused.refusal.sentence), _LINE)}
        return _caged(render(request, "evidence/undrawn.svg", words, _DRAWING, 422), private=True)
    return _caged(HttpResponse(image, content_type=pages.MIME), private=found.document.personal_data)


def _caged(response: HttpResponseBase, *, private: bool) -> HttpResponseBase:
    """A stored file runs nothing, is believed to be only what we say, and stays with its reader."""
    response["Content-Security-Policy"] = _CAGE
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store" if private else "private, max-age=600"
    return response
