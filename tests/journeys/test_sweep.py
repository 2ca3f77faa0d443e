"""Every page that a person may open is whole: frame, axe, widths, targets, console, policy, hosts."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import APIResponse

from tests.journeys.looking import faults
from tests.shape.routes import routes

PEOPLE = ("Yusuf", "Rina", "Ketut", "Sri", "Dewi", "Agus", None)
"""Who looks, the one who sees most first; a page is tried in all lights once, then only for its frame."""

AREAS = {
    "own": ("masuk", "akun", "undangan", "bahasa", "sehat", "tidak-ada", ""),
    "people": ("orang", "instansi"),
    "desks": ("tugas", "persetujuan", "verifikasi", "pimpinan", "excel"),
    "sheet": ("lembar",),
    "proof": ("bukti",),
    "control": ("ruang-kendali", "jejak"),
    "steering": ("siklus", "pembagian"),
    "editions": ("edisi",),
    "checking": ("lapangan", "meja", "penugasan", "kesepakatan", "catatan"),
    "results": ("hasil", "publik", "data", "periksa", "nasional", "provinsi", "contoh"),
}
"""The first words of addresses, in heaps of about the same size; what is in none of them is "more"."""

SINGLE = {"calendar_file", "trail_download", "account_logout"}
SAMPLE = {
    # what the demo has one of, by the name of the argument
    "assessment_id": 2,
    "cycle_id": 2,
    "agency_id": 6,
    "number": 24,
    "version": 1,
    "page": 1,
    "width": 800,
    "indicator": "14",
    "key": "kla-2024",
    "stage": "self",
    "district": "16.10",
    "province": "16",
    "day": "2026-11-21",
    "kind": "csv",
    "token": "tidak-ada",
    "provider_id": "oidc",
    "uidb36": "1",
    "pk": 6,
}
ABSENT = {"uuid", "session_id", "unit_id", "operation", "paper_id", "name"}
"""Arguments that name what no demo district has yet: visits, frozen results and their papers."""
OF_INDICATOR = ("ledger_indicator", "assignment_indicator", "edition_indicator")
DISTRICTS = ("agencies_of", "agency_add", "agencies_adopt", "agencies_functions")
EXTRA = (
    "/tugas/?saring=semua",
    "/tugas/?q=tidak+ada+yang+begini",
    "/lembar/2/1/",
    "/lembar/2/13/",
    "/lembar/2/21B/",
    "/lembar/1/14/",
    "/lembar/2/14/?saring=bukti",
    "/bukti/?cari=perda",
    "/orang/?cari=rina",
    "/edisi/opd-12/",
    "/edisi/banding/?lama=kla-2024&baru=opd-12",
    "/tidak-ada/",
)
"""Other states of pages that have several."""


def address_of(name: str, arguments: tuple[str, ...]) -> str | None:
    """The path of a route on the demo's things; None when the demo has no such thing."""
    if ABSENT & set(arguments) or name == "upload":
        return None
    code = "16.10" if name in DISTRICTS else "14" if name in OF_INDICATOR else "14.7"
    own = {"code": "K3" if name == "ledger_block" else code, "key": SAMPLE["key"]}
    if name == "account_reset_password_from_key":
        own["key"] = "tidak-berlaku"
    return reverse(name, kwargs={one: own.get(one) or SAMPLE[one] for one in arguments})


def paths() -> Iterator[str]:
    """Every route that takes a GET, once, with the demo's things in it."""
    for name, pattern in routes():
        path = address_of(name, tuple(pattern.pattern.regex.groupindex))
        if path and name not in SINGLE:
            yield path
    yield from EXTRA


def area(path: str) -> str:
    """The heap in which the path lies."""
    first = path.split("?")[0].split("/")[1]
    return next((name for name, words in AREAS.items() if first in words), "more")


@pytest.mark.parametrize("where", [*AREAS, "more"])
@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_a_person_may_open_is_whole(enter, watch, shared, name, where):
    page = enter(name)
    watch.expected = ("status of 40", "status of 410")
    for path in (one for one in paths() if area(one) == where):
        answer = page.request.get(path, max_redirects=0)
        assert answer.status < 500, f"{path}: {answer.status}"
        if _is_page(answer):
            page.goto(path)
            watch.trouble += faults(page, thorough=_first(shared, path, answer.status))


def _is_page(answer: APIResponse) -> bool:
    kind = answer.headers.get("content-type", "")
    attached = "attachment" in answer.headers.get("content-disposition", "")
    return answer.status not in {301, 302, 405} and kind.startswith("text/html") and not attached


def _first(shared: Path, path: str, status: int) -> bool:
    """Whether no worker has looked at this page yet; refusals look alike."""
    shape = re.sub(r"\d+", "0", path) if status == 200 else str(status)
    try:
        (shared / sha256(shape.encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
