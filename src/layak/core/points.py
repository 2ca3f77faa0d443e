"""Exact points: every score in Layak is an integer of 1/1000 point, never a float."""

from decimal import Decimal, InvalidOperation

Points = int
"""Points in 1/1000: 12 points are 12_000, 0.66 points are 660."""

ONE = 1000


class NotPoints(ValueError):
    """The text is not a number of points with at most three decimals."""


def parse(text: str | int | Decimal) -> Points:
    """Read "12", "0.66" or "0,66" as points in 1/1000.

    Accepts one decimal separator, comma or full stop, and at most three decimals;
    "1.000,5" (thousands with full stops, decimals after a comma) is read too.
    Raises NotPoints for anything else, negative numbers included.
    """
    raw = str(text).strip()
    if "," in raw:
        raw = raw.replace(".", "").replace(",", ".") if raw.count(",") == 1 else raw
    if not raw or raw[0] in "+-" or not raw.replace(".", "", 1).isdecimal() or not raw.isascii():
        raise NotPoints(str(text))
    try:
        milli = Decimal(raw) * ONE
    except InvalidOperation as error:
        raise NotPoints(str(text)) from error
    if milli != milli.to_integral_value():
        raise NotPoints(str(text))
    return int(milli)


def text(points: Points) -> str:
    """Write points in 1/1000 as "768.81": up to three decimals, no trailing zeros, full stop."""
    sign = "-" if points < 0 else ""
    whole, rest = divmod(abs(points), ONE)
    return f"{sign}{whole}" + (f".{rest:03d}".rstrip("0") if rest else "")
