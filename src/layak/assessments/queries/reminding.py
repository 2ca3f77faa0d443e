"""Reminders as the trail holds them: who was reminded when, of what, by whom."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone

from layak.assessments.models import Assessment
from layak.core.points import Points
from layak.trail import queries as trail

ACTION = "assignments.remind"


class Reminder(NamedTuple):
    """The newest reminder an agency got: rows past their day, rows unanswered, points at risk (1/1000)."""

    agency_id: int
    at: datetime
    actor: str
    late: int
    unanswered: int
    at_risk: Points


def about(agency: int) -> str:
    """How the trail names an agency."""
    return f"agency:{agency}"


def latest(agencies: Iterable[int]) -> dict[int, Reminder]:
    """The newest reminder of each agency that ever got one, by agency id. One query."""
    ids = {about(agency): agency for agency in agencies}
    found = trail.newest(ACTION, ids)
    return {ids[key]: _reminder(ids[key], entry) for key, entry in found.items()}


def reminded_today(assessment: Assessment, agencies: Iterable[int]) -> set[int]:
    """Which of the agencies were reminded since midnight in the district's own time. One query."""
    zone = ZoneInfo(assessment.district.timezone)
    today = timezone.localdate(timezone=zone)
    sent = latest(agencies)
    return {agency for agency, told in sent.items() if timezone.localdate(told.at, zone) == today}


def _reminder(agency: int, entry: trail.Entry) -> Reminder:
    told = entry.details
    return Reminder(agency, entry.at, entry.actor, told["late"], told["unanswered"], told["at_risk"])
