"""A browser, a page of it, and a stage to put Layak's scripts on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.web.stage import Stage, open_stage


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
