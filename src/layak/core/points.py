"""Exact points: every score in Layak is an integer of 1/1000 point, never a float."""

import re
from decimal import Decimal

Points = int
"""Points in 1/1000: 12 points are 12_000, 0.66 points are 660."""

ONE = 1000
PLAIN = re.compile(r"(\d{1,9})(?:[.,](\d{1,9}))?", re.ASCII)
GROUPED = re.compile(r"(\d{1,3}(?:\.\d{3}){1,2}),(\d{1,9})", re.ASCII)


class NotPoints(ValueError):  # noqa: N818 - reads as what happened
    """The text is not a number of points with at most three decimals."""


def parse(text: str | int | Decimal) -> Points:
    """Read "12", "0.66" or "0,66" as points in 1/1000.

    Accepts one decimal separator, comma or full stop, and at most three decimals;
    "1.000,5" (thousands with full stops, decimals after a comma) is read too. A single
    full stop is always the decimal one: "1.000" is one point.
    Raises NotPoints for anything else, negative numbers included.
    """
    raw = f"{text:f}" if isinstance(text, Decimal) else str(text).strip()
    found = PLAIN.fullmatch(raw) or GROUPED.fullmatch(raw)
    decimals = (found[2] or "").rstrip("0") if found else ""
    if found is None or len(decimals) > 3:
        raise NotPoints(str(text))
    return int(found[1].replace(".", "")) * ONE + int(decimals.ljust(3, "0"))


def text(points: Points) -> str:
    """Write points in 1/1000 as "768.81": up to three decimals, no trailing zeros, full stop."""
    sign = "-" if points < 0 else ""
    whole, rest = divmod(abs(points), ONE)
    return f"{sign}{whole}" + (f".{rest:03d}".rstrip("0") if rest else "")


def shown(points: Points, language: str = "id") -> str:
    """Write points in 1/1000 for a person: "1.000" and "768,81" in Indonesian, English the other way."""
    whole, _, rest = text(points).partition(".")
    english = f"{int(whole):,}" + (f".{rest}" if rest else "")
    if whole == "-0":
        english = f"-{english}"
    return english if language.startswith("en") else english.translate(str.maketrans(",.", ".,"))
