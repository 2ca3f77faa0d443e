"""Which step of a ladder an answer earns: thresholds are compared, percentages never rounded to them."""

from decimal import Decimal

from layak.core.answers import Choice, Count, Given, Matrix, Percent
from layak.core.instrument import Basis, Direction, Question

HUNDRED = Decimal(100)


def step_of(question: Question, given: Given) -> int | None:
    """The step (from 0, least points) that a complete answer earns; None when it reaches none.

    A ladder is climbed from its best step down: the first whose threshold the measure reaches wins,
    upward for direction higher, downward for direction lower.
    """
    if isinstance(given, Choice):
        return given.step
    value = measure(question, given)
    if value is None:
        return None
    lower = question.direction is Direction.LOWER
    steps = question.ladder.steps
    for index in range(len(steps) - 1, -1, -1):
        at = steps[index].at
        if at is not None and (value <= at if lower else value >= at):
            return index
    return None


def measure(question: Question, given: Given) -> Decimal | None:
    """What the ladder's thresholds are compared with; percentages as 0 to 100, changes in points of them."""
    if isinstance(given, Matrix):
        return Decimal(given.whole)
    if not isinstance(given, Percent | Count) or not given.complete:
        return None
    earlier, later = _yearly(given)
    if question.ladder.basis is not Basis.CHANGE:
        return later
    # thirds and sevenths end after 28 digits: 38⅓ less 33⅓ must reach a step at 5
    return round(later - earlier, 12)


def _yearly(given: Percent | Count) -> tuple[Decimal, Decimal]:
    if isinstance(given, Count):
        earlier, later = given.values
    else:
        earlier, later = map(_percentage, given.numerators, given.denominators)
    return earlier or Decimal(0), later or Decimal(0)


def _percentage(part: Decimal | None, whole: Decimal | None) -> Decimal:
    return part * HUNDRED / whole if part and whole else Decimal(0)
