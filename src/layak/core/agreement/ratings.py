"""What was judged more than once: unit by unit, who gave what."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Ratings = Mapping[str, Mapping[str, float]]
"""Unit, then rater, then rating; a rater who did not judge a unit is simply not there.

A rating is a number on one scale for all units: the place of an ordered category, or an amount. Rows
with different maxima are compared as shares of their maximum (points / max), else the differing maxima
alone would pass for agreement.
"""

Seen = TypeVar("Seen", bound=Hashable)


def tallied(items: Iterable[Seen]) -> tuple[list[Seen], Floats]:
    """The different items and how often each was seen: equal units are counted, not repeated."""
    counts = Counter(items)
    return list(counts), np.fromiter(counts.values(), np.float64, len(counts))
