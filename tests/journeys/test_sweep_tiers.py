"""The same for those who verify, oversee and look from outside: desk, field, results, nation, portal."""

import pytest

from tests.journeys.walking import left_out, sweep

PEOPLE = ("Dewi", "Ratna", "Imam", "Hadi", None)
STATES = {
    "Dewi": ("/meja/3/massal/", "/meja/1/massal/"),
    None: (
        *("/masuk/", "/masuk/sandi/lupa/terkirim/", "/masuk/sandi/baru/selesai/", "/masuk/tidak-aktif/"),
        *("/masuk/lewat/batal/", "/masuk/sandi/baru/1-x/", "/periksa/", "/periksa/tidak-ada/", "/publik/"),
        *("/tidak-ada/", "/undangan/tidak-ada/"),
    ),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_that_a_person_is_led_to_is_whole(enter, watch, shared, name):
    watch.expected = () if name else ("status of 40", "status of 410")
    missing = set() if name else {401, 404, 410}
    sweep(enter(name), watch, shared, name, STATES.get(name, ()), missing)


def test_no_page_was_left_out(shared):
    assert left_out(shared) == []
