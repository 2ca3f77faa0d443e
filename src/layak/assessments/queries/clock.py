"""Which window is open: the calendar of a cycle as one district lives it, extensions included."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from layak.assessments.models import Extension, Stage, Window


class Placed(Protocol):
    """Whatever names a cycle and a district; an assessment does."""

    cycle_id: int
    district_id: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One stage's window for one district: open from `opens_at` until just before `closes_at`.

    Both ends are moments (aware datetimes). `planned` is the end before any extension.
    """

    window_id: int
    stage: Stage
    opens_at: datetime
    closes_at: datetime
    planned: datetime

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
    return [_clock(w) for w in _windows(cycle_id, district).order_by("opens_at", "id")]


def clock(assessment: Placed, stage: Stage = Stage.SELF) -> Clock | None:
    """The window of one stage for the assessment's district; None when the cycle has none. One query."""
    window = _windows(assessment.cycle_id, assessment.district_id).filter(stage=stage).first()
    return _clock(window) if window else None


def closes_at(assessment: Placed, stage: Stage = Stage.SELF) -> datetime | None:
    """When the stage closes for the assessment's district, extensions included. One query."""
    found = clock(assessment, stage)
    return found.closes_at if found else None


def is_open(assessment: Placed, stage: Stage = Stage.SELF, now: datetime | None = None) -> bool:
    """Whether the stage is open for the assessment's district; False when it has no window. One query."""
    found = clock(assessment, stage)
    return found is not None and found.is_open(now)


def _windows(cycle_id: int, district: str) -> QuerySet[Window]:
    newest = Extension.objects.filter(window=OuterRef("pk"), district_id=district).order_by("-id")
    later = Subquery(newest.values("closes_at")[:1])
    return Window.objects.filter(cycle_id=cycle_id).annotate(extended_to=later)


def _clock(window: Window) -> Clock:
    end = window.extended_to or window.closes_at
    return Clock(window.pk, Stage(window.stage), window.opens_at, end, window.closes_at)
