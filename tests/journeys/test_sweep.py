"""Every page that a person of a district is led to is whole: frame, axe, widths, targets, console, hosts."""

import pytest

from tests.journeys.walking import left_out, sweep

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


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_that_a_person_is_led_to_is_whole(enter, watch, shared, name):
    sweep(enter(name), watch, shared, name, STATES.get(name, ()))


def test_no_page_was_left_out(shared):
    assert left_out(shared) == []
