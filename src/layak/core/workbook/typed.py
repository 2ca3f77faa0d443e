"""A cell of the filled workbook becomes the text a person would have typed, or stops with a sentence."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from layak.core.instrument import Text
from layak.core.recap.errors import NOT_COUNTED, UNCOUNTED
from layak.core.recap.headings import clean

FLOAT_DIGITS = 9
LARGEST = 1e12
FAILED = frozenset({"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NUM!", "#VALUE!", "#NULL!", "#SPILL!", "#CALC!"})


class NotTyped(ValueError):  # noqa: N818 - reads as what happened
    """The cell holds what nobody typed; `text` is the sentence."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def typed(value: Any) -> str:
    """A cell as text: numbers with a decimal comma and without the noise of binary fractions.

    Raises NotTyped for a date (Excel makes them of figures), for true and false, and for failed formulas.
    """
    if isinstance(value, date | time | timedelta):
        raise NotTyped(A_DATE)
    if isinstance(value, bool):
        raise NotTyped(A_TRUTH)
    if isinstance(value, int | float):
        return _number(value)
    text = clean(value)
    if text == UNCOUNTED:
        raise NotTyped(NOT_COUNTED)
    if text in FAILED:
        raise NotTyped(_failed(text))
    return text


def _number(value: int | float) -> str:
    if value != value or abs(value) >= LARGEST:
        return str(value)
    exact = Decimal(repr(round(value, FLOAT_DIGITS))).normalize() + 0  # no minus before a nought
    return f"{exact:f}".replace(".", ",")


A_DATE = Text(
    "Excel mengubah isi sel ini menjadi tanggal. Ubah format selnya menjadi Umum atau Teks, lalu tulis lagi.",
    "Excel has turned this cell into a date. Format the cell as General or Text and write it again.",
)
A_TRUTH = Text(
    "Sel ini berisi TRUE atau FALSE. Tulis angka atau kata-katanya.",
    "This cell holds TRUE or FALSE. Write the number or the words.",
)


def _failed(text: str) -> Text:
    return Text(
        f"Rumus di sel ini gagal ({text}). Betulkan rumusnya, atau tulis hasilnya.",
        f"The formula in this cell failed ({text}). Correct it, or write its result.",
    )
