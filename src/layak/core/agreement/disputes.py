"""The rows that verifiers disagree on, to be talked through in calibration."""

from collections.abc import Mapping
from typing import NamedTuple

from layak.core.agreement.ratings import Ratings


class Dispute(NamedTuple):
    """A unit, what lies between its highest and lowest rating, and who gave what."""

    unit: str
    spread: float
    ratings: Mapping[str, float]


def disputes(ratings: Ratings, most: int = 20) -> tuple[Dispute, ...]:
    """At most `most` units rated differently, the widest apart first, then by the unit's name."""
    found = (
        Dispute(unit, max(given.values()) - min(given.values()), given)
        for unit, given in ratings.items()
        if len(given) > 1
    )
    wide = sorted((dispute for dispute in found if dispute.spread), key=lambda d: (-d.spread, d.unit))
    return tuple(wide[:most])
