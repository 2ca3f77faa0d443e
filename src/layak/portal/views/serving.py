"""How a public page is served: alike for everybody, kept by caches, drawn anew when something changed."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from layak import __version__
from layak.assessments.views.site import site
from layak.portal.queries import geometry
from layak.results.queries import published
from layak.trail import queries as trail
from layak.trail.actions import INSTANCE

FRESH = "public, max-age=60"
"""How long a cache answers by itself, in seconds; then it asks whether the tag is still the same."""
MOST = 200
"""Pages kept in the memory of a process; about 40 kB each."""
JSON = "application/json"
Told = tuple[Mapping[str, Any], Any]
"""What a page shows: the context of its template, and the same for programs."""


class Absent(Exception):  # noqa: N818 - reads as what happened
    """There is no such thing; the page says so itself, with status 404. Carries context and twin."""

    def __init__(self, context: dict[str, Any], data: Any) -> None:
        super().__init__()
        self.context, self.data = context, data


def public(template: str) -> Callable[[Callable[..., Told]], Callable[..., HttpResponseBase]]:
    """A page of what the view tells, or its twin for programs.

    It may not depend on who asks, only on the address and the language: no token, no name, no message.
    """

    def decorate(view: Callable[..., Told]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        @require_safe
        def page(request: HttpRequest, twin: bool = False, **kwargs: Any) -> HttpResponse:
            def write() -> bytes:
                return _body(request, template, twin, *view(request, **kwargs))

            kind = JSON if twin else "text/html; charset=utf-8"
            try:
                return answer(request, stamp(site(request) + request.get_full_path()), kind, write)
            except Absent as absent:
                body = _body(request, template, twin, absent.context, absent.data)
                return HttpResponse(body, content_type=kind, status=404)

        return page

    return decorate


def answer(request: HttpRequest, tag: str, kind: str, write: Callable[[], bytes]) -> HttpResponse:
    """304 for whoever has what the tag names, else what is kept of it in this process, else write it."""
    found = get_conditional_response(request, etag=tag)
    if found is None:
        found = HttpResponse(_kept(tag, write), content_type=kind)
    found["ETag"], found["Cache-Control"] = tag, FRESH
    if kind.endswith("json"):
        found["Access-Control-Allow-Origin"] = "*"
    patch_vary_headers(found, ["Cookie"])
    return found


def stamp(what: str) -> str:
    """The tag of a page, from all that it can be made of: results, regions and roots, outlines, language.

    `what` is its own address, with the site's where the page holds that too: no host gets another's.
    """
    changing = published.stamp(), trail.tip(INSTANCE).hash, geometry.stamp()
    parts = (what, *changing, get_language(), __version__, settings.DEMO)
    return f'"{sha256(repr(parts).encode()).hexdigest()[:24]}"'


def written(told: Any) -> bytes:
    """A twin as UTF-8 text."""
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def forget() -> None:
    """Draw every page anew."""
    _PAGES.clear()


def _body(request: HttpRequest, template: str, twin: bool, context: Mapping[str, Any], data: Any) -> bytes:
    """The page without anybody's token or name; `here` and `twin` are its own address and its twin's.

    The twin of a demo says that what it tells is synthetic, unless it is of a result that says so itself.
    """
    if twin:
        return written({"synthetic": True} | data if settings.DEMO and isinstance(data, dict) else data)
    path, query = request.path, request.META.get("QUERY_STRING", "")
    other = path.rstrip("/") + ".json" + (f"?{query}" if query else "")
    frame = {"here": request.get_full_path(), "twin": other, "demo": settings.DEMO}
    return render_to_string(template, frame | dict(context)).encode()


_PAGES: dict[str, bytes] = {}


def _kept(tag: str, write: Callable[[], bytes]) -> bytes:
    """A stranger who asks for ever new addresses costs time, not memory."""
    if tag not in _PAGES:
        body = write()
        if len(_PAGES) >= MOST:
            _PAGES.clear()
        _PAGES[tag] = body
        return body
    return _PAGES[tag]
