"""Krippendorff's alpha: the published figures, the definition itself, and data with holes."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layak.core.agreement import Figure, Level, alpha
from layak.core.agreement.figure import NO_PAIRS, NO_VARIATION, TOO_FEW
from tests.core.agreement.published import (
    KRIPPENDORFF_2011,
    KRIPPENDORFF_BINARY,
    KRIPPENDORFF_NOMINAL,
    THREE_CODERS,
    rated,
)

RATINGS = st.dictionaries(
    st.sampled_from("uvwxyz"),
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 4), max_size=4),
    min_size=2,
)


@pytest.mark.parametrize(
    ("lines", "level", "published"),
    [
        (KRIPPENDORFF_2011, Level.NOMINAL, 0.743),
        (KRIPPENDORFF_2011, Level.ORDINAL, 0.815),
        (KRIPPENDORFF_2011, Level.INTERVAL, 0.849),
        (KRIPPENDORFF_2011, Level.RATIO, 0.797),
        (KRIPPENDORFF_BINARY, Level.NOMINAL, 0.095),
        (KRIPPENDORFF_NOMINAL, Level.NOMINAL, 0.692),
        (THREE_CODERS, Level.NOMINAL, 0.691),
        (THREE_CODERS, Level.INTERVAL, 0.811),
    ],
)
def test_alpha_is_what_was_published(lines, level, published):
    assert round(alpha(rated(lines), level).value, 3) == published


@settings(deadline=None)
@given(RATINGS, st.sampled_from(Level))
def test_alpha_is_its_own_definition_pair_by_pair(ratings, level):
    found, defined = alpha(ratings, level).value, by_definition(ratings, level)
    assert found == (None if defined is None else pytest.approx(defined))


@settings(deadline=None)
@given(RATINGS, st.sampled_from(Level))
def test_a_unit_rated_once_or_never_changes_nothing(ratings, level):
    more = ratings | {"once": {"a": 4}, "never": {}}
    assert alpha(more, level) == alpha(ratings, level)


def test_it_does_not_matter_who_gave_a_rating():
    ratings = rated(KRIPPENDORFF_2011)
    changing = {
        unit: {f"{rater} of {unit}": value for rater, value in given.items()}
        for unit, given in ratings.items()
    }
    assert alpha(changing, Level.ORDINAL) == alpha(ratings, Level.ORDINAL)


def test_only_the_units_that_can_be_paired_are_counted():
    assert alpha(rated(KRIPPENDORFF_2011)).units == 11


def test_the_same_scale_in_other_units_gives_the_same_alpha():
    ratings = rated(KRIPPENDORFF_2011)
    thousands = {u: {r: v * 1000 for r, v in given.items()} for u, given in ratings.items()}
    for level in Level:
        assert alpha(thousands, level).value == pytest.approx(alpha(ratings, level).value)


@pytest.mark.parametrize(
    ("ratings", "why", "units"),
    [
        ({}, NO_PAIRS, 0),
        ({"u": {"a": 1}, "v": {"b": 2}}, NO_PAIRS, 0),
        ({"u": {"a": 1, "b": 2}}, TOO_FEW, 1),
        ({"u": {"a": 1, "b": 1}, "v": {"a": 1, "c": 1}}, NO_VARIATION, 2),
        ({"u": {"a": 0, "b": 0}, "v": {"a": 0, "c": 0}}, NO_VARIATION, 2),
    ],
)
@pytest.mark.parametrize("level", Level)
def test_where_alpha_means_nothing_there_is_a_sentence_and_no_number(ratings, why, units, level):
    assert alpha(ratings, level) == Figure(None, None, None, units, why)


def by_definition(ratings, level):
    """1 - Do / De over all ordered pairs, as in the paper; None where it is undefined."""
    units = [list(given.values()) for given in ratings.values() if len(given) > 1]
    values = [value for unit in units for value in unit]
    if len(units) < 2:
        return None
    within = sum(
        distance(a, b, level, values) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2)
    )
    chance = sum(distance(a, b, level, values) for a, b in permutations(values, 2)) / (len(values) - 1)
    return 1 - within / chance if chance else None


def distance(a, b, level, values):
    low, high = min(a, b), max(a, b)
    match level:
        case Level.NOMINAL:
            return a != b
        case Level.ORDINAL:
            between = sum(low <= value <= high for value in values)
            return 0 if a == b else (between - (values.count(a) + values.count(b)) / 2) ** 2
        case Level.INTERVAL:
            return (a - b) ** 2
        case Level.RATIO:
            return ((a - b) / (a + b)) ** 2 if a + b else 0
