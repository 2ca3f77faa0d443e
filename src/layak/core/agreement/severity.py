"""Who judges harder or milder than the others on the same rows."""

from typing import NamedTuple

import numpy as np

from layak.core.agreement.figure import NO_PAIRS, SEED, Figure, measured, ratio
from layak.core.agreement.ratings import Floats, Ratings, tallied


class Severity(NamedTuple):
    """A rater's mean difference from the others, in the unit of the ratings; below nought is stricter."""

    rater: str
    figure: Figure


def severities(ratings: Ratings, seed: int = SEED) -> tuple[Severity, ...]:
    """Every rater's mean of (own rating - mean of the others' on that unit), the strictest first.

    Only units that somebody else rated too count; raters without two of them come last, by name.
    """
    apart: dict[str, list[float]] = {rater: [] for given in ratings.values() for rater in given}
    for given in ratings.values():
        total, others = sum(given.values()), len(given) - 1
        for rater, own in given.items() if others else ():
            apart[rater].append(own - (total - own) / others)
    told = [Severity(rater, _mean(found, seed)) for rater, found in apart.items()]
    return tuple(sorted(told, key=_strictest_first))


def _mean(found: list[float], seed: int) -> Figure:
    different, counts = tallied(found)
    values = np.array(different, np.float64)

    def statistic(weights: Floats) -> Floats:
        return ratio(weights @ values, weights.sum(axis=1))

    return measured(counts, statistic, NO_PAIRS, seed)


def _strictest_first(told: Severity) -> tuple[bool, float, str]:
    value = told.figure.value
    return value is None, value or 0.0, told.rater
