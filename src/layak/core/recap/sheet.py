"""A file becomes grids of cells, each with the address that Excel would show."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, load_workbook

from layak.core.instrument import Text
from layak.core.recap.errors import formula_errors, show

LARGEST = 20_000_000
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
DELIMITERS = (";", "\t", ",")
UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Unreadable(ValueError):  # noqa: N818 - reads as what happened
    """The recap stops us. `at` is the cell ("C17") or "" for the whole file, `text` says what to do."""

    def __init__(self, at: str, text: Text) -> None:
        super().__init__(f"{at}: {text.en}" if at else text.en)
        self.at = at
        self.text = text


@dataclass(frozen=True)
class Sheet:
    """One grid of raw values: text, numbers, dates, or "" and None for blanks."""

    name: str
    rows: list[list[Any]]

    def value(self, row: int, column: int | None) -> Any:
        """The raw value, "" outside the grid; row and column count from 0."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else []
        value = cells[column] if column is not None and column < len(cells) else ""
        return "" if value is None else value


def address(row: int, column: int) -> str:
    """The name of a cell: row 16, column 2 (from 0) is C17."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def sheets(path: Path) -> Iterator[Sheet]:
    """Every way to see the file as a grid: each sheet of a workbook, each delimiter of a text file.

    Raises Unreadable for a file that is empty, too large or broken.
    """
    content = _content(path)
    if content.startswith(WORKBOOKS):
        yield from _workbook(content)
    else:
        yield from _text(_decoded(content))


def is_workbook(path: Path) -> bool:
    """Whether the file holds sheets rather than text."""
    with path.open("rb") as file:
        return file.read(4).startswith(WORKBOOKS)


def _content(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise Unreadable("", TOO_LARGE)
    content = path.read_bytes()
    if not content.strip():
        raise Unreadable("", NOTHING)
    return content


def _workbook(content: bytes) -> Iterator[Sheet]:
    try:
        book = load_workbook(io.BytesIO(content))
        broken = formula_errors(content)
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield Sheet(name, show(rows, broken.get(name, {})))
    except CalamineError as error:
        raise Unreadable("", BROKEN) from error


def _decoded(content: bytes) -> str:
    if content.startswith(UTF16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # what Excel on Windows writes; the five bytes it leaves undefined are no reason to stop
        return content.decode("cp1252", errors="replace")


def _text(text: str) -> Iterator[Sheet]:
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error as error:
            raise Unreadable("", BROKEN) from error
        yield Sheet("", rows)


NOTHING = Text(
    "Berkas ini kosong. Simpan ulang rekapnya, lalu coba lagi.",
    "This file is empty. Save the recap again and retry.",
)
TOO_LARGE = Text(
    "Berkas ini lebih dari 20 MB, terlalu besar untuk sebuah rekap. Simpan lembar rekapnya saja.",
    "This file is larger than 20 MB, too large for a recap. Save only the recap's sheet.",
)
BROKEN = Text(
    "Berkas ini tidak dapat dibuka sebagai CSV atau XLSX. Buka di Excel, simpan ulang, lalu coba lagi.",
    "This file cannot be opened as CSV or XLSX. Open it in Excel, save it again and retry.",
)
