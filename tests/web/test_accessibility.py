"""The frame and every component pass axe, fit a phone and break no policy, light and dark."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import Browser

from tests.journeys.looking import broken
from tests.web import gallery
from tests.web.stage import Stage, part

pytestmark = pytest.mark.journey

ENTER = """{% extends "layouts/enter.html" %}{% block title %}Masuk{% endblock %}
{% block main %}<h1>Masuk</h1>
{% for field in form %}{% include "components/field.html" %}{% endfor %}{% endblock %}"""
TOO_SMALL = """() => [...document.querySelectorAll("a, button, select, summary, input:not([type=hidden])")]
  .filter(one => one.checkVisibility() && !one.matches(".ly-skip, p:not(.ly-row) > a, .ly-ledger a"))
  .map(one => [one.closest("label, .form-check") ?? one, one])
  .filter(([box]) => box.getBoundingClientRect().height < 43.5)
  .map(([, one]) => one.outerHTML.slice(0, 120))"""
WIDTHS = {"phone": 360, "small": 320, "desk": 1280}


def made(name: str) -> str:
    """The gallery on a layout, the log-in layout, or an error page."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    given: dict[str, Any] = {"layout": f"layouts/{name}.html", **gallery.frame(), **gallery.parts()}
    if name == "enter":
        return engines["django"].from_string(ENTER).render(given, request)
    if name.isdigit():
        return engines["django"].get_template(f"{name}.html").render({})
    return engines["django"].from_string(part("gallery")).render(given, request)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["home", "work", "public", "enter", "404"])
def test_a_layout_passes_axe_and_never_scrolls_sideways(
    browser: Browser, stage: Stage, name: str, width: str, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": WIDTHS[width], "height": 800}, color_scheme=scheme)
    stage.page_html = made(name)
    page = stage.visit(context.new_page())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]
    assert broken(page) == []
    context.close()


@pytest.mark.parametrize("pane", ["menu", "daftar", "samping", "akun"])
def test_an_open_pane_passes_axe_on_a_phone(browser: Browser, stage: Stage, pane: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme="light")
    stage.page_html = made("work")
    page = stage.visit(context.new_page())
    page.locator(f"[popovertarget={pane}]").first.click()
    assert page.locator(f"#{pane}").is_visible()
    assert broken(page) == []
    context.close()


def test_everything_to_press_is_44_px_high_on_touch(browser: Browser, stage: Stage) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    stage.page_html = made("work")
    page = stage.visit(context.new_page())
    small = page.evaluate(TOO_SMALL)
    assert small == []
    context.close()
