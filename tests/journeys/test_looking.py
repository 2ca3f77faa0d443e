"""The look itself: axe is spared words painted like many before them, and finds each that is too pale."""

import pytest

from tests.journeys.looking import faults
from tests.web.stage import open_stage

PAGE = "<!doctype html><html lang=id><title>Warna · Layak</title><main><h1>Warna</h1>{rows}</main></html>"
ROW = "<p><font color={color}>Baris ke-{number}</font></p>"


@pytest.fixture
def pale(browser):
    """The numbers of the rows, painted in these colours, whose words axe finds too pale."""

    def look(colors: list[str], around: str = "{}") -> list[int]:
        rows = [around.format(ROW.format(color=color, number=at)) for at, color in enumerate(colors)]
        with open_stage() as stage:
            stage.page_html = PAGE.format(rows="".join(rows))
            page = stage.visit(browser.new_page(viewport={"width": 1280, "height": 800}))
            found = [fault for fault in faults(page) if "color-contrast" in fault]
            spared = page.locator("[data-again]").count()
            page.close()
        assert bool(spared) == (len(colors) > 3)
        return [at for at in range(len(colors)) if any(f"ke-{at}<" in fault for fault in found)]

    return look


def test_dark_words_are_whole(pale):
    assert pale(["#111"] * 9) == []


def test_one_pale_word_among_many_dark_ones_is_found(pale):
    assert pale(["#111"] * 7 + ["#ccc"] + ["#111"] * 3) == [7]


def test_like_words_that_are_all_pale_are_found_by_their_first(pale):
    assert pale(["#ccc"] * 9) == [0, 1, 2]


def test_what_lies_behind_the_words_counts_as_well(pale):
    on_dark = "<table><tr><td bgcolor=#222>{}</td></tr></table>"
    assert pale(["#eee"] * 9, on_dark) == []
    assert len(pale(["#eee"] * 9)) == 3
