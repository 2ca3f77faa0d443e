"""A sheet is answered with the keyboard alone, and the keys can be switched off."""

import pytest
from playwright.sync_api import expect

from tests.web.stage import dress, part

pytestmark = pytest.mark.journey


def test_cards_are_walked_and_answered_with_keys_alone(page, stage):
    stage.page_html = dress(part("cards"))
    stage.visit(page)
    page.keyboard.press("j")
    page.keyboard.press("2")
    expect(page.get_by_label("dua")).to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.keyboard.type("jk2")
    expect(page.locator("#komentar")).to_have_value("jk2")


def test_keys_can_be_switched_off(page, stage):
    stage.page_html = dress(part("cards"))
    page.add_init_script("localStorage.setItem('layak:pintasan', 'mati')")
    stage.visit(page)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
