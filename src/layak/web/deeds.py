"""When a person last did something, told by their own browser for the minute in which a count may be old.

Each process keeps the number beside the bell for itself. So that a deed done in one process is heard in all,
it leaves a mark in the browser that makes the number be asked anew.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "layak_deed"
LONGEST = 20
"""Digits of a mark; anything else in its place is none."""


def last(request: HttpRequest) -> str:
    """The mark of the person's last deed; empty where there was none in the last minute."""
    mark = request.COOKIES.get(COOKIE, "")
    return mark if mark.isascii() and mark.isdecimal() and len(mark) <= LONGEST else ""


class DeedMiddleware:
    """Marks what a person did: whatever was posted and answered by sending them on to a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, with the mark for as long as a count is kept."""
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in (302, 303) and request.user.is_authenticated:
            response.set_cookie(
                COOKIE,
                str(time.time_ns()),
                max_age=settings.MOMENT,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response
