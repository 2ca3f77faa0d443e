"""Intervals come from resampling whole units: repeatable, honest about what cannot be known, and right."""

from statistics import NormalDist, quantiles, stdev

import numpy as np
import pytest

from layak.core.agreement import Level, alpha, kappa, linear, severities
from layak.core.agreement.figure import UNSTEADY
from tests.core.agreement.published import HOUT_1987, KRIPPENDORFF_2011, crossed, rated


def test_the_same_ratings_and_seed_give_the_same_interval_and_another_seed_nearly_so():
    ratings = crossed(HOUT_1987)
    first, again, other = (kappa(ratings, "a", "b", linear, seed=seed) for seed in (1, 1, 2))
    assert first == again != other
    assert (first.low, first.high) == pytest.approx((other.low, other.high), abs=0.03)


def test_an_interval_holds_its_value_and_narrows_with_more_rows():
    few = crossed(HOUT_1987)
    many = {f"{unit} {copy}": given for unit, given in few.items() for copy in range(16)}
    short, wide = kappa(many, "a", "b", linear), kappa(few, "a", "b", linear)
    assert short.value == pytest.approx(wide.value)
    assert short.low < short.value < short.high
    assert (short.high - short.low) * 4 == pytest.approx(wide.high - wide.low, rel=0.15)


@pytest.mark.parametrize("level", Level)
def test_the_interval_of_alpha_is_that_of_drawing_units_one_by_one(level):
    more = {f"more {unit}": given for unit, given in rated(("1 4 2 2 3", "1 3 2 2 5")).items()}
    ratings, chance = rated(KRIPPENDORFF_2011) | more, np.random.default_rng(7)
    units = [given for given in ratings.values() if len(given) > 1]
    drawn = (
        alpha({str(at): given for at, given in enumerate(chance.choice(units, len(units)))}, level).value
        for _ in range(400)
    )
    cuts = quantiles([value for value in drawn if value is not None], n=40)
    found = alpha(ratings, level)
    assert (found.low, found.high) == pytest.approx((cuts[0], cuts[-1]), abs=0.12)


def test_the_interval_of_a_mean_is_nearly_the_normal_one():
    chance = np.random.default_rng(11)
    apart = chance.normal(-50, 200, 400).tolist()
    ratings = {f"u{at}": {"rina": 1000 + by, "budi": 1000} for at, by in enumerate(apart)}
    (rina, _) = severities(ratings)
    half = NormalDist().inv_cdf(0.975) * stdev(apart) / 400**0.5
    mean = sum(apart) / 400
    assert rina.figure.value == pytest.approx(mean)
    assert (rina.figure.low, rina.figure.high) == pytest.approx((mean - half, mean + half), abs=half * 0.12)


def test_full_agreement_has_an_interval_of_one_point():
    ratings = {f"u{at}": {"a": at % 3, "b": at % 3} for at in range(60)}
    found = alpha(ratings)
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)


def test_where_most_samples_say_nothing_the_value_stands_without_an_interval():
    ratings = {"u": {"a": 1, "b": 1}, "v": {"a": 1, "b": 1}, "w": {"a": 2, "b": 2}}
    found = alpha(ratings)
    assert (found.value, found.low, found.high, found.why) == (1.0, None, None, UNSTEADY)
