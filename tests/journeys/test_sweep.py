"""Every page that a person of a district is led to is whole: frame, axe, widths, targets, console, hosts."""

from pathlib import Path

import pytest

from tests.journeys.walking import is_page, look, route, walk
from tests.shape.doors import ROUTES
from tests.shape.test_queries import read

PEOPLE = ("Rina", "Yusuf", "Ketut", "Sri", "Wayan", "Agus")
"""Who walks, the one with the fullest sheet first: a kind of page is tried in all lights only once."""
STATES = {
    "Rina": (
        "/akun/tempat/",
        "/tugas/?saring=semua",
        "/tugas/?q=tidak+ada",
        "/lembar/2/13/",
        "/lembar/2/21B/",
    ),
    "Yusuf": (
        "/cari/?q=rina",
        "/orang/?cari=rina",
        "/bukti/?cari=perda",
        "/lembar/2/14/?saring=bukti",
        "/lembar/2/1/",
    ),
    "Agus": ("/edisi/opd-12/", "/edisi/banding/?lama=kla-2024&baru=opd-12"),
}
"""States of pages to which other links of the same kind lead first."""
STEPS = ("layak.people", "layak.assessments", "layak.evidence", "layak.web")
UNLED = {
    # nobody is led there by a link of the demo, and why
    "edition_staged": "only after a ZIP was handed in",
    "exchange_preview": "only after a workbook was handed in",
    "control_room_json": "for machines",
    "health": "for machines",
    "page": "a picture within a page",
    "search_json": "for machines",
    "sheet_json": "for machines",
    "upload": "the browser's own",
}


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_that_a_person_is_led_to_is_whole(enter, watch, shared, name):
    page = enter(name)
    for path, answer in walk(page, "/", *STATES.get(name, ())):
        if answer.status >= 400:
            watch.trouble.append(f"{name} is led to {path}: {answer.status}")
        (shared / f"reached {route(path)}").touch()
        if is_page(answer):
            look(page, watch, shared, path, answer)
    (shared / f"walked {name}").touch()


def test_no_page_of_these_steps_was_left_out(shared):
    missing(shared, PEOPLE, STEPS, UNLED)


def missing(shared: Path, people: tuple[str, ...], steps: tuple[str, ...], unled: dict[str, str]) -> None:
    """Every route of the steps that opens for somebody was reached by someone, or it is said why not."""
    if not all((shared / f"walked {name}").exists() for name in people):
        pytest.skip("needs the walks of everyone before it")
    reached = {path.name.partition(" ")[2] for path in shared.glob("reached *")}
    opens = {name for name, told in read().items() if told.split()[1] == "200"}
    ours = {name for name in opens if ROUTES[name].callback.__module__.startswith(steps)}
    assert sorted(ours - reached - set(unled)) == []
