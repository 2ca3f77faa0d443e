"""Numbers are read as Indonesian officials type them, and never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layak.core.answers.figures import NotFigure, parse, shown, text


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("32", "32"),
        ("1.234", "1234"),
        ("1.234.567,5", "1234567.5"),
        ("12,50", "12.5"),
        ("12.5", "12.5"),
        ("0,25", "0.25"),
        (" 7 ", "7"),
        ("007", "7"),
        (1234.0, "1234"),
        (0.5, "0.5"),
        (1e3, "1000"),
        (12, "12"),
    ],
)
def test_a_figure_is_read_as_it_is_meant(typed, figure):
    assert parse(typed) == Decimal(figure)


@pytest.mark.parametrize(
    "typed",
    [
        *("1,234", "0.123", "1.23.4", "1,2,3", "12%", "1 234", "-0", "−5", "1e3", "x", "3/4", "NaN", "٣"),
        *("1" * 13, 0.125, float("nan"), float("inf"), True, -1, [1]),
    ],
)
def test_what_could_mean_two_things_or_nothing_is_refused(typed):
    with pytest.raises(NotFigure):
        parse(typed)


def test_blanks_are_no_figure_and_no_error():
    assert [parse(blank) for blank in ("", " ", None, "\u00a0")] == [None] * 4


@given(st.decimals(min_value=0, max_value=10**12 - 1, places=2))
def test_a_written_figure_reads_back_as_it_was(figure):
    assert parse(text(figure)) == figure


def test_figures_are_shown_as_people_write_them_in_each_language():
    assert [shown(Decimal("1234.5")), shown(Decimal("1234.5"), "en")] == ["1.234,5", "1,234.5"]
