"""Which stages a cycle chose, as the procedure that `core.stages` knows."""

from functools import cache
from typing import Protocol

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
