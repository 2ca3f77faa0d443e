"""Which window is open: the calendar of a cycle as one district lives it, extensions included.

The ends of a nation's window are wall times that hold in each district's own zone (decision 16).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils import timezone

from layak.assessments.models import Assessment, Stage, Window
from layak.assessments.queries import everywhere
from layak.core import stages as procedure
from layak.people.zones import zone_of
from layak.prepared import Prepared


class Placed(Protocol):
    """Whatever names a cycle and a district; an assessment does."""

    cycle_id: int
    district_id: str


class Staged(Placed, Protocol):
    """Whatever is in a stage since a moment; an assessment is."""

    pk: int
    stage: str
    stage_began_at: datetime


class Ends(NamedTuple):
    """A window's id and its two ends as they are stored."""

    pk: int
    opens_at: datetime
    closes_at: datetime


class Later(NamedTuple):
    """The end that an extension gives, and why."""

    closes_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """One stage's window for one district: open from `opens_at` until just before `closes_at`.

    Both ends are moments (aware datetimes) told in the district's own zone. `planned` is the end before
    any extension, `reason` why there was one. `window_id` is None for the repair, whose hours run from
    the moment it began. `changes`: how often the ends were changed since they were first set, as a calendar
    tells it.
    """

    window_id: int | None
    stage: Stage
    opens_at: datetime
    closes_at: datetime
    planned: datetime
    reason: str = ""
    changes: int = field(default=0, compare=False)

    @property
    def extended(self) -> bool:
        """Whether this district was given another end than the cycle's."""
        return self.closes_at != self.planned

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether the window is open at `now` (none given: at this moment)."""
        return self.opens_at <= (now or timezone.now()) < self.closes_at

    def is_over(self, now: datetime | None = None) -> bool:
        """Whether the window has closed."""
        return self.closes_at <= (now or timezone.now())

    def next_moment(self) -> datetime:
        """The end that comes next: the opening of a window to come, else the closing."""
        return self.opens_at if timezone.now() < self.opens_at else self.closes_at

    def left(self, now: datetime | None = None) -> timedelta:
        """Time until it closes; never below zero."""
        return max(self.closes_at - (now or timezone.now()), timedelta())


def calendar(cycle_id: int, district: str) -> list[Clock]:
    """Every window of a cycle for a district, earliest first. One query."""
    found = _clocks(district, _all_windows(district, cycle_id))
    return sorted(found.values(), key=lambda clock: (clock.opens_at, clock.window_id))


def clock(assessment: Placed, stage: Stage = Stage.SELF) -> Clock | None:
    """The window of one stage for the assessment's district; None when the cycle has none.

    One query.
    """
    found = _stage_windows(assessment.district_id, assessment.cycle_id, str(stage))
    return _clocks(assessment.district_id, found).get(stage)


def current(assessment: Assessment) -> Clock | None:
    """The clock of the stage in which the sheet is now; None without a window. One query."""
    if not _has_hours(assessment):
        return clock(assessment, Stage(assessment.stage))
    given = _repair(assessment.pk)
    return replace(_counted(assessment, Later(*given[-1]) if given else None), changes=len(given))


def currents(assessments: Iterable[Assessment]) -> dict[int, Clock | None]:
    """The clocks that run, by assessment id. Two queries however many, one more for those under repair."""
    sheets = list(assessments)
    windows = list(Window.objects.filter(cycle__in={sheet.cycle_id for sheet in sheets}))
    hours = [sheet.pk for sheet in sheets if _has_hours(sheet)]
    under_repair = everywhere.repairs().filter(assessment__in=hours).order_by("id") if hours else ()
    repairs = {given.assessment_id: Later(given.closes_at, given.reason) for given in under_repair}
    found, later = _placed(windows), _later(windows)
    return {sheet.pk: running(sheet, found, later, repairs) for sheet in sheets}


def at_stage(assessments: Iterable[Assessment], stage: Stage) -> dict[int, Clock | None]:
    """The clocks of one stage, as `clock`, by assessment id. Two queries however many."""
    sheets = list(assessments)
    windows = list(Window.objects.filter(cycle__in={sheet.cycle_id for sheet in sheets}, stage=stage))
    found, later = _placed(windows), _later(windows)
    return {sheet.pk: _of(sheet, stage, found, later) for sheet in sheets}


def _placed(windows: Iterable[Window]) -> dict[tuple[int, str, str | None], Ends]:
    return {(w.cycle_id, w.stage, w.province_id): Ends(w.pk, w.opens_at, w.closes_at) for w in windows}


def _later(windows: Iterable[Window]) -> dict[tuple[int, str], Later]:
    """The later ends of windows by window and district, the last that was given. One query."""
    given = everywhere.extensions().filter(window__in=windows).order_by("id")
    return {(one.window_id, one.district_id): Later(one.closes_at, one.reason) for one in given}


def running(
    sheet: Staged,
    windows: Mapping[tuple[int, str, str | None], Ends],
    later: Mapping[tuple[int, str], Later],
    repairs: Mapping[int, Later],
) -> Clock | None:
    """The clock of the stage a sheet is in, from windows by cycle, stage and province, and later ends.

    A province's own window goes before the nation's (province None); `later` is by window and district,
    `repairs` by sheet.
    """
    if _has_hours(sheet):
        return _counted(sheet, repairs.get(sheet.pk))
    return _of(sheet, sheet.stage, windows, later)


def window_of(assessment: Placed, stage: Stage) -> Window | None:
    """The window that counts for the district: its province's, else the nation's. Two queries."""
    found = clock(assessment, stage)
    return Window.objects.get(pk=found.window_id) if found else None


def province_of(district: str) -> str:
    """The code of the province in which a district lies: the first part of its own."""
    return district.split(".")[0]


def closes_at(assessment: Placed, stage: Stage = Stage.SELF) -> datetime | None:
    """When the stage closes for the assessment's district, extensions included. One query."""
    found = clock(assessment, stage)
    return found.closes_at if found else None


