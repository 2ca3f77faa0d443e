"""Whose trail a person may read: the secretariat its district's, the admin the instance's and all others."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from layak.people import queries as people
from layak.people.models import Role, User
from layak.trail import queries as trail
from layak.trail.actions import INSTANCE

PAGE = 50


def chains(user: User) -> list[tuple[str, str]]:
    """The chains (key, name) the person may read; empty for whoever may read none."""
    if people.is_admin(user):
        keys = sorted({INSTANCE, *trail.chains()}, key=lambda key: (key != INSTANCE, key))
    else:
        keys = sorted(people.districts_of(user, Role.SECRETARIAT))
    names = people.regions(keys)
    return [(key, names[key].name if key in names else "") for key in keys]


def found(chain: str, wanted: dict[str, Any], zone: ZoneInfo) -> QuerySet[trail.Entry]:
    """Lines of a chain, newest first. `wanted`: orang (part of a name), tindakan, dari, sampai (days)."""
    lines = trail.lines(chain)
    if wanted.get("orang"):
        lines = lines.filter(actor__icontains=wanted["orang"])
    if wanted.get("tindakan"):
        lines = lines.filter(action=wanted["tindakan"])
    if wanted.get("dari"):
        lines = lines.filter(at__gte=_start(wanted["dari"], zone))
    if wanted.get("sampai"):
        lines = lines.filter(at__lte=datetime.combine(wanted["sampai"], time.max, zone))
    return lines


def page(lines: QuerySet[trail.Entry], before: int | None) -> tuple[list[trail.Entry], int | None]:
    """At most `PAGE` lines below the sequence number `before`, and the number to go on from."""
    below = lines.filter(seq__lt=before) if before else lines
    rows = list(below[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].seq if len(rows) > PAGE else None


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)
