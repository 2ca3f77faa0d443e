"""Numbers as Indonesian officials type them: thousands with full stops, decimals after a comma."""

import re
from decimal import Decimal

from layak.core.instrument import Text

GROUPED = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d+))?", re.ASCII)
PLAIN = re.compile(r"(\d+)(?:[.,](\d+))?", re.ASCII)
MOST_DIGITS = 12
MOST_DECIMALS = 2


class NotFigure(ValueError):  # noqa: N818 - reads as what happened
    """The text is not a number that can be counted; `text` is the sentence that says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def parse(raw: object) -> Decimal | None:
    """Read "1.234", "1234,5", "12.5" or a JSON number; None for a blank. Raises NotFigure.

    "1.234" is one thousand two hundred thirty-four; "1,234" is refused, since a reader of English
    would mean the same by it and the comma would silently make it small.
    """
    typed = _typed(raw)
    if not typed:
        return None
    if typed.startswith(("-", "−")):
        raise NotFigure(NEGATIVE)
    found = GROUPED.fullmatch(typed) or PLAIN.fullmatch(typed)
    if found is None:
        raise NotFigure(_not_a_number(typed))
    return _exact(found[1].replace(".", ""), (found[2] or "").rstrip("0"))


def text(value: Decimal | None) -> str:
    """Write a figure the way `parse` reads it: "1234,5", or nothing for None."""
    return "" if value is None else f"{value:f}".replace(".", ",")


def shown(value: Decimal, language: str = "id") -> str:
    """Write a figure for a person: "1.234,5" in Indonesian, "1,234.5" in English."""
    english = f"{value:,f}"
    return english if language.startswith("en") else english.translate(str.maketrans(",.", ".,"))


def _typed(raw: object) -> str:
    if raw is None:
        return ""
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return f"{Decimal(str(raw)):f}".replace(".", ",")
    return str(raw).replace("\u00a0", " ").strip()


def _exact(whole: str, decimals: str) -> Decimal:
    if len(decimals) > MOST_DECIMALS:
        raise NotFigure(TOO_FINE)
    if len(whole) > MOST_DIGITS:
        raise NotFigure(TOO_LARGE)
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def _not_a_number(typed: str) -> Text:
    quoted = typed if len(typed) <= 40 else f"{typed[:40]}…"
    return Text(
        f"“{quoted}” bukan angka. Tulis angkanya saja, misalnya 1.234 atau 12,5.",
        f"“{quoted}” is not a number. Write digits only, for example 1.234 (thousands) or 12,5 (decimals).",
    )


NEGATIVE = Text(
    "Angka ini kurang dari nol. Tulis 0 atau angka yang lebih besar.",
    "This number is below zero. Write 0 or a larger number.",
)
TOO_FINE = Text(
    "Angka ini punya lebih dari dua desimal. Pakai titik untuk ribuan (1.234) dan paling banyak dua "
    "angka di belakang koma (12,34).",
    "This number has more than two decimals. Use a full stop for thousands (1.234) and at most two digits "
    "after the comma (12,34).",
)
TOO_LARGE = Text(
    "Angka ini lebih dari 12 digit. Periksa lagi jumlah nolnya.",
    "This number has more than 12 digits. Check how many zeros it has.",
)
