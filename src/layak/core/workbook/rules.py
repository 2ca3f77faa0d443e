"""What each cell takes: drop-downs, number limits and the hint that shows when the cell is chosen."""

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from layak.core import points
from layak.core.instrument import Question, Text
from layak.core.workbook import guide
from layak.core.workbook.contents import NOTE_LENGTH
from layak.core.workbook.layout import LISTS

MOST = 999_999_999_999
HINT_LENGTH = 255


Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


def choose_one(
    sheet: Worksheet, area: Area, lists: dict[str, list[str]], key: str, language: str, *, firm: bool = True
) -> None:
    """A drop-down of one of the lists on the sheet of lists; unless `firm`, other text may be kept."""
    row = list(lists).index(key)
    first = xl_rowcol_to_cell(row, 0, True, True)
    last = xl_rowcol_to_cell(row, len(lists[key]) - 1, True, True)
    rule = {"validate": "list", "source": f"='{LISTS}'!{first}:{last}"}
    kind = "stop" if firm else "warning"
    sheet.data_validation(*area, rule | _error(CHOOSE if firm else TABLE, language) | {"error_type": kind})


def limit_cell(sheet: Worksheet, at: tuple[int, int], question: Question, key: str, language: str) -> None:
    """The limits of one cell of the sheet to fill in, by the key of its column."""
    if key == "note":
        rule: dict[str, Any] = {"validate": "length", "criteria": "<=", "value": NOTE_LENGTH}
        sheet.data_validation(*at, *at, rule | _error(NOTE, language))
        return
    most = question.max / points.ONE if key == "points" else MOST
    rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most}
    error = _error(_points(question) if key == "points" else NUMBER, language)
    sheet.data_validation(*at, *at, rule | error | _hint(guide.label(question, key, language)))


def limit_area(sheet: Worksheet, area: Area, rule: dict[str, Any], language: str) -> None:
    """The same limit for a column of a table; what does not fit may still be kept after a warning."""
    sheet.data_validation(*area, rule | _error(TABLE, language) | {"error_type": "warning"})


def _hint(text: str) -> dict[str, str]:
    return {"input_message": text[:HINT_LENGTH]} if text else {}


def _error(text: Text, language: str) -> dict[str, str]:
    return {"error_title": "Layak", "error_message": text.in_language(language)[:HINT_LENGTH]}


def _points(question: Question) -> Text:
    most = question.max
    return Text(
        f"Tulis angka dari 0 sampai {points.shown(most)}, paling banyak tiga desimal.",
        f"Write a number from 0 to {points.shown(most, 'en')}, with at most three decimals.",
    )


CHOOSE = Text("Pilih salah satu dari daftar.", "Choose one from the list.")
NUMBER = Text("Tulis angka mulai dari 0.", "Write a number from 0 upward.")
NOTE = Text("Catatan paling banyak 4.000 huruf.", "A note has at most 4,000 characters.")
TABLE = Text("Isi ini tidak sesuai dengan kolomnya. Tetap pakai?", "This does not fit the column. Keep it?")
