"""A browser, a page of it, and a stage to put Layak's scripts on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.stage import CHROMIUM, Stage, open_browser, open_stage


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for each file of tests."""
    if not CHROMIUM.exists():
        pytest.skip("needs Chromium: apt-get install chromium")
    with open_browser() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a person in Jakarta who has never been here."""
    context = browser.new_context(locale="id-ID", timezone_id="Asia/Jakarta", color_scheme="light")
    yield context.new_page()
    context.close()


@pytest.fixture
def stage() -> Iterator[Stage]:
    """The stage; at the end no script may have failed and no policy been broken."""
    with open_stage() as opened:
        yield opened
        assert opened.trouble == []
