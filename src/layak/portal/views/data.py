"""Open data: the page of downloads with their dictionary, the catalogue, checksums, the daily roots."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from layak.assessments.views.site import site
from layak.portal.queries import opendata
from layak.portal.queries.opendata import LICENCE, File
from layak.portal.views.serving import FRESH, Told, answer, public, stamp, written
from layak.results.queries import roots

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "spdx": "http://spdx.org/rdf/terms#",
}


@public("portal/data.html")
def data(request: HttpRequest) -> Told:
    """Every file with what its columns mean."""
    files = opendata.files()
    return {"files": files, "licence": LICENCE}, {
        "licence": LICENCE,
        "files": [_told(one, site(request)) for one in files],
    }


@require_safe
def download(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file, written while it is sent."""
    chosen = opendata.file(name)
    if chosen is None:
        raise Http404
    tag = stamp(name)
    known = get_conditional_response(request, etag=tag)
    response = known or StreamingHttpResponse(_octets(chosen), content_type=f"{chosen.kind}; charset=utf-8")
    response["ETag"], response["Cache-Control"] = tag, FRESH
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue in DCAT as JSON-LD, for portals that harvest open data."""
    home = site(request)
    return answer(request, stamp(f"dcat {home}"), "application/ld+json", lambda: written(_dcat(home)))


@require_safe
def checksums(request: HttpRequest) -> HttpResponse:
    """The SHA-256 of every file, as `sha256sum -c` reads it."""

    def lines() -> bytes:
        return "".join(f"{opendata.checksum(one)}  {one.name}\n" for one in opendata.files()).encode()

    return answer(request, stamp("sums"), "text/plain; charset=utf-8", lines)


@public("portal/roots.html")
def all_roots(request: HttpRequest) -> Told:
    """The daily roots, newest first, and how to check one."""
    known = list(roots.every())
    told = [{"day": one.day.isoformat(), "root": one.root, "key": one.key} for one in known]
    return {"roots": known}, {"roots": told}


@require_safe
def root(request: HttpRequest, day: str) -> HttpResponse:
    """One day's root with everything to check it."""
    try:
        found = roots.of_day(date.fromisoformat(day))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return answer(request, stamp(f"root {day}"), "application/json", lambda: written(roots.document(found)))


def _octets(chosen: File) -> Iterator[bytes]:
    return (part.encode() for part in chosen.written())


def _address(home: str, name: str, *parts: str) -> str:
    return f"{home}{reverse(name, args=parts)}"


def _told(one: File, home: str) -> dict[str, Any]:
    columns = [{"name": c.name, "type": c.kind, "meaning": str(c.meaning)} for c in one.columns]
    address = _address(home, "portal_download", one.name)
    return {"name": one.name, "title": str(one.title), "type": one.kind, "url": address, "columns": columns}


def _dcat(home: str) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "@id": _address(home, "portal_catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": "Layak",
        "dct:license": {"@id": LICENCE},
        "dcat:dataset": [_dataset(one, home) for one in opendata.files()],
    }


def _dataset(one: File, home: str) -> dict[str, Any]:
    address = _address(home, "portal_download", one.name)
    checksum = {"@type": "spdx:Checksum", "spdx:checksumValue": opendata.checksum(one)}
    checksum["spdx:algorithm"] = {"@id": "spdx:checksumAlgorithm_sha256"}
    distribution = {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": one.kind,
        "spdx:checksum": checksum,
    }
    dataset = {"@type": "dcat:Dataset", "@id": f"{address}#data", "dct:title": str(one.title)}
    return dataset | {"dct:license": {"@id": LICENCE}, "dcat:distribution": [distribution]}
