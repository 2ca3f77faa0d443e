"""A small stage for one page and its scripts: static files, one page under the real CSP, scripted answers."""

import mimetypes
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, sync_playwright

STATIC = Path(__file__).parents[2] / "src" / "layak" / "web" / "static"
CHROMIUM = Path("/usr/bin/chromium")
WITHOUT = (
    # the panes under the address bar: two pages of Chromium's own with every page, most of what it costs
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    # what Playwright goes without, again, because Chromium heeds only the last list
    *("AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay"),
    *("MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch"),
    "ThirdPartyStoragePartitioning",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    f"--disable-features={','.join(WITHOUT)}",
]
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'"
)
Answer = tuple[int, str | bytes, dict[str, str]]


SCRIPTS = "".join(
    f'<script type="module" src="{{% static \'layak/js/{name}.js\' %}}"></script>'
    for name in ("matrix", "save-state", "autosave", "sheet-keys", "upload")
)
WORDS = '{% include "components/autosave_words.html" %}'


def part(name: str) -> str:
    """The source of one of the sample pages beside this file."""
    return (Path(__file__).parent / "pages" / f"{name}.html").read_text()


def dress(body: str, **context: Any) -> str:
    """A page on the work layout with every script."""
    source = (
        f'{{% extends "layouts/work.html" %}}{{% block main %}}<h1>Lembar</h1>{body}{WORDS}{{% endblock %}}'
    )
    source += f"{{% block scripts %}}{SCRIPTS}{{% endblock %}}"
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return engines["django"].from_string(source).render(context, request)


@dataclass(slots=True)
class Call:
    """One request that a script made."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]

    @property
    def form(self) -> dict[str, str]:
        """The urlencoded body, the last value of each name."""
        return {
            name: values[-1] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()
        }


@dataclass
class Stage:
    """What the page is, how its requests are answered, and what came."""

    page_html: str = ""
    answer: Callable[[Call], Answer | None] = lambda call: (200, "", {})
    calls: list[Call] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    address: str = ""

    def reply(self, call: Call) -> Answer | None:
        """Static files and the page by themselves; everything else as the test says (None hangs up)."""
        path = call.path.split("?")[0]
        if path.startswith("/static/"):
            return 200, (STATIC / path.removeprefix("/static/")).read_bytes(), {}
        if call.method == "GET" and path == "/":
            return 200, self.page_html, {}
        if path == "/favicon.ico":
            return 204, "", {}
        self.calls.append(call)
        return self.answer(call)

    def visit(self, page: Page) -> Page:
        """Open the page and collect what the browser complains about."""
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("console", lambda line: "Content Security" in line.text and self.trouble.append(line.text))
        page.goto(self.address)
        return page


def _handler(stage: Stage) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def log_message(self, *_args: Any) -> None:
            return None

        def serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            reply = stage.reply(Call(self.command, self.path, body, dict(self.headers)))
            if reply is None:
                return
            status, content, headers = reply
            content = content.encode() if isinstance(content, str) else content
            kind = mimetypes.guess_type(self.path)[0] or "text/html; charset=utf-8"
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Security-Policy": POLICY, **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    for method in ("GET", "POST", "PATCH", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.serve)

    return Handler


@contextmanager
def open_stage() -> Iterator[Stage]:
    """A stage on a free port, closed afterwards."""
    stage = Stage()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stage))
    stage.address = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield stage
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Debian's Chromium without a sandbox."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()
