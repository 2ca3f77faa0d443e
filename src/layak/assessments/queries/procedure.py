"""Which stages a cycle chose, as the procedure that `core.stages` knows."""

from functools import cache
from typing import Protocol

from django.db.models import QuerySet

from layak.assessments.models import Cycle, Window
from layak.core.stages import Procedure, Stage


class Chosen(Protocol):
    """Whatever says which stages apply; a cycle does."""

    stages: str


def procedure(cycle: Chosen) -> Procedure:
    """The cycle's procedure: its stages, or all of them where it chose none."""
    return _read(cycle.stages)


@cache
def _read(stages: str) -> Procedure:
    return Procedure.of([Stage(name) for name in stages.split(",")]) if stages else Procedure.of()


def provincial(cycle: Cycle) -> QuerySet[Window]:
    """The windows that provinces have of their own, by province and stage."""
    own = Window.objects.filter(cycle=cycle).exclude(province=None)
    return own.select_related("province").order_by("province__name", "opens_at")


def own(cycle: Cycle, stage: str, province: str) -> Window | None:
    """A province's own window of a stage; None where the nation's counts."""
    return provincial(cycle).filter(stage=stage, province=province).first()
