"""Points survive every way people write them, and nothing else is taken for points."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layak.core.points import NotPoints, parse, shown, text


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("12", 12_000),
        ("0.66", 660),
        ("0,66", 660),
        (" 768,81 ", 768_810),
        ("597.928", 597_928),
        ("1.000,5", 1_000_500),
        ("1.000", 1_000),
        ("2.2500", 2_250),
        (5, 5_000),
        (Decimal("1E+1"), 10_000),
        (Decimal("0.250"), 250),
    ],
)
def test_points_are_read_in_either_notation(written, points):
    assert parse(written) == points


@pytest.mark.parametrize(
    "written",
    [
        *("", "-1", "+1", "dua", "1.2.3", "1,2,3", "1.0,5", "1,5.0", "1,000.5", "0.1234", "1e3", "٣"),
        *("5.", ".5", "9" * 5000, "Infinity", "NaN", "0x10", "1 000", Decimal("-1"), Decimal("Infinity")),
    ],
)
def test_what_is_not_points_is_refused(written):
    with pytest.raises(NotPoints):
        parse(written)


@given(st.integers(min_value=0, max_value=10**9))
def test_written_points_read_back_as_they_were(points):
    assert parse(text(points)) == points


def test_points_are_shown_as_people_write_them_in_each_language():
    assert [shown(p) for p in (768_810, 1_000_000, 1_234_500, -32_190, -500, 0)] == [
        "768,81",
        "1.000",
        "1.234,5",
        "-32,19",
        "-0,5",
        "0",
    ]
    assert [shown(p, "en") for p in (768_810, 1_000_000, -32_190, -500)] == [
        "768.81",
        "1,000",
        "-32.19",
        "-0.5",
    ]
