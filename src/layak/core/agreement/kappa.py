"""Weighted kappa: how far two verifiers agree beyond chance, near misses counting less than far ones.

Cohen (1968), "Weighted kappa", Psychological Bulletin 70(4).
"""

from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

import numpy as np

from layak.core.agreement.figure import NO_VARIATION, SEED, Figure, measured, ratio
from layak.core.agreement.ratings import Floats, Ratings, tallied

Distance = Callable[[Floats, Floats], Floats]
"""How far apart ratings are: 0 for equal ones. Only the proportions of distances matter."""


class Pairing(NamedTuple):
    """The kappa of two raters over the units that both judged."""

    first: str
    second: str
    figure: Figure


def unweighted(first: Floats, second: Floats) -> Floats:
    """Every disagreement counts alike (Cohen 1960)."""
    return np.not_equal(first, second).astype(np.float64)


def linear(first: Floats, second: Floats) -> Floats:
    """A disagreement counts by how far apart the ratings are."""
    return np.abs(first - second)


def quadratic(first: Floats, second: Floats) -> Floats:
    """A disagreement counts by the square of how far apart the ratings are."""
    return np.square(first - second)


def kappa(
    ratings: Ratings, first: str, second: str, distance: Distance = quadratic, seed: int = SEED
) -> Figure:
    """Weighted kappa of two raters, over the units that both of them rated and no others."""
    both = [(r[first], r[second]) for r in ratings.values() if first in r and second in r]
    return _kappa(both, distance, seed)


def pairings(ratings: Ratings, distance: Distance = quadratic, seed: int = SEED) -> tuple[Pairing, ...]:
    """The kappa of every two raters who share a unit, by name: verifiers may change from unit to unit."""
    shared: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for given in ratings.values():
        for first, second in combinations(sorted(given), 2):
            shared[first, second].append((given[first], given[second]))
    return tuple(Pairing(*names, _kappa(shared[names], distance, seed)) for names in sorted(shared))


def _kappa(both: list[tuple[float, float]], distance: Distance, seed: int) -> Figure:
    """Observed over expected distance, taken from one; memory grows with the square of the scale."""
    different, counts = tallied(both)
    given = np.array(different, np.float64).reshape(-1, 2)
    scale, place = np.unique(given, return_inverse=True)
    place = place.reshape(-1, 2)
    apart = distance(scale[:, np.newaxis], scale[np.newaxis])
    chosen = np.eye(len(scale))

    def statistic(weights: Floats) -> Floats:
        observed = weights @ apart[place[:, 0], place[:, 1]]
        left, right = weights @ chosen[place[:, 0]], weights @ chosen[place[:, 1]]
        expected = ((left @ apart) * right).sum(axis=1) / weights.sum(axis=1)
        return 1 - ratio(observed, expected)

    return measured(counts, statistic, NO_VARIATION, seed)
