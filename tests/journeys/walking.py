"""Follows every link that a person is offered, one of each kind, and looks at each page as it deserves."""

import re
from collections import deque
from collections.abc import Collection, Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, Page

from tests.journeys.looking import Watch, faults
from tests.shape.doors import ROUTES
from tests.shape.test_queries import read

LINK = re.compile(r"<a\s[^>]*?href=\"([^\"#]+)\"")
NUMBERED = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)K\d(?=/)|\d+[A-Z]?(?:\.\w+)*")
"""What tells two pages of a kind apart: fingerprints, identifiers, blocks, numbers and codes."""
CONTROL = re.compile(r"(?:<button|<input|<select|<textarea|<form)[^>]*?(?:name|action)=\"([^\"]*)\"")

WALKERS = ("Rina", "Yusuf", "Ketut", "Sri", "Wayan", "Agus", "Dewi", "Ratna", "Imam", "Hadi", None)
UNLED = {
    # nobody is led there by a link of the demo, and why
    "control_room_json": "for machines",
    "desk_picture": "a picture within a page",
    "edition_staged": "only after a ZIP was handed in",
    "exchange_preview": "only after a workbook was handed in",
    "field_change": "the demo's visits are over; test_verifying",
    "field_photo": "a picture within a page",
    "field_plan": "the demo's visits are over; test_verifying",
    "field_worker": "the browser's own",
    "health": "for machines",
    "page": "a picture within a page",
    "paper": "the demo has printed nothing; test_ministry",
    "paper_hand_back": "the demo has printed nothing; test_ministry",
    "paper_sign": "the demo has printed nothing; test_ministry",
    "search_json": "for machines",
    "sheet_json": "for machines",
    "upload": "the browser's own",
}


def sweep(
    page: Page,
    watch: Watch,
    shared: Path,
    name: str | None,
    states: tuple[str, ...],
    missing: Collection[int] = (),
) -> None:
    """Look at every page that a person is led to, and at the `states` to which other links lead first.

    Nobody is led to an answer of 400 or more, except those in `missing`.
    """
    for path, answer in walk(page, "/", *states):
        if answer.status >= 400 and answer.status not in missing:
            watch.trouble.append(f"{name} is led to {path}: {answer.status}")
        (shared / f"reached {route(path)}").touch()
        if is_page(answer):
            look(page, watch, shared, path, answer)
    (shared / f"walked {name}").touch()


def left_out(shared: Path) -> list[str]:
    """Routes that open for somebody, reached by no one, without a reason. For whoever walks last."""
    if not all((shared / f"walked {name}").exists() for name in WALKERS):
        pytest.skip("others are still walking: who ends last asks")
    reached = {path.name.partition(" ")[2] for path in shared.glob("reached *")}
    opens = {name for name, told in read().items() if told.split()[1] == "200"}
    ours = {name for name in opens if ROUTES[name].callback.__module__.startswith("layak.")}
    return sorted(ours - reached - set(UNLED))


def walk(page: Page, *starts: str) -> Iterator[tuple[str, APIResponse]]:
    """Addresses and answers, nearest first, one of each kind; a redirect leads on."""
    waiting, known = deque(starts), {kind(start) for start in starts}
    while waiting:
        path = waiting.popleft()
        answer = page.request.get(path, max_redirects=0)
        yield path, answer
        for found in led_to(path, answer):
            if kind(found) not in known:
                known.add(kind(found))
                waiting.append(found)


def kind(address: str) -> str:
    """What the address has in common with others of its kind: the names of what is asked, not the values."""
    path, _, asked = address.partition("?")
    names = sorted({part.partition("=")[0] for part in asked.split("&") if part})
    return f"{NUMBERED.sub('0', path)}?{'&'.join(names)}"


def led_to(path: str, answer: APIResponse) -> list[str]:
    """Where a page's links, or its redirect, lead within this site."""
    if moved := answer.headers.get("location"):
        found = [moved]
    else:
        found = [unescape(link) for link in LINK.findall(answer.text())] if is_page(answer) else []
    whole = (urlsplit(urljoin(path, link)) for link in found)
    inside = [one._replace(fragment="").geturl() for one in whole if not one.netloc and not one.scheme]
    return [link for link in inside if not link.startswith(("/static/", "/keluar/", "/lewat/"))]


def is_page(answer: APIResponse) -> bool:
    """Whether the browser would show it."""
    attached = "attachment" in answer.headers.get("content-disposition", "")
    return answer.headers.get("content-type", "").startswith("text/html") and not attached


def look(page: Page, watch: Watch, shared: Path, path: str, answer: APIResponse) -> None:
    """All lights for the first page of a kind, the frame alone where only its controls are others."""
    text = answer.text()
    shape = kind(path) if answer.status == 200 else str(answer.status)
    controls = sorted({NUMBERED.sub("0", one) for one in CONTROL.findall(text)})
    new, other = first(shared, shape), first(shared, f"{shape} {controls}")
    if new or other:
        page.goto(path)
        watch.trouble += faults(page, thorough=new)


def first(shared: Path, what: str) -> bool:
    """Whether no worker of this run has said this before."""
    try:
        (shared / sha256(what.encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def route(path: str) -> str:
    """The name of the route that the path meets, none for an address that nothing has."""
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return ""
