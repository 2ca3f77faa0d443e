"""The country at work, for those who oversee it: progress, scores by stage, clocks, movement."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F, QuerySet, Sum, Value

from layak.assessments.models import Assessment, Cycle
from layak.assessments.queries import clock as clocks
from layak.assessments.queries import everywhere
from layak.assessments.queries.clock import Clock
from layak.core import catalogue, predikat
from layak.core.instrument import Edition
from layak.core.points import Points
from layak.core.stages import Stage
from layak.people.queries import places
from layak.results.queries.visible import frozen
from layak.verification.queries.told import standings as tier_standings

ORDER = tuple(stage.value for stage in Stage)
NEAR_DAYS = 3
FELL = 20_000
"""A score that fell by 20 points since the last cycle calls for help."""
MOST_OPEN = 20
"""So many of a hundred rows unanswered shortly before the end call for help."""


@dataclass(frozen=True)
class Row:
    """One district in one cycle; points in 1/1000, None where there are none. `tiers` by stage, EM first."""

    code: str
    name: str
    edition: Edition
    sheet: Assessment | None
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


@dataclass(frozen=True)
class Frozen:
    """Results by district: points of closed stages, decided predikat, the total of the cycle before."""

    tiers: dict[str, dict[str, Points]] = field(default_factory=lambda: defaultdict(dict))
    awards: dict[str, str] = field(default_factory=dict)
    last: dict[str, Points] = field(default_factory=dict)


def picture(year: int | None = None, province: str = "") -> Picture:
    """The country or a province in a cycle, else in the newest. Eight queries, however many districts.

    Scores are read from what is kept with each answer and verdict, never counted again from the rows.
    """
    cycles = tuple(everywhere.cycles())
    cycle = next((one for one in cycles if one.year == year), next(iter(cycles), None))
    names, provinces = places.districts(province), places.provinces()
    if cycle is None:
        return Picture(None, (), provinces, ())
    sheets = _sheets(cycle, province)
    running = clocks.currents(sheets.values())
    answered, tiers = _sums(cycle, province)
    frozen = _frozen(cycles, cycle)
    edition = catalogue.get(cycle.edition_key)
    rows = []
    for code, name in names.items():
        sheet = sheets.get(code)
        key = sheet.pk if sheet else 0
        points = {**frozen.tiers.get(code, {}), **tiers.get(key, {})}
        past = frozen.last.get(code), frozen.awards.get(code, "")
        rows.append(Row(code, name, edition, sheet, running.get(key), answered.get(key, 0), points, *past))
    return Picture(cycle, cycles, provinces, tuple(rows))


def _sheets(cycle: Cycle, province: str) -> dict[str, Assessment]:
    return {one.district_id: one for one in _within(everywhere.sheets().filter(cycle=cycle), province, "")}


def _sums(cycle: Cycle, province: str) -> tuple[dict[int, int], dict[int, dict[str, Points]]]:
    """Rows answered, and points of EM and of the tier now at work, by sheet. One query.

    A tier counts once it has judged a row; what tiers before it gave was frozen when each was closed.
    """
    sheets = _within(everywhere.sheets().filter(cycle=cycle), province, "").values("pk")
    own = everywhere.standings().filter(assessment__in=sheets).values("assessment_id", tier=Value("self"))
    own = own.annotate(sum=Sum("claimed"), rows=Sum("answered"))
    at_work = tier_standings().filter(assessment__in=sheets, stage=F("assessment__stage"))
    above = at_work.values("assessment_id", tier=F("stage")).annotate(sum=Sum("points"), rows=Sum("judged"))
    answered: dict[int, int] = {}
    tiers: dict[int, dict[str, Points]] = defaultdict(dict)
    for row in own.union(above, all=True):
        if row["tier"] == "self":
            answered[row["assessment_id"]] = row["rows"]
        if row["rows"]:
            tiers[row["assessment_id"]][row["tier"]] = row["sum"]
    return answered, tiers


def _frozen(cycles: Sequence[Cycle], cycle: Cycle) -> Frozen:
    """What was frozen in the cycle, and the last total of the one before. One query."""
    before = next((one for one in cycles if one.year < cycle.year), None)
    told = frozen().filter(assessment__cycle__in=filter(None, (cycle, before))).order_by("id")
    found = Frozen()
    place = ("assessment__district_id", "assessment__cycle_id", "stage", "total", "award")
    for code, year, stage, total, award in told.values_list(*place):
        if year != cycle.pk:
            found.last[code] = total
        elif Stage(stage).scores:
            found.tiers[code][stage] = total
        elif stage == Stage.AWARD:
            found.awards[code] = award
    return found


def _within(rows: QuerySet, province: str, step: str = "assessment__") -> QuerySet:
    return rows.filter(**{f"{step}district__parent_id": province}) if province else rows
