"""The demo's field visits: planned, every item of two units' checklists answered, ended."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.utils import timezone

from layak.assessments.models import Assessment
from layak.core.checklists import checklists
from layak.people.models import User
from layak.verification.actions import field, field_log
from layak.verification.models import FieldSession, Unit
from layak.verification.queries.field import FINDING, PLACE

METRES = 12
"""How exactly a phone knew where it was."""


def visit(assessment: Assessment, told: Mapping[str, Any], *, by: User) -> FieldSession:
    """Hold one session as `checking.yaml` tells it, and end it."""
    said = field.Plan(
        mode=FieldSession.Mode(told["mode"]),
        starts_at=timezone.now(),
        place=told.get("place", ""),
        link=told.get("link", ""),
        team=by.name,
        participants=told["participants"],
        forum_talk=told["forum_talk"],
    )
    session = field.plan(assessment, said, by=by)
    for unit in told["units"]:
        place = field.Place(unit["name"], unit["address"])
        _look(field.choose_unit(session, unit["kind"], place, codes=unit["rows"], by=by), unit, by)
    session.refresh_from_db()
    return field.close(session, version=session.version, by=by)


def _look(unit: Unit, told: Mapping[str, Any], by: User) -> None:
    _note(unit, PLACE, {"lat": told["lat"], "lon": told["lon"], "accuracy": METRES}, by)
    for item in checklists()[unit.kind].items:
        lacking = told["unmet"].get(item.key, "")
        _note(unit, item.key, {"answer": "partly" if lacking else "yes", "note": lacking}, by)
    _note(unit, FINDING, {"note": told["finding"], "codes": told["rows"]}, by)


def _note(unit: Unit, item: str, value: dict[str, Any], by: User) -> None:
    field_log.keep(unit, field_log.Sent(uuid4(), item, value, timezone.now()), by=by)
