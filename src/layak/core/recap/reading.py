"""The lines of a recap: every code with the points and the maximum printed beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layak.core.instrument import Edition, Text
from layak.core.points import Points
from layak.core.recap import headings
from layak.core.recap.cells import BLANKS, read_points
from layak.core.recap.codes import Code, Codes, Level
from layak.core.recap.headings import Headings, clean
from layak.core.recap.sheet import Sheet, Unreadable, address, is_workbook, sheets

LIKE_A_CODE = re.compile(r"[A-Za-z]{0,3}\s*\d{1,3}\s*[A-Za-z]?(\s*[.,]\s*\w{1,4})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the recap that speaks of the edition. Points in 1/1000; None where the cell is blank.

    `at` is the points cell and `max_at` the maximum's; `read_from` is what the code cell said where
    its meaning had to be worked out.
    """

    level: Level
    code: str
    points: Points | None
    max: Points | None
    at: str
    max_at: str
    read_from: str = ""


@dataclass(frozen=True, slots=True)
class Sheetful:
    """What was read: the entries in order, and what was passed over because it could not be placed."""

    entries: tuple[Entry, ...]
    unplaced: tuple[tuple[str, str], ...]  # cell and what it says
    other_sheets: tuple[str, ...]


def read(path: Path, edition: Edition) -> Sheetful:
    """Read a recap of this edition from a CSV or XLSX file.

    Raises Unreadable, naming the cell, for what cannot be read: no headings, a code that the edition
    does not have, a number that is none.
    """
    tables = [(sheet, found) for sheet in sheets(path) if (found := headings.find(sheet))]
    if not tables:
        raise Unreadable("", NO_HEADINGS)
    sheet, found = tables[0]
    table = _Table(sheet, found, Codes(edition, _column(sheet, found)))
    entries = tuple(table.entries())
    if not any(entry.level is Level.ROW for entry in entries):
        raise Unreadable(address(found.first_row, found.code), _no_rows(edition))
    others = tuple(other.name for other, _ in tables[1:]) if is_workbook(path) else ()
    return Sheetful(entries, tuple(table.unplaced), others)


def _column(sheet: Sheet, where: Headings) -> list[Any]:
    return [sheet.value(row, where.code) for row in range(where.first_row, len(sheet.rows))]


class _Table:
    """A sheet under its headings, read once from top to bottom."""

    def __init__(self, sheet: Sheet, where: Headings, codes: Codes) -> None:
        self.sheet, self.where, self.codes = sheet, where, codes
        self.unplaced: list[tuple[str, str]] = []

    def entries(self) -> Iterator[Entry]:
        previous = None
        for row in range(self.where.first_row, len(self.sheet.rows)):
            if row == self.where.first_row and self._numbers_columns(row):
                continue
            code = self._code(row, previous)
            if code is None:
                self._pass_over(row)
                continue
            previous = code.code if code.level is Level.ROW else previous
            yield self._entry(row, code)

    def _code(self, row: int, previous: str | None) -> Code | None:
        value = self.sheet.value(row, self.where.code)
        if clean(value):
            return self.codes.find(value, address(row, self.where.code), previous)
        texts = (clean(cell) for cell in self.sheet.rows[row] if isinstance(cell, str))
        found = (self.codes.labelled(text) for text in texts if any(map(str.isalpha, text)))
        return next((code for code in found if code), None)

    def _entry(self, row: int, code: Code) -> Entry:
        most = self._most(code)
        at, max_at = address(row, self.where.points), address(row, self.where.max or 0)
        maximum = None if self.where.max is None else self.sheet.value(row, self.where.max)
        return Entry(
            code.level,
            code.code,
            read_points(self.sheet.value(row, self.where.points), at, most),
            read_points(maximum, max_at, most),
            at,
            max_at,
            code.written,
        )

    def _most(self, code: Code) -> Points:
        edition = self.codes.edition
        match code.level:
            case Level.ROW:
                return edition.questions[code.code].max
            case Level.INDICATOR:
                return edition.indicators[code.code].max
            case Level.BLOCK:
                return next(block.max for block in edition.blocks if block.code == code.code)
        return edition.max

    def _pass_over(self, row: int) -> None:
        """Headings and remarks are passed over; a code or a figure that cannot be placed is not."""
        code, figure = clean(self.sheet.value(row, self.where.code)), self.sheet.value(row, self.where.points)
        if clean(figure) in BLANKS or not (_is_figure(figure) or LIKE_A_CODE.fullmatch(code)):
            return
        if LIKE_A_CODE.fullmatch(code):
            near = self.codes.nearest(code)
            raise Unreadable(address(row, self.where.code), _unknown(code, self.codes.edition, near))
        if not any(
            isinstance(cell, str) and clean(cell) not in ("", clean(figure)) for cell in self.sheet.rows[row]
        ):
            raise Unreadable(address(row, self.where.code), _no_code(address(row, self.where.points), figure))
        self.unplaced.append((address(row, self.where.points), clean(figure)))

    def _numbers_columns(self, row: int) -> bool:
        """Whether this line only numbers the columns: (1) (2) (3)."""
        cells = [clean(cell).strip("()").removesuffix(".0") for cell in self.sheet.rows[row] if clean(cell)]
        return len(cells) > 2 and cells == [str(n) for n in range(1, len(cells) + 1)]


def _is_figure(value: Any) -> bool:
    try:
        return read_points(value, "", 0) is not None
    except Unreadable:
        return False


NO_HEADINGS = Text(
    "Tidak ada baris judul dengan kolom kode dan kolom nilai. Beri judul kolomnya, misalnya “kode” dan "
    "“nilai mandiri”; kolom “maksimal” boleh ada.",
    "There is no row of headings with a code and a points column. Head the columns, for example “code” and "
    "“points”; a “max” column may be there.",
)


def _no_rows(edition: Edition) -> Text:
    first = next(iter(edition.questions))
    return Text(
        f"Di bawah judul ini tidak ada kode pertanyaan edisi {edition.key}, misalnya {first}. Pilih edisi "
        "yang sesuai, atau lengkapi kolom kode.",
        f"Below these headings there is no question code of edition {edition.key}, for example {first}. "
        "Choose the right edition, or fill the code column.",
    )


def _unknown(code: str, edition: Edition, near: list[str]) -> Text:
    return Text(
        f"Kode “{code}” tidak ada di edisi {edition.key}."
        + (f" Yang mirip: {', '.join(near)}." if near else "")
        + " Betulkan kodenya, atau hapus barisnya.",
        f"Edition {edition.key} has no code “{code}”."
        + (f" Similar ones: {', '.join(near)}." if near else "")
        + " Correct the code, or remove the row.",
    )


def _no_code(at: str, figure: Any) -> Text:
    return Text(
        f"Kode kosong, padahal {at} berisi {clean(figure)}. Isi kodenya, atau kosongkan nilainya.",
        f"The code is blank, but {at} holds {clean(figure)}. Write the code, or clear the points.",
    )
