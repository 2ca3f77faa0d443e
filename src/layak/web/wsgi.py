"""The door for the HTTP server."""

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def timed(served: Application) -> Application:
    """Says in `Server-Timing` how many milliseconds an answer took from its request to its headers."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = time.perf_counter()

        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            took = (time.perf_counter() - began) * 1000
            return start_response(status, [*headers, ("Server-Timing", f"total;dur={took:.3f}")], *more)

        return served(environ, started)

    return application


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "layak.web.settings")
application = get_wsgi_application()
if settings.TIMING:
    application = timed(application)
