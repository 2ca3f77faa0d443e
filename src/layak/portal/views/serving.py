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
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from layak import __version__
from layak.portal.queries import geometry
from layak.results.queries import published
from layak.trail import queries as trail
from layak.trail.actions import INSTANCE

MINUTE = 60
MOST = 200
"""Pages kept in the memory of a process; about 40 kB each."""
Told = tuple[Mapping[str, Any], Any]
"""What a page shows: the context of its template, and the same for programs."""


def public(template: str) -> Callable[[Callable[..., Told]], Callable[..., HttpResponseBase]]:
    """A page of what the view tells, or its twin for programs. Drawn once a process, kept as `kept` says."""

    def decorate(view: Callable[..., Told]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        @kept
        def page(request: HttpRequest, tag: str, twin: bool = False, **kwargs: Any) -> HttpResponse:
            key = (tag, request.get_full_path())
            if key not in _DRAWN:
                told = view(request, **kwargs)
                _remember(key, written(told[1]) if twin else drawn(request, template, told[0]))
            return as_json_text(_DRAWN[key]) if twin else HttpResponse(_DRAWN[key])

        return page

    return decorate


def kept(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let caches keep the answer a minute, and answer 304 to whoever has the newest already.

    The view gets the tag (`etag`) beside the request. Its answer may not depend on who asks, only on the
    address and the language: no token, no name, no message.
    """

    @wraps(view)
    @require_safe
    @cache_control(public=True, max_age=MINUTE)
    @vary_on_cookie
    def page(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        tag = etag()
        answer = get_conditional_response(request, etag=tag) or view(request, tag, **kwargs)
        if answer.status_code in (200, 304):
            answer["ETag"] = tag
        return answer

    return page


def etag() -> str:
    """Names everything a public page is made of: results, regions and roots, outlines, language, program."""
    changing = published.stamp(), trail.tip(INSTANCE).hash, geometry.stamp()
    parts = (*changing, get_language(), __version__, settings.DEMO)
    return f'"{sha256(repr(parts).encode()).hexdigest()[:24]}"'


def drawn(request: HttpRequest, template: str, context: Mapping[str, Any]) -> str:
    """A page without anybody's token or name; `here` and `twin` are its own address and its twin's."""
    path, query = request.path, request.META.get("QUERY_STRING", "")
    twin = path.rstrip("/") + ".json" + (f"?{query}" if query else "")
    frame = {"here": request.get_full_path(), "twin": twin, "demo": settings.DEMO}
    return render_to_string(template, frame | dict(context))


def written(told: Any) -> str:
    """A twin as text."""
    return json.dumps(told, ensure_ascii=False, indent=1)


def as_json_text(text: str, kind: str = "application/json") -> HttpResponse:
    """Plain UTF-8 JSON that programs of other sites may read."""
    return HttpResponse(text, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})


_DRAWN: dict[tuple[str, str], str] = {}


def _remember(key: tuple[str, str], text: str) -> None:
    """Keep what was drawn; a stranger who asks for ever new addresses costs time, not memory."""
    if len(_DRAWN) >= MOST:
        _DRAWN.clear()
    _DRAWN[key] = text
