"""Who signs a paper by hand: its two sides, each with people in order, as written down and as stored."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

MOST = 6
"""People a side: as many as there is room for on one page."""


class Side(StrEnum):
    """For whom somebody signs."""

    DISTRICT = "district"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Person:
    """One who signs; `nip` is 18 digits, or nothing for who has none."""

    name: str
    position: str = ""
    nip: str = ""

    @property
    def spaced(self) -> str:
        """The NIP as people write it: day of birth, of appointment, sex, number."""
        cuts = ((0, 8), (8, 14), (14, 15), (15, 18))
        return " ".join(self.nip[start:end] for start, end in cuts) if self.nip else ""


People = Mapping[Side, Sequence[Person]]


def stored(people: People) -> dict[str, list[dict[str, str]]]:
    """The people as JSON; a side with nobody leaves nothing, so that nobody at all is always the same."""
    return {str(side): [asdict(one) for one in people[side]] for side in Side if people.get(side)}


def read(given: Mapping[str, Any]) -> dict[Side, list[Person]]:
    """The people from JSON, both sides."""
    return {side: [Person(**one) for one in given.get(side, ())] for side in Side}
