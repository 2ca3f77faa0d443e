"""The five shapes of an answer and the dict the database keeps of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from layak.core import points
from layak.core.answers import figures
from layak.core.instrument import Text
from layak.core.points import Points

Years = tuple[int, int]
"""The two data years of a cycle, the earlier one first."""

Pair = tuple[Decimal | None, Decimal | None]
"""A figure for each of the two years; None where nothing was typed yet."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, as the sentence shown beside it.

    `field` is the key of the data: `step`, `points`, `numerator_2024`, `value_2025`,
    `rows.0.<column>` or `kind`.
    """

    field: str
    text: Text


class Unfit(ValueError):  # noqa: N818 - reads as what happened
    """The data cannot be this question's answer; `problems` says why, field by field."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{p.field}: {p.text.en}" for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Choice:
    """A step of the ladder, counted from 0 at the least points; None while nothing is chosen."""

    step: int | None = None

    @property
    def complete(self) -> bool:
        """Whether the answer can be counted."""
        return self.step is not None


@dataclass(frozen=True, slots=True)
class Percent:
    """Part and whole for each of two years; the percentage is computed, never typed."""

    years: Years
    numerators: Pair = (None, None)
    denominators: Pair = (None, None)

    @property
    def complete(self) -> bool:
        """Whether all four figures are there."""
        return None not in self.numerators and None not in self.denominators


@dataclass(frozen=True, slots=True)
class Count:
    """A number for each of two years."""

    years: Years
    values: Pair = (None, None)

    @property
    def complete(self) -> bool:
        """Whether both years are there."""
        return None not in self.values


@dataclass(frozen=True, slots=True)
class Matrix:
    """The rows of a table, each a mapping of column key to text; `whole` rows lack no required cell."""

    rows: tuple[Mapping[str, str], ...] = ()
    whole: int = 0

    @property
    def complete(self) -> bool:
        """Whether there are rows and none lacks a required cell."""
        return 0 < len(self.rows) == self.whole


@dataclass(frozen=True, slots=True)
class Direct:
    """Points (1/1000) as the national form computed them, entered instead of an answer."""

    points: Points | None = None

    @property
    def complete(self) -> bool:
        """Whether points were entered."""
        return self.points is not None


Given = Choice | Percent | Count | Matrix | Direct


def empty(given: Given) -> bool:
    """Whether nothing at all was given: neither a value nor a part of one."""
    return all(value in (None, "", []) for key, value in to_data(given).items() if key != "kind")


def percentages(given: Percent) -> Pair:
    """Each year's percentage, rounded half up to one decimal for display; None where it cannot be."""
    earlier, later = map(_percentage, given.numerators, given.denominators)
    return earlier, later


def _percentage(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    if part is None or not whole:
        return None
    return (part * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def to_data(given: Given) -> dict[str, Any]:
    """The answer as a dict of JSON values that `read` takes back unchanged.

    Figures are text in Indonesian notation, without thousands separators ("1234,5").
    """
    match given:
        case Choice(step):
            return {"kind": "choice", "step": step}
        case Direct(earned):
            return {"kind": "direct", "points": "" if earned is None else points.text(earned)}
        case Matrix(rows):
            return {"kind": "matrix", "rows": [dict(row) for row in rows]}
        case Count(years, values):
            return {"kind": "count", **dict(_by_year("value", years, values))}
        case Percent(years, numerators, denominators):
            parts = _by_year("numerator", years, numerators)
            return {"kind": "percent", **dict(parts), **dict(_by_year("denominator", years, denominators))}


def _by_year(name: str, years: Years, pair: Pair) -> Iterator[tuple[str, str]]:
    for year, value in zip(years, pair, strict=True):
        yield f"{name}_{year}", figures.text(value)
