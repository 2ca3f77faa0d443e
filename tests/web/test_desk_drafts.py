"""What was typed at the desk does not wait for the next person, but for one who was logged out meanwhile."""

import json

import pytest
from playwright.sync_api import expect

from tests.web.stage import dress

pytestmark = pytest.mark.journey

DOOR = '<div class="ly-door"><form><input name="login" aria-label="Nama akun">%s</form></div>'
DRAFT = "layak:meja:7:3/province/14.1/nilai"
DESK = """
<div id="ruang" data-drafted="Draf belum disimpan">
<section class="ly-desk-verdict" data-draft-row="3/province/14.1">
  <p data-draft-told hidden>Draf Anda dikembalikan.</p>
  <form data-desk-draft="nilai" data-version="%s">
    <input type="hidden" name="version" value="%s">
    <input id="id_points" name="points" aria-label="Nilai">
    <textarea name="note" aria-label="Catatan">%s</textarea>
  </form>
</section></div>
<script type="module" src="{%% static 'layak/js/desk-drafts.js' %%}"></script>
"""


def kept(page, version):
    """A draft that was sent when the row was at a version."""
    told = json.dumps({"version": str(version), "entries": [["note", "Tabel 2"]], "sent": True})
    page.add_init_script(f"sessionStorage.setItem('{DRAFT.replace(':7:', '::')}', '{told}')")


def drafts(page):
    return page.evaluate("Object.keys(sessionStorage)")


@pytest.mark.parametrize(("back", "left"), [("", []), ('<input type="hidden" name="next">', [DRAFT])])
def test_a_door_sweeps_drafts_away_unless_it_leads_back(page, stage, back, left):
    stage.page_html = dress(DOOR % back)
    page.add_init_script(f"sessionStorage.setItem('{DRAFT}', '{{}}')")
    stage.visit(page)
    expect(page.get_by_label("Nama akun")).to_be_visible()
    assert drafts(page) == left


def test_what_did_not_arrive_is_put_back_when_the_row_is_shown_again(page, stage):
    kept(page, version=0)
    stage.page_html = dress(DESK % (0, 0, ""))
    stage.visit(page)
    expect(page.get_by_text("Draf Anda dikembalikan.")).to_be_visible()
    expect(page.get_by_label("Catatan")).to_have_value("Tabel 2")


def test_a_draft_that_was_stored_gives_way_to_what_is_stored(page, stage):
    kept(page, version=0)
    stage.page_html = dress(DESK % (1, 1, "Tabel 2 dan 3"))
    stage.visit(page)
    expect(page.get_by_label("Catatan")).to_have_value("Tabel 2 dan 3")
    expect(page.get_by_text("Draf Anda dikembalikan.")).to_be_hidden()
    assert drafts(page) == []


def test_another_persons_draft_is_neither_shown_nor_left(page, stage):
    page.add_init_script(f"sessionStorage.setItem('{DRAFT}', '{{}}')")
    stage.page_html = dress(DESK % (0, 0, ""))
    stage.visit(page)
    expect(page.get_by_label("Catatan")).to_have_value("")
    assert drafts(page) == []
