"""Krippendorff's alpha: one figure for any number of verifiers, also when each judged only some rows.

Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania.
"""

from enum import StrEnum

import numpy as np

from layak.core.agreement.figure import NO_VARIATION, SEED, Figure, Statistic, measured, ratio
from layak.core.agreement.kappa import linear, quadratic, unweighted
from layak.core.agreement.ratings import Floats, Ratings, tallied


class Level(StrEnum):
    """What the numbers mean: names only, an order, equal distances, or shares of nought and more."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def alpha(ratings: Ratings, level: Level = Level.INTERVAL, seed: int = SEED) -> Figure:
    """Alpha over all units with at least two ratings; the others can be paired with nothing.

    It does not matter who gave a rating, so raters may change from unit to unit. Ratings at
    `Level.RATIO` must not be negative.
    """
    pairable = (tuple(sorted(given.values())) for given in ratings.values() if len(given) > 1)
    different, counts = tallied(pairable)
    scale = np.unique(np.array([value for values in different for value in values], np.float64))
    held = np.array([_held(values, scale) for values in different]).reshape(len(different), len(scale))
    statistic = _by_rank(held) if level is Level.ORDINAL else _by_distance(held, _distance(scale, level))
    return measured(counts, statistic, NO_VARIATION, seed)


def _held(values: tuple[float, ...], scale: Floats) -> Floats:
    """How often one unit holds each value of the scale."""
    return np.bincount(np.searchsorted(scale, values), minlength=len(scale)).astype(np.float64)


def _distance(scale: Floats, level: Level) -> Floats:
    first, second = scale[:, np.newaxis], scale[np.newaxis]
    if level is Level.NOMINAL:
        return unweighted(first, second)
    if level is Level.INTERVAL:
        return quadratic(first, second)
    return np.nan_to_num(np.square(ratio(linear(first, second), first + second)))


def _by_distance(held: Floats, distance: Floats) -> Statistic:
    within = ((held @ distance) * held).sum(axis=1) / (held.sum(axis=1) - 1)

    def statistic(weights: Floats) -> Floats:
        totals = weights @ held
        chance = ((totals @ distance) * totals).sum(axis=1) / (totals.sum(axis=1) - 1)
        return 1 - ratio(weights @ within, chance)

    return statistic


def _by_rank(held: Floats) -> Statistic:
    """Ordinal distances hang on how often each value was given, so every sample has its own.

    The distance of two values is the square of the difference of their mean ranks.
    """
    ratings = held.sum(axis=1)

    def statistic(weights: Floats) -> Floats:
        totals = weights @ held
        ranks = np.cumsum(totals, axis=1) - totals / 2
        squares, sums = np.square(ranks) @ held.T, ranks @ held.T
        within = (ratings * squares - np.square(sums)) / (ratings - 1)
        size = totals.sum(axis=1)
        spread = size * (totals * np.square(ranks)).sum(axis=1) - np.square((totals * ranks).sum(axis=1))
        return 1 - ratio((weights * within).sum(axis=1), spread / (size - 1))

    return statistic
