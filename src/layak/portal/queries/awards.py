"""How many districts won which predikat each year, as announced: our copy of public figures with sources."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "data" / "awards.csv"
LADDER = ("pratama", "madya", "nindya", "utama", "kla")
"""Predikat, lowest first."""


@dataclass(frozen=True, slots=True)
class Year:
    """One year; None where nobody has published the figure. `provinces`: all of their districts awarded.

    `confidence`: A, B or C as in the source file, C weakest, with what it speaks of.
    """

    year: int
    counts: dict[str, int | None]
    total: int | None
    provinces: int | None
    confidence: str
    source: str

    @property
    def held(self) -> bool:
        """Whether there was an award at all."""
        return self.total is not None

    @property
    def split(self) -> bool:
        """Whether the total is known by predikat."""
        return all(count is not None for count in self.counts.values())

    @property
    def doubtful(self) -> bool:
        """Whether the split by predikat is weakly sourced."""
        return "C split" in self.confidence


@cache
def years() -> tuple[Year, ...]:
    """Every year from the first with a known total, oldest first."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(_year(row) for row in csv.DictReader(stream))


def _year(row: dict[str, str]) -> Year:
    counts = {key: _number(row[key]) for key in LADDER}
    figures = _number(row["total"]), _number(row["provila"])
    return Year(int(row["year"]), counts, *figures, row["confidence"], row["source"])


def _number(text: str) -> int | None:
    return int(text) if text else None
