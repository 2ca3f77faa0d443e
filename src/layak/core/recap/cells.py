"""A points cell becomes points, or stops the reading with its address."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from layak.core import points
from layak.core.instrument import Text
from layak.core.points import Points
from layak.core.recap.errors import NOT_COUNTED, UNCOUNTED
from layak.core.recap.headings import clean
from layak.core.recap.sheet import Unreadable

BLANKS = frozenset({"", "-", "–", "—"})
GROUPED = re.compile(r"([1-9]\d{0,2})([.,])(\d{3})(?:(?!\2)[.,](\d{1,3}))?", re.ASCII)
FLOAT_DIGITS = 9


def read_points(value: Any, at: str, most: Points) -> Points | None:
    """Points in 1/1000, None for a blank or a dash. `most` is the most that this line can have.

    "1.000" is a thousand only where a thousand is possible (a total); elsewhere it is one point.
    Raises Unreadable naming the cell.
    """
    written = _written(value)
    if written in BLANKS:
        return None
    if written == UNCOUNTED:
        raise Unreadable(at, NOT_COUNTED)
    grouped = GROUPED.fullmatch(written)
    if grouped and (large := points.parse(f"{grouped[1]}{grouped[3]}.{grouped[4] or 0}")) <= most:
        return large
    try:
        return points.parse(written)
    except points.NotPoints as error:
        raise Unreadable(at, _not_points(written, most)) from error


def _written(value: Any) -> str:
    """The cell as text; a spreadsheet's binary fractions are brought back to what was typed."""
    if isinstance(value, float) and value == value and abs(value) < 1e9:
        return f"{Decimal(repr(round(value, FLOAT_DIGITS))):f}"
    return value.isoformat() if isinstance(value, date) else clean(value).replace("\u00a0", "")


def _not_points(written: str, most: Points) -> Text:
    return Text(
        f"Sel ini berisi “{written[:40]}”. Yang diharapkan: nilai dari 0 sampai {points.shown(most)}, paling "
        "banyak tiga desimal, misalnya 2,25. Kosongkan bila belum dijawab.",
        f"This cell holds “{written[:40]}”. Expected: points from 0 to {points.shown(most, 'en')} with at "
        "most three decimals, for example 2.25. Leave it blank if there is no answer yet.",
    )