def is_open(assessment: Placed, stage: Stage = Stage.SELF, now: datetime | None = None) -> bool:
    """Whether the stage is open for the assessment's district; False when it has no window. One query."""
    found = clock(assessment, stage)
    return found is not None and found.is_open(now)


def _windows(district: str, **wanted: Any) -> QuerySet[Window, Any]:
    """A window once for each extension of the district, the newest last."""
    own = FilteredRelation("extensions", condition=Q(extensions__district_id=district))
    found = Window.objects.filter(**wanted).annotate(own=own).order_by("opens_at", "id", "own__id")
    later = ("own__closes_at", "own__reason")
    return found.values_list("id", "stage", "opens_at", "closes_at", *later, "version", "province_id")


_all_windows = Prepared(lambda district, cycle: _windows(district, cycle=cycle))
_repair = Prepared(
    lambda sheet: (
        everywhere.repairs().filter(assessment=sheet).order_by("id").values_list("closes_at", "reason")
    )
)
_stage_windows = Prepared(lambda district, cycle, stage: _windows(district, cycle=cycle, stage=stage))


def _clocks(district: str, windows: Iterable[tuple[Any, ...]]) -> dict[Stage, Clock]:
    """A clock for each stage that has a window: of the district's province if it has one, else the nation's.

    Of several extensions of a window, the last counts.
    """
    near = [row for row in windows if row[-1] in (None, province_of(district))]
    changes = _changes(near)
    found = {}
    for number, stage, opens, closes, later, reason, _version, province in sorted(near, key=_nation_first):
        clock = _clock(stage, district, Ends(number, opens, closes), _given(later, reason), province)
        found[Stage(stage)] = replace(clock, changes=changes[stage])
    return found


def _changes(windows: Iterable[tuple[Any, ...]]) -> Counter[str]:
    """By stage, how often the ends were changed: saved anew, set by the province, extended."""
    found: Counter[str] = Counter()
    versions: dict[tuple[str, int], int] = {}
    for number, stage, _opens, _closes, later, _reason, version, _province in windows:
        versions[stage, number] = version
        found[stage] += later is not None
    for (stage, _number), version in versions.items():
        found[stage] += version
    return found - Counter(dict.fromkeys(found, 1))


def _given(closes_at: datetime | None, reason: str) -> Later | None:
    return Later(closes_at, reason) if closes_at else None


def _nation_first(row: tuple[Any, ...]) -> str:
    return row[-1] or ""


def _clock(stage: str, district: str, ends: Ends, later: Later | None, province: str | None) -> Clock:
    """A window as the district lives it; a later end was given in its own time and is no wall time."""
    opens, closes = _held(ends.opens_at, district, province), _held(ends.closes_at, district, province)
    return _until(Clock(ends.pk, Stage(stage), opens, closes, closes), district, later)


def _until(clock: Clock, district: str, later: Later | None) -> Clock:
    """The same clock with the later end, where one was given."""
    if later is None:
        return clock
    return replace(clock, closes_at=later.closes_at.astimezone(zone_of(district)), reason=later.reason)


def _held(end: datetime, district: str, province: str | None) -> datetime:
    """When an end holds in a district: the nation's, stored in the instance's zone, by the clock on its wall.

    A province's own window was typed in the province's time: the same moment for all its districts.
    """
    here = zone_of(district)
    if province:
        return end.astimezone(here)
    return end.astimezone(timezone.get_default_timezone()).replace(tzinfo=here)


def _has_hours(sheet: Staged) -> bool:
    """Whether the hours of the sheet's stage are counted, not set by the calendar."""
    return procedure.PLACES[procedure.Stage(sheet.stage)].clock.hours is not None


def _counted(sheet: Staged, later: Later | None) -> Clock:
    """The clock of a stage that has hours of its own."""
    began = sheet.stage_began_at.astimezone(zone_of(sheet.district_id))
    ends = procedure.PLACES[procedure.Stage(sheet.stage)].clock.ends(began, None)
    return _until(Clock(None, Stage(sheet.stage), began, ends, ends), sheet.district_id, later)


def _of(
    sheet: Placed,
    stage: str,
    windows: Mapping[tuple[int, str, str | None], Ends],
    later: Mapping[tuple[int, str], Later],
) -> Clock | None:
    cycle, province = sheet.cycle_id, province_of(sheet.district_id)
    own = windows.get((cycle, stage, province))
    window = own or windows.get((cycle, stage, None))
    if window is None:
        return None
    later_end = later.get((window.pk, sheet.district_id))
    return _clock(stage, sheet.district_id, window, later_end, province if own else None)
