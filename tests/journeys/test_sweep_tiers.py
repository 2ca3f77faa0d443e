"""The same for those who verify, oversee and look from outside: desk, field, results, nation, portal."""

import pytest

from tests.journeys.test_sweep import PEOPLE as OF_DISTRICTS
from tests.journeys.test_sweep import missing
from tests.journeys.walking import is_page, look, route, walk

PEOPLE = ("Dewi", "Ratna", "Imam", "Hadi", None)
STATES = {
    "Dewi": ("/meja/3/massal/", "/meja/1/massal/"),
    None: (
        *("/masuk/", "/masuk/sandi/lupa/terkirim/", "/masuk/sandi/baru/selesai/", "/masuk/tidak-aktif/"),
        *("/masuk/lewat/batal/", "/masuk/sandi/baru/1-x/", "/periksa/", "/periksa/tidak-ada/", "/publik/"),
        *("/tidak-ada/", "/undangan/tidak-ada/"),
    ),
}
STEPS = ("layak.verification", "layak.results", "layak.portal")
UNLED = {
    # nobody is led there by a link of the demo, and why
    "desk_picture": "a picture within a page",
    "field_change": "the demo's visits are over; test_verifying",
    "field_photo": "a picture within a page",
    "field_plan": "the same",
    "field_worker": "the browser's own",
    "paper": "the demo has printed nothing; test_ministry",
    "paper_hand_back": "the same",
    "paper_sign": "the same",
}


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_that_a_person_is_led_to_is_whole(enter, watch, shared, name):
    watch.expected = () if name else ("status of 40", "status of 410")
    page = enter(name)
    for path, answer in walk(page, "/", *STATES.get(name, ())):
        if answer.status >= 400 and not (name is None and answer.status in {401, 404, 410}):
            watch.trouble.append(f"{name} is led to {path}: {answer.status}")
        (shared / f"reached {route(path)}").touch()
        if is_page(answer):
            look(page, watch, shared, path, answer)
    (shared / f"walked {name}").touch()


def test_no_page_of_these_steps_was_left_out(shared):
    missing(shared, (*PEOPLE, *OF_DISTRICTS), STEPS, UNLED)  # notes and results are the districts' too
