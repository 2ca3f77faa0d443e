"""The frame of every page: drawers, theme, and panes that open without scripts."""

import pytest
from playwright.sync_api import expect

from tests.web.stage import dress

pytestmark = pytest.mark.journey


LEDGER = '<a class="ly-open" href="/rincian/" data-drawer id="a">28</a>'


def test_a_number_opens_its_ledger_and_closing_returns_the_focus(page, stage):
    stage.answer = lambda call: (
        200,
        '<div data-drawer-title="Dari mana 28 poin?"><p>14.1: 2 dari 3</p></div>',
        {},
    )
    stage.page_html = dress(LEDGER)
    stage.visit(page)
    page.locator("#a").click()
    drawer = page.get_by_role("dialog", name="Dari mana 28 poin?")
    expect(drawer).to_contain_text("2 dari 3")
    assert stage.calls[0].headers.get("HX-Request") == "true"
    page.keyboard.press("Escape")
    expect(drawer).not_to_be_visible()
    assert page.evaluate("document.activeElement.id") == "a"


def test_the_theme_is_remembered_and_no_page_needs_it(page, stage):
    stage.page_html = dress("")
    stage.visit(page)
    page.evaluate("localStorage.setItem('layak:tema', 'dark')")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"


def test_the_left_pane_is_a_drawer_on_a_phone_even_without_scripts(browser, stage):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    phone = context.new_page()
    stage.page_html = dress("")
    phone.goto(stage.address)
    expect(phone.locator("#daftar")).not_to_be_visible()
    phone.get_by_role("button", name="Buka daftar").click()
    expect(phone.locator("#daftar")).to_be_visible()
    context.close()
