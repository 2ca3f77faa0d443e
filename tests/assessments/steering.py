"""Cycles, answers and days for tests of steering."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from layak.assessments.actions import cycles
from layak.assessments.models import Answer, Assessment, Cycle, Stage
from layak.core import catalogue
from layak.core.answers import Direct, to_data
from layak.people.models import User
from tests.world import World

OPENS = datetime(2097, 1, 4, 1, tzinfo=UTC)
CLOSES = datetime(2097, 2, 28, 16, 59, tzinfo=UTC)  # 23.59 WIB


def cycle_of(by: User, **said: Any) -> Cycle:
    """A cycle of 2097 with its self-assessment in January and February."""
    values = {
        "year": 2097,
        "title": "Evaluasi KLA 2097",
        "edition_key": "kla-2024",
        "years": (2095, 2096),
        "windows": {Stage.SELF: (OPENS, CLOSES)},
    }
    return cycles.create(**(values | said), by=by)


def claim(world: World, code: str, points: int, *, ready: bool = False, status: str = "draft") -> Answer:
    """A stored answer of directly entered points (1/1000)."""
    return Answer.objects.create(
        assessment=world.assessment,
        code=code,
        status=status,
        data=to_data(Direct(points)),
        points=points,
        ready=ready,
        changed_by=world.rina,
        changed_at=timezone.now(),
    )


def claim_everything(assessment: Assessment, by: User, *, ready: bool = True) -> None:
    """Every row at its maximum, entered directly."""
    Answer.objects.bulk_create(
        Answer(
            assessment=assessment,
            code=question.code,
            status="submitted",
            data=to_data(Direct(question.max)),
            points=question.max,
            ready=ready,
            changed_by=by,
            changed_at=timezone.now(),
        )
        for question in catalogue.get(assessment.edition_key).questions.values()
    )
