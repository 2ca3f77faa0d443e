"""What a script of the desk asks for: another row's room, another page beside the form, the whole page."""

import re

import pytest
from django.urls import reverse

from tests.verification.test_judging import cite


@pytest.fixture
def asked(sheet, client_for, team, world):
    """The desk's answer to a script, for a row with one document."""
    number = cite(world, "14.1").document_id

    def ask(query="", **headers):
        address = reverse("desk_row", args=[sheet.pk, "14.1"])
        known = {f"HX-{name.replace('_', '-')}": value for name, value in headers.items()}
        answer = client_for(team.hadi).get(address + query, headers=known)
        return answer.content.decode().replace(f"bukti={number}", "bukti=N")

    return ask


def test_another_page_comes_without_the_form_that_is_being_typed_in(asked):
    page = asked("?saring=belum&hal=1", Request="true", Target="dokumen")
    assert 'id="dokumen"' in page
    assert 'name="points"' not in page
    assert re.findall(r'id="tandai" hx-swap-oob="true"', page) == ['id="tandai" hx-swap-oob="true"']


def test_the_links_of_the_proof_keep_the_filter_of_the_list(asked):
    assert 'href="?saring=belum&amp;cari=gizi&amp;bukti=N"' in asked("?saring=belum&cari=gizi")
    assert 'href="?bukti=N"' in asked()


def test_another_row_comes_with_its_form_and_without_the_frame(asked):
    page = asked(Request="true", Target="ruang")
    assert 'name="points"' in page
    assert "<main" not in page


def test_going_back_in_the_browser_brings_the_whole_page(asked):
    page = asked(Request="true", History_Restore_Request="true")
    assert "<main" in page
    assert "hx-history-elt" in page
