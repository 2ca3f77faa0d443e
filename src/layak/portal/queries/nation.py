"""The country at work, for those who oversee it: progress, scores by stage, clocks, movement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum, Value

from layak.assessments.models import Assessment, Cycle, Standing
from layak.assessments.queries import clock as clocks
from layak.assessments.queries.clock import Clock
from layak.core import catalogue, predikat
from layak.core.instrument import Edition
from layak.core.points import Points
from layak.core.stages import Stage
from layak.people.queries import places
from layak.results.models import Result
from layak.verification.models import TierStanding

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

    @property
    def stage(self) -> Stage | None:
        """Where the sheet is; None before it was opened."""
        return Stage(self.sheet.stage) if self.sheet else None

    @cached_property
    def score(self) -> Points | None:
        """The score of the highest tier that has one."""
        order = [stage.value for stage in Stage]
        return self.tiers[max(self.tiers, key=order.index)] if self.tiers else None

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
    """The country or a province in a cycle, else in the newest. Nine queries, however many districts.

    Scores are read from what is kept with each answer and verdict, never counted again from the rows.
    """
    cycles = tuple(Cycle.objects.order_by("-year"))
    cycle = next((one for one in cycles if one.year == year), next(iter(cycles), None))
    names, provinces = places.districts(province), places.provinces()
    if cycle is None:
        return Picture(None, (), provinces, ())
    sheets = _sheets(cycle, province)
    running = clocks.currents(sheets.values())
    answered, tiers = _sums(cycle, province)
    last, awards = _last(cycles, cycle), _awards(cycle)
    edition = catalogue.get(cycle.edition_key)
    rows = (
        Row(
            code,
            name,
            edition,
            sheet := sheets.get(code),
            running.get(sheet.pk) if sheet else None,
            answered.get(code, 0),
            tiers.get(code, {}),
            last.get(code),
            awards.get(code, ""),
        )
        for code, name in names.items()
    )
    return Picture(cycle, cycles, provinces, tuple(rows))


def _sheets(cycle: Cycle, province: str) -> dict[str, Assessment]:
    return {one.district_id: one for one in _within(Assessment.objects.filter(cycle=cycle), province, "")}


def _sums(cycle: Cycle, province: str) -> tuple[dict[str, int], dict[str, dict[str, Points]]]:
    """Rows answered, and points by stage, of each district. One query.

    A tier counts once it has judged a row: its standing exists from the first verdict on.
    """
    of = {"place": F("assessment__district_id")}
    own = Standing.objects.filter(assessment__cycle=cycle).values(**of, tier=Value("self"))
    own = _within(own, province).annotate(points=Sum("claimed"), rows=Sum("answered"))
    above = TierStanding.objects.filter(assessment__cycle=cycle).values(**of, tier=F("stage"))
    above = _within(above, province).annotate(points=Sum("points"), rows=Sum("judged"))
    answered: dict[str, int] = {}
    tiers: dict[str, dict[str, Points]] = defaultdict(dict)
    for row in own.union(above, all=True):
        if row["tier"] == "self":
            answered[row["place"]] = row["rows"]
        if row["rows"]:
            tiers[row["place"]][row["tier"]] = row["points"]
    return answered, tiers


def _last(cycles: Iterable[Cycle], cycle: Cycle) -> dict[str, Points]:
    """The total of the last result of the cycle before, by district."""
    before = next((one for one in cycles if one.year < cycle.year), None)
    newest = Result.objects.filter(assessment=OuterRef("pk")).order_by("-id").values("total")[:1]
    sheets = Assessment.objects.filter(cycle=before).annotate(total=Subquery(newest))
    return {code: total for code, total in sheets.values_list("district_id", "total") if total is not None}


def _awards(cycle: Cycle) -> dict[str, str]:
    decided = Result.objects.filter(assessment__cycle=cycle, stage=Stage.AWARD).order_by("id")
    return dict(decided.values_list("assessment__district_id", "award"))


def _within(rows: QuerySet, province: str, step: str = "assessment__") -> QuerySet:
    return rows.filter(**{f"{step}district__parent_id": province}) if province else rows
