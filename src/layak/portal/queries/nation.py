"""The country at work, for those who oversee it: progress, scores by stage, clocks, movement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from django.utils import timezone

from layak.assessments.queries import clock as clocks
from layak.assessments.queries.clock import Clock, Ends, Later
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


class Row(NamedTuple):
    """One district in one cycle; points in 1/1000, None where there are none. `tiers` by stage, EM first.

    `stage` is None before the sheet was opened. `score` is that of the highest tier that has one, `last`
    the last cycle's last result, `moved` what was gained since. `look` is the decided predikat, else the
    band of the score so far. `troubles` say why it may need help: not-opened, late, open (rows shortly
    before the end), fell. All are worked out once: a page filters, sorts and counts them.
    """

    code: str
    name: str
    stage: Stage | None
    sheet: Sheet | None
    clock: Clock | None
    answered: int
    percent: int
    tiers: Mapping[str, Points]
    score: Points | None
    last: Points | None
    moved: Points | None
    award: str
    look: str
    troubles: tuple[str, ...]

    @property
    def province(self) -> str:
        """The code of its province."""
        return self.code.split(".")[0]


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
    edition, now = catalogue.get(cycle.edition_key), timezone.now()
    sheets = {one.place: Sheet(one.number, cycle.pk, one.place, one.label, one.at) for one in found["sheet"]}
    answers = {one.number: one.two for one in found["claim"]}
    running, points = _clocks(cycle, sheets, found), _points(sheets, found)
    awards = {one.place: one.extra for one in _in_order(found["frozen"]) if one.label == Stage.AWARD}
    last = {one.place: one.one for one in _in_order(found["last"])}
    for code, name in names.items():
        sheet, clock, tiers = sheets.get(code), running.get(code), points.get(code, {})
        stage = Stage(sheet.stage) if sheet else None
        answered = answers.get(sheet.pk, 0) if sheet else 0
        percent = answered * 100 // max(len(edition.questions), 1)
        score = tiers[max(tiers, key=ORDER.index)] if tiers else None
        before = last.get(code)
        moved = None if score is None or before is None else score - before
        award = awards.get(code, "")
        look = (award or _band(edition, score or 0)) if sheet else "none"
        troubles = _troubles(stage, clock, percent, moved, now)
        told = (stage, sheet, clock, answered, percent, tiers, score, before, moved)
        yield Row(code, name, *told, award, look, tuple(troubles))


def _band(edition: Edition, score: Points) -> str:
    band = predikat.place(edition, score).band
    return band.key if band else "unranked"


def _troubles(
    stage: Stage | None, clock: Clock | None, percent: int, moved: Points | None, now: datetime
) -> Iterable[str]:
    if stage is None:
        yield "not-opened"
    if clock and clock.is_over(now):
        yield "late"
    elif clock and stage is Stage.SELF and percent < 100 - MOST_OPEN and _near(clock, now):
        yield "open"
    if moved is not None and stage is not Stage.SELF and moved <= -FELL:
        yield "fell"


def _near(clock: Clock, now: datetime) -> bool:
    return clock.is_open(now) and clock.left(now).days < NEAR_DAYS


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
    given = {kind: sorted(found[kind], key=attrgetter("one")) for kind in ("later", "repair")}
    later = {(one.number, one.place): Later(one.until) for one in given["later"] if one.until}
    repairs = {one.number: Later(one.until) for one in given["repair"] if one.until}
    return {code: clocks.running(sheet, windows, later, repairs) for code, sheet in sheets.items()}


def _in_order(results: Iterable[Fact]) -> list[Fact]:
    """As they were frozen: of two of one stage the later one counts."""
    return sorted(results, key=attrgetter("number"))
