"""Small counts of children stay unknown: what is below five is not published, nor what would reveal it."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5
"""The smallest count of children that is published; zero is published, since it speaks of nobody."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be published of a sum and its parts; None is kept back."""

    total: int | None
    parts: tuple[int | None, ...]


def is_small(count: int) -> bool:
    """Whether a count could point at single children."""
    return 0 < count < LEAST


def shown(parts: Sequence[int]) -> Shown:
    """The sum of the counts and its parts, without the small ones and without what reveals them.

    A single missing part follows from the sum, and so does a small remainder; then the next smallest
    part is kept back too. A small sum keeps back everything. Counts are 0 or more.
    """
    total = sum(parts)
    if is_small(total):
        return Shown(None, (None,) * len(parts))
    kept_back = {at for at, count in enumerate(parts) if is_small(count)}
    rest = sorted((count, at) for at, count in enumerate(parts) if count and at not in kept_back)
    while kept_back and (len(kept_back) == 1 or is_small(sum(parts[at] for at in kept_back))):
        kept_back.add(rest.pop(0)[1])
    return Shown(total, tuple(None if at in kept_back else count for at, count in enumerate(parts)))


def shown_of(part: int, whole: int) -> tuple[int | None, int | None]:
    """A part of a whole ("of 40 children 38 have a certificate"); the two who do not are a part as well.

    The whole alone is published where the part, or the rest, is small. A part above its whole is no
    part of it: each is judged by itself.
    """
    if part > whole:
        return None if is_small(part) else part, None if is_small(whole) else whole
    told = shown((part, whole - part))
    return told.parts[0], told.total
