"""The bell: what happened that a person must know, told by every step, joined in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import caches
from django.db.models import QuerySet
from django.utils import timezone

from layak.assessments.queries import news as assessments
from layak.assessments.queries.clock import Clock
from layak.people.models import User
from layak.results.queries import news as results
from layak.verification.queries import news as verification

KEPT = timedelta(days=30)
"""How long news are shown; what still waits after that stands among the person's own tasks."""

MOST = 200
SOON = timedelta(days=3)
"""How long before its end a window becomes news."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened: see `assessments.queries.news.COLUMNS`; `unseen` since the last look."""

    what: str
    at: datetime
    sheet: int
    code: str
    who: str
    more: str
    unseen: bool


def unseen(user: User, *waiting: int, deed: str = "") -> int:
    """How many news the person has not seen. One query, asked at most once a minute.

    It is asked anew as soon as the person has looked or done something (`deed` tells their deeds apart), or
    the numbers that wait for them have changed; what others did may be a minute late.
    """
    key = f"news-{user.pk}-{user.told_at and user.told_at.timestamp()}-{waiting}-{deed}".replace(" ", "")
    kept = caches["moments"]
    found = kept.get(key)
    if found is None:
        joined = _joined(user, _seen(user))
        found = min(joined.count(), MOST) if joined is not None else 0
        kept.set(key, found)
    return found


def latest(user: User) -> list[Line]:
    """The news of the last 30 days, newest first. One query."""
    seen, joined = _seen(user), _joined(user, timezone.now() - KEPT)
    found = joined.order_by("-at", "code")[:MOST] if joined is not None else ()
    return [
        Line(what, at, sheet, code, who or "Layak", more, at > seen)
        for what, at, sheet, code, who, more in found
    ]


def closing(user: User, clock: Clock | None) -> Line | None:
    """That a window that is open closes within three days; None before that."""
    if clock is None or not clock.is_open() or clock.left() > SOON:
        return None
    began = max(clock.closes_at - SOON, clock.opens_at)
    fresh = user.told_at is None or began > user.told_at
    return Line("closing", began, 0, clock.stage.value, "", "", fresh)


def by_day(lines: Iterable[Line]) -> list[tuple[date, list[list[Line]]]]:
    """Lines by local day, newest first; within a day those of one kind, sheet and person as one group."""
    days: dict[date, dict[tuple[Any, ...], list[Line]]] = {}
    for line in sorted(lines, key=lambda line: line.at, reverse=True):
        same = (line.what, line.sheet, line.who, line.unseen)
        days.setdefault(timezone.localdate(line.at), {}).setdefault(same, []).append(line)
    return [(day, list(groups.values())) for day, groups in days.items()]


def _seen(user: User) -> datetime:
    return max(user.told_at or user.date_joined, timezone.now() - KEPT)


def _joined(user: User, since: datetime) -> QuerySet | None:
    steps = (assessments, verification, results)
    told = [line for step in steps for line in step.news(user, since)]
    return told[0].union(*told[1:], all=True) if told else None
