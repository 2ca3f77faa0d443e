"""Weighted kappa: the published figures, and only pairs that both verifiers judged."""

import numpy as np
import pytest

from layak.core.agreement import Figure, kappa, linear, pairings, quadratic, unweighted
from layak.core.agreement.figure import NO_PAIRS, NO_VARIATION, TOO_FEW
from tests.core.agreement.published import (
    COHEN_1968,
    COHEN_UNEQUAL_WEIGHTS,
    COHEN_WEIGHTS,
    ESSAYS,
    HOUT_1987,
    MORE_ESSAYS,
    crossed,
    rated,
)


def weighted(table):
    """The distances of categories 0, 1, ... as a table."""
    return lambda first, second: np.array(table, float)[first.astype(int), second.astype(int)]


@pytest.mark.parametrize(
    ("ratings", "distance", "published"),
    [
        (crossed(COHEN_1968), unweighted, 0.492),
        (crossed(COHEN_1968), weighted(COHEN_WEIGHTS), 0.348),
        (crossed(COHEN_1968), weighted(COHEN_UNEQUAL_WEIGHTS), 0.353),
        (crossed(HOUT_1987), unweighted, 0.129),
        (crossed(HOUT_1987), linear, 0.237),
        (rated(ESSAYS), quadratic, 0.759),
        (rated(MORE_ESSAYS), quadratic, 0.438),
    ],
)
def test_kappa_is_what_was_published(ratings, distance, published):
    assert round(kappa(ratings, "a", "b", distance).value, 3) == published


@pytest.mark.parametrize("distance", [unweighted, linear, quadratic])
def test_rows_that_only_one_of_the_two_judged_change_nothing(distance):
    both = crossed(HOUT_1987)
    more = both | {"x": {"a": 3}, "y": {"b": 0, "c": 3}, "z": {"c": 1}}
    assert kappa(more, "a", "b", distance) == kappa(both, "a", "b", distance)


@pytest.mark.parametrize("distance", [unweighted, linear, quadratic])
def test_numbers_and_places_on_an_evenly_spaced_scale_are_the_same(distance):
    points = {u: {r: 250 + v * 500 for r, v in given.items()} for u, given in crossed(HOUT_1987).items()}
    even = kappa(points, "a", "b", distance).value
    assert even == pytest.approx(kappa(crossed(HOUT_1987), "a", "b", distance).value)


def test_full_agreement_is_one_and_always_the_opposite_is_minus_one():
    same = {"u": {"a": 0, "b": 0}, "v": {"a": 1, "b": 1}}
    opposite = {"u": {"a": 0, "b": 1}, "v": {"a": 1, "b": 0}}
    assert kappa(same, "a", "b").value == 1.0
    assert kappa(opposite, "a", "b").value == -1.0


@pytest.mark.parametrize(
    ("ratings", "why", "units"),
    [
        ({}, NO_PAIRS, 0),
        ({"u": {"a": 1, "c": 1}, "v": {"b": 1}}, NO_PAIRS, 0),
        ({"u": {"a": 1, "b": 2}}, TOO_FEW, 1),
        ({"u": {"a": 1, "b": 1}, "v": {"a": 1, "b": 1}}, NO_VARIATION, 2),
    ],
)
@pytest.mark.parametrize("distance", [unweighted, linear, quadratic])
def test_where_kappa_means_nothing_there_is_a_sentence_and_no_number(ratings, why, units, distance):
    assert kappa(ratings, "a", "b", distance) == Figure(None, None, None, units, why)


def test_where_verifiers_change_every_two_who_share_rows_are_compared_on_those():
    ratings = {
        "u": {"rina": 1, "budi": 1},
        "v": {"rina": 3, "budi": 2},
        "w": {"budi": 1, "sari": 4},
        "x": {"sari": 2, "budi": 2, "rina": 2},
        "y": {"tono": 3},
    }
    found = pairings(ratings, linear)
    assert [(p.first, p.second, p.figure.units) for p in found] == [
        ("budi", "rina", 3),
        ("budi", "sari", 2),
        ("rina", "sari", 1),
    ]
    assert found[0].figure == kappa(ratings, "budi", "rina", linear)
    assert found[2].figure.why == TOO_FEW
