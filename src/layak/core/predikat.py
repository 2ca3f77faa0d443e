"""From a total to its predikat: the band reached, the doubt in its gaps, the distance to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layak.core.instrument import Band, Edition, Gate
from layak.core.points import Points


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a total stands. `gap` is what is missing to `next`, in 1/1000; both None at the top.

    `ambiguous` says that the total lies between two printed bands (600 < x < 601): the official
    bands are whole numbers and no rule for decimals is known, so it keeps the lower band and is flagged.
    """

    band: Band | None
    ambiguous: bool
    next: Band | None
    gap: Points | None


@dataclass(frozen=True, slots=True)
class Concern:
    """A gate that officials reported for a predikat claimed; it never changes the band.

    `concrete` says that the row the gate speaks of has no points.
    """

    gate: Gate
    concrete: bool


def place(edition: Edition, total: Points) -> Placing:
    """The highest band whose lower limit the total reaches (>=, never rounded)."""
    return place_among(edition.bands, total)


def place_among(bands: Sequence[Band], total: Points) -> Placing:
    """`place` for bands alone, lowest first, as a frozen result carries them."""
    band = next((b for b in reversed(bands) if total >= b.lower), None)
    following = next((b for b in bands if total < b.lower), None)
    return Placing(
        band=band,
        ambiguous=band is not None and following is not None and total > band.upper,
        next=following,
        gap=following.lower - total if following else None,
    )


def concerns(edition: Edition, band: Band | None, earned: Mapping[str, Points]) -> tuple[Concern, ...]:
    """The reported gates of the band and of every band below it; `earned` is points by row code."""
    reached = {b.key for b in edition.bands if band and b.lower <= band.lower}
    return tuple(
        Concern(gate, gate.question is not None and not earned.get(gate.question))
        for gate in edition.gates
        if gate.predikat in reached
    )
