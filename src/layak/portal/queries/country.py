"""The country as the public sees it: each district with its newest published result of one year."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from layak.people.queries import places as regions
from layak.portal.queries.awards import LADDER
from layak.results.queries import published
from layak.results.queries.published import Published

LOOKS = (*LADDER, "unranked", "running", "none")
"""What a district can be on the map: a decided predikat, decided without one, under way, not published."""


@dataclass(frozen=True, slots=True)
class Place:
    """A district in one year; `last` is the result of its furthest published stage, None without any."""

    code: str
    name: str
    last: Published | None

    @property
    def province(self) -> str:
        """The code of its province."""
        return self.code.split(".")[0]

    @property
    def look(self) -> str:
        """One of `LOOKS`. Only what was decided counts as predikat, never a score's band."""
        if self.last is None:
            return "none"
        if self.last.stage != "award":
            return "running"
        return self.last.award or "unranked"


@dataclass(frozen=True, slots=True)
class Country:
    """All districts in one year (None before anything was published), provinces by code, years there are."""

    year: int | None
    years: tuple[int, ...]
    provinces: dict[str, str]
    places: tuple[Place, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many districts have each look."""
        return tally(self.places)

    @property
    def ranked(self) -> int:
        """How many have a decided predikat."""
        return sum(self.counts[key] for key in LADDER)

    def of(self, province: str) -> tuple[Place, ...]:
        """The districts of a province."""
        return tuple(place for place in self.places if place.province == province)


def tally(places: Iterable[Place]) -> dict[str, int]:
    """How many districts have each look, every look named."""
    found = Counter(place.look for place in places)
    return {look: found[look] for look in LOOKS}


def country(year: int | None = None) -> Country:
    """The country in a year; if none is given the newest that was decided, else the newest. Three queries."""
    results = published.every()
    years = tuple(sorted({one.year for one in results}, reverse=True))
    decided = max((one.year for one in results if one.stage == "award"), default=None)
    chosen = year if year in years else decided or next(iter(years), None)
    last = {one.district: one for one in reversed(results) if one.year == chosen}
    names = regions.districts()
    places = tuple(Place(code, name, last.get(code)) for code, name in names.items())
    return Country(chosen, years, regions.provinces(), places)
