"""Range requests (RFC 9110, section 14): a part of a file, so that a phone need not start over."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

_ONE_RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)")
_PIECE = 256 * 1024


def answer(request: HttpRequest, file: BinaryIO, size: int, etag: str, mime: str) -> HttpResponseBase:
    """The file whole (200), in part (206), unchanged (304), or a range outside it (416).

    Several ranges at once, and a form we do not know, get the whole file, as the RFC allows.
    """
    if etag in request.headers.get("If-None-Match", ""):
        file.close()
        return _headed(HttpResponse(status=304), etag)
    wanted = _wanted(request, size, etag)
    if wanted is None:
        return _headed(_stream(file, 0, size, mime, 200), etag)
    first, last = wanted
    if first > last:
        file.close()
        return _headed(HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"}), etag)
    response = _stream(file, first, last - first + 1, mime, 206)
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _headed(response, etag)


def _wanted(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte asked for; None for everything; first > last when it lies outside."""
    asked = _ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = (int(bound) if bound else None for bound in asked.groups())
    if first is None:
        return None if last is None else (size - min(last, size), size - 1)
    if last is None:
        return first, size - 1
    return (first, min(last, size - 1)) if first <= last else None


def _stream(file: BinaryIO, first: int, length: int, mime: str, status: int) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_pieces(file, first, length), content_type=mime, status=status)
    response["Content-Length"] = str(length)
    return response


def _pieces(file: BinaryIO, first: int, rest: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        while rest and (piece := file.read(min(_PIECE, rest))):
            rest -= len(piece)
            yield piece


def _headed(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return response
