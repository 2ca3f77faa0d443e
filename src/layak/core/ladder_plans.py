"""Ladders as an edition writes them: shares of a maximum, so that many rows can share one."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from layak.core.findings import Place
from layak.core.instrument import Basis, Confidence, Direction, Ladder, Step, Text
from layak.core.marked import Section
from layak.core.points import Points

SHARE = re.compile(r"\d{1,9}(\.\d{1,9})?|\d{1,9}/[1-9]\d{0,8}", re.ASCII)
LEFT_OVER = {Direction.HIGHER: Decimal("-Infinity"), Direction.LOWER: Decimal("Infinity")}
"""The threshold of a first step: it holds every value that no other step takes."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A share of the maximum, its wording, its threshold, and where it is written."""

    share: Fraction
    label: Text
    at: Decimal | None
    place: Place


@dataclass(frozen=True, slots=True)
class LadderPlan:
    """A named ladder before it meets a maximum."""

    name: str
    basis: Basis
    direction: Direction
    confidence: Confidence
    source: Text
    steps: tuple[PlannedStep, ...]
    place: Place

    def for_maximum(self, maximum: Points) -> Ladder:
        """The ladder of a row with this maximum (1/1000 point). Shares that do not divide are cut off."""
        left_over = None if self.basis is Basis.OPTION else LEFT_OVER[self.direction]
        steps = tuple(
            Step(int(s.share * maximum), s.label, left_over if n == 0 and s.at is None else s.at)
            for n, s in enumerate(self.steps)
        )
        return Ladder(self.basis, steps, self.confidence, self.source)

    def divides(self, maximum: Points) -> bool:
        """Whether every step gives whole thousandths of a point."""
        return all((s.share * maximum).denominator == 1 for s in self.steps)


def read_plans(file: Section, source: Callable[[Section], Text]) -> dict[str, LadderPlan]:
    """Every ladder of `ladders.yaml` by name; `source` reads and checks a section's source."""
    return {name: _plan(name, file.section(name).named(name), source) for name in file.items}


def _plan(name: str, part: Section, source: Callable[[Section], Text]) -> LadderPlan:
    part.only("basis", "direction", "source", "confidence", "steps")
    return LadderPlan(
        name=name,
        basis=part.choice("basis", Basis),
        direction=part.choice("direction", Direction),
        confidence=part.choice("confidence", Confidence),
        source=source(part),
        steps=tuple(_step(step) for step in part.sections("steps")),
        place=part.place,
    )


def _step(part: Section) -> PlannedStep:
    part.only("share", "at", "id", "en")
    raw = part.text("share", "0.25")
    if raw and not SHARE.fullmatch(raw):
        part.refuse("share", raw, Text("bagian dari nilai maksimal", "a share of the maximum"), "1/3")
    share = Fraction(raw) if SHARE.fullmatch(raw) else Fraction(0)
    return PlannedStep(share, part.words(), part.number("at"), part.place)
