"""The country at work, for those who oversee it: progress, scores by stage, clocks, movement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from layak.assessments.queries import clock as clocks
from layak.assessments.queries.clock import Clock, Ends
from layak.core import catalogue, predikat
from layak.core.instrument import Edition
from layak.core.points import Points
from layak.core.stages import Stage
from layak.portal.queries.facts import Fact, facts

ORDER = tuple(stage.value for stage in Stage)
PROVINCE, DISTRICT = 1, 2
"""The levels of regions that have a name here."""
NEAR_DAYS = 3
FELL = 20_000
"""A score that fell by 20 points since the last cycle calls for help."""
MOST_OPEN = 20
"""So many of a hundred rows unanswered shortly before the end call for help."""


class Cycle(NamedTuple):
    """A cycle as far as these pages speak of it."""

    pk: int
    year: int
    title: str
    edition_key: str


class Sheet(NamedTuple):
    """A district's sheet in the cycle: which stage it is in, and since when."""

    pk: int
    cycle_id: int
    district_id: str
    stage: str
    stage_began_at: datetime


@dataclass(frozen=True)
class Row:
    """One district in one cycle; points in 1/1000, None where there are none. `tiers` by stage, EM first."""

    code: str
    name: str
    edition: Edition
    sheet: Sheet | None
    clock: Clock | None
    answered: int
    tiers: dict[str, Points]
    last: Points | None
    award: str

    @property
    def province(self) -> str:
        """The code of its province."""
        return self.code.split(".")[0]

    @cached_property
    def stage(self) -> Stage | None:
        """Where the sheet is; None before it was opened."""
        return Stage(self.sheet.stage) if self.sheet else None

    @cached_property
    def score(self) -> Points | None:
        """The score of the highest tier that has one."""
        return self.tiers[max(self.tiers, key=ORDER.index)] if self.tiers else None

    @cached_property
    def look(self) -> str:
        """The decided predikat, else the band of the score so far; "none" before the sheet was opened."""
        if self.sheet is None:
            return "none"
        band = predikat.place(self.edition, self.score or 0).band
        return self.award or (band.key if band else "unranked")

    @property
    def moved(self) -> Points | None:
        """What the score gained since the last cycle's last result."""
        return None if self.last is None or self.score is None else self.score - self.last

    @property
    def percent(self) -> int:
        """How many of a hundred rows are answered."""
        return self.answered * 100 // max(len(self.edition.questions), 1)

    @cached_property
    def troubles(self) -> tuple[str, ...]:
        """Why it may need help: not-opened, late, open (rows shortly before the end), fell."""
        found = [] if self.sheet else ["not-opened"]
        if self.clock and self.clock.is_over():
            found.append("late")
        elif self._near and self.stage is Stage.SELF and self.percent < 100 - MOST_OPEN:
            found.append("open")
        if self.moved is not None and self.stage is not Stage.SELF and self.moved <= -FELL:
            found.append("fell")
        return tuple(found)

    @property
    def _near(self) -> bool:
        return bool(self.clock and self.clock.is_open() and self.clock.left().days < NEAR_DAYS)


@dataclass(frozen=True, slots=True)
class Picture:
    """A cycle (None before there is one), all cycles, provinces by code, every district."""

    cycle: Cycle | None
    cycles: tuple[Cycle, ...]
    provinces: dict[str, str]
    places: tuple[Row, ...]

    def of(self, province: str) -> tuple[Row, ...]:
        """The districts of a province."""
        return tuple(row for row in self.places if row.province == province)


def picture(year: int | None = None, province: str = "") -> Picture:
    """The country or a province in the cycle of a year, else in the newest. One query, whatever their number.

    Scores are read from what is kept with each answer and verdict, never counted again from the rows.
    """
    found = facts(year, province)
    cycles = [Cycle(one.number, one.one, one.label, one.extra) for one in found["cycle"]]
    cycles.sort(key=lambda one: -one.year)
    cycle = next((one for one in cycles if one.year == year), next(iter(cycles), None))
    names, provinces = (_names(found["region"], level) for level in (DISTRICT, PROVINCE))
    rows = _rows(cycle, names, found) if cycle else ()
    return Picture(cycle, tuple(cycles), provinces, tuple(rows))


def _names(regions: Iterable[Fact], level: int) -> dict[str, str]:
    return {one.place: one.label for one in sorted(regions, key=attrgetter("place")) if one.one == level}


def _rows(cycle: Cycle, names: Mapping[str, str], found: Mapping[str, list[Fact]]) -> Iterable[Row]:
    edition = catalogue.get(cycle.edition_key)
    sheets = {one.place: Sheet(one.number, cycle.pk, one.place, one.label, one.at) for one in found["sheet"]}
    answered = {one.number: one.two for one in found["claim"]}
    running, points = _clocks(cycle, sheets, found), _points(sheets, found)
    awards = {one.place: one.extra for one in _in_order(found["frozen"]) if one.label == Stage.AWARD}
    last = {one.place: one.one for one in _in_order(found["last"])}
    for code, name in names.items():
        sheet = sheets.get(code)
        told = (running.get(code), answered.get(sheet.pk, 0) if sheet else 0, points.get(code, {}))
        yield Row(code, name, edition, sheet, *told, last.get(code), awards.get(code, ""))


def _points(sheets: Mapping[str, Sheet], found: Mapping[str, list[Fact]]) -> dict[str, dict[str, Points]]:
    """By district and tier: as frozen when a stage was closed; of the stage at work, as it stands now.

    A tier counts once it has judged a row, and what is repaired later changes no claim that was sent.
    """
    points: dict[str, dict[str, Points]] = defaultdict(dict)
    for one in _in_order(found["frozen"]):
        if Stage(one.label).scores:
            points[one.place][one.label] = one.one
    claims = {one.number: one for one in found["claim"] if one.two}
    tiers = {(one.number, one.label): one.one for one in found["tier"] if one.two}
    for code, sheet in sheets.items():
        own, now = claims.get(sheet.pk), tiers.get((sheet.pk, sheet.stage))
        if own and (sheet.stage == Stage.SELF or Stage.SELF not in points[code]):
            points[code][Stage.SELF.value] = own.one
        if now is not None:
            points[code][sheet.stage] = now
    return points


def _clocks(
    cycle: Cycle, sheets: Mapping[str, Sheet], found: Mapping[str, list[Fact]]
) -> dict[str, Clock | None]:
    windows = {
        (cycle.pk, one.label, one.place or None): Ends(one.number, one.at, one.until)
        for one in found["window"]
    }
    later = {(one.number, one.place): one.until for one in sorted(found["later"], key=attrgetter("one"))}
    return {code: clocks.running(sheet, windows, later) for code, sheet in sheets.items()}


def _in_order(results: Iterable[Fact]) -> list[Fact]:
    """As they were frozen: of two of one stage the later one counts."""
    return sorted(results, key=attrgetter("number"))
