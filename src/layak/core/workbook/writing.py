"""Writing the workbook: yellow cells to fill in with drop-downs, everything else locked, ready to print."""

import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from layak.core import points
from layak.core.instrument import AnswerType, Text
from layak.core.ledger import rests_on_guess
from layak.core.workbook import guide, layout
from layak.core.workbook.contents import Book, Line, digest, tidy
from layak.core.workbook.looks import Looks
from layak.core.workbook.rules import choose_one, limit_cell
from layak.core.workbook.tables import write_table

UNLOCKED = {"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True}
"""What a person may still do on a protected sheet, besides filling in; there is no password."""


def write(book: Book) -> bytes:
    """The workbook as the bytes of an XLSX file."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as file:
        file.set_properties({"title": f"{book.owner} {book.year}", "comments": layout.FORMAT})
        _Writing(file, book).all()
    return buffer.getvalue()


class _Writing:
    """One workbook while it is written."""

    def __init__(self, file: Workbook, book: Book) -> None:
        self.file, self.book, self.looks = file, book, Looks(file)
        self.places = layout.places(book.years)
        self.lists = _lists(book)

    def all(self) -> None:
        fill = self._sheet(self._say(layout.FILL))
        self._lines(fill, self.book.lines, _title(self.book), guide.YELLOW, own=True)
        for line in self.book.lines:
            if line.question.answer is AnswerType.MATRIX:
                sheet = self._sheet(self._say(layout.table_sheet(line.question.code)))
                write_table(sheet, line, self.looks, self.lists, self.book.language)
        if self.book.helped:
            helped = self._sheet(self._say(layout.HELPED))
            self._lines(helped, self.book.helped, _title(self.book), HELPED, own=False)
        self._guide(self._sheet(self._say(layout.GUIDE)))
        self._options(self._sheet(layout.LISTS))
        self._memory(self._sheet(layout.MEMORY))
        fill.activate()

    def _sheet(self, name: str) -> Worksheet:
        sheet = self.file.add_worksheet(name)
        sheet.protect("", UNLOCKED)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RLayak &P/&N")
        return sheet

    def _say(self, text: Text) -> str:
        return text.in_language(self.book.language)

    def _lines(self, sheet: Worksheet, lines: Sequence[Line], title: str, hint: Text, *, own: bool) -> None:
        sheet.write_string(0, 0, title, self.looks.title)
        sheet.write_string(1, 0, self._say(hint), self.looks.hint)
        for column, place in enumerate(self.places):
            sheet.write_string(layout.HEADING_ROW, column, self._say(place.title), self.looks.heading)
            sheet.set_column(column, column, place.width)
        sheet.freeze_panes(layout.HEADING_ROW + 1, 1)
        sheet.repeat_rows(layout.HEADING_ROW)
        for row, line in enumerate(lines, layout.HEADING_ROW + 1):
            self._line(sheet, row, line, own)

    def _line(self, sheet: Worksheet, row: int, line: Line, own: bool) -> None:
        typed = _typed(line, self.book)
        used = {*layout.fields(line.question, self.book.years).values(), "points", "note"}
        said = self._said(line, own)
        for column, place in enumerate(self.places):
            if not place.typed:
                sheet.write_string(row, column, said[place.key], self.looks.text)
                continue
            usable = place.key in used
            look = self.looks.cell(place.key, typed=own and usable and line.open, used=usable)
            _put(sheet, row, column, typed.get(place.key), look)
            if own and usable and line.open:
                self._limit(sheet, (row, column), line, place.key)

    def _limit(self, sheet: Worksheet, at: tuple[int, int], line: Line, key: str) -> None:
        if key == "step":
            choose_one(sheet, (*at, *at), self.lists, line.question.code, self.book.language)
        else:
            limit_cell(sheet, at, line.question, key, self.book.language)

    def _said(self, line: Line, own: bool) -> dict[str, str]:
        """What the locked cells of a line say."""
        question, language = line.question, self.book.language
        kind = self._say(layout.KINDS[question.answer])
        if question.answer is AnswerType.MATRIX and own:
            kind = f"{kind}: {self._say(ON_SHEET)} {self._say(layout.table_sheet(question.code))}"
        block = self.book.edition.block_of[self.book.edition.indicator_of[question.code].code]
        return {
            "code": question.code,
            "block": f"{block.code} {self._say(block.short)}",
            "question": self._say(question.title),
            "kind": kind,
            "claimed": _claimed(line, language),
            "max": points.shown(question.max, language),
            "status": self._say(line.status) + (f" ({line.lead})" if line.lead and not own else ""),
            "guide": guide.of_line(line, language),
            "proof": "\n".join(line.proofs),
        }

    def _guide(self, sheet: Worksheet) -> None:
        """Both languages side by side, whatever the workbook's own."""
        sheet.set_column(0, 1, 60)
        sheet.write_string(0, 0, _title(self.book), self.looks.title)
        if self.book.closes:
            sheet.write_string(1, 0, f"{self._say(UNTIL)} {self.book.closes}", self.looks.hint)
        for column, heading in enumerate(("Bahasa Indonesia", "English")):
            sheet.write_string(layout.HEADING_ROW, column, heading, self.looks.heading)
        for row, text in enumerate(guide.sentences(self.book.language), layout.HEADING_ROW + 1):
            sheet.write_string(row, 0, text.id, self.looks.text)
            sheet.write_string(row, 1, text.en, self.looks.text)

    def _options(self, sheet: Worksheet) -> None:
        """The drop-downs' lists, one a row in the order of `lists`."""
        sheet.very_hidden()
        for row, options in enumerate(self.lists.values()):
            for column, option in enumerate(options):
                sheet.write_string(row, column, option)

    def _memory(self, sheet: Worksheet) -> None:
        """Where the workbook comes from, and each row as it was then."""
        sheet.very_hidden()
        book = self.book
        rows = [
            ("format", layout.FORMAT),
            ("assessment", str(book.assessment)),
            ("district", book.district),
            ("owner", book.owner),
            ("year", str(book.year)),
            ("edition", book.edition.key),
            ("fingerprint", book.edition.fingerprint),
            ("language", book.language),
            *(("row", x.question.code, str(x.version), digest(x.data, x.note)) for x in book.lines),
        ]
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(at, column, text)


def _lists(book: Book) -> dict[str, list[str]]:
    """What the drop-downs offer: by code for a choice, by code and column for a table."""
    lists: dict[str, list[str]] = {}
    for question in (line.question for line in book.lines):
        if question.answer is AnswerType.CHOICE:
            lists[question.code] = layout.options(question, book.language)
        for column in question.columns:
            if column.options:
                offered = [option.in_language(book.language) for option in column.options]
                lists[f"{question.code}/{column.key}"] = offered
    return lists


def _title(book: Book) -> str:
    names = dict.fromkeys((book.owner, book.district))
    return f"{', '.join(names)}: {book.edition.title.in_language(book.language)} ({book.year})"


def _claimed(line: Line, language: str) -> str:
    if line.claimed is None:
        return ""
    guessed = rests_on_guess(line.question, line.data.get("kind"), line.claimed)
    mark = f" ({layout.ESTIMATE.in_language(language)})" if guessed else ""
    return points.shown(line.claimed, language) + mark


def _typed(line: Line, book: Book) -> dict[str, Any]:
    """What stands in the cells to fill in: numbers as numbers, a rung as its option, the note as text."""
    filled: dict[str, Any] = {"note": tidy(line.note)}
    if line.data.get("kind") == "direct":
        return filled | {"points": _number(line.data.get("points"))}
    for field, key in layout.fields(line.question, book.years).items():
        value = line.data.get(field)
        if field == "step":
            shown = layout.options(line.question, book.language)
            filled[key] = shown[value] if isinstance(value, int) else ""
        else:
            filled[key] = _number(value)
    return filled


def _number(value: Any) -> float | None:
    figure = str(value or "").replace(",", ".")
    return float(figure) if figure else None


def _put(sheet: Worksheet, row: int, column: int, value: Any, look: Format) -> None:
    if isinstance(value, float):
        sheet.write_number(row, column, value, look)
    elif value:
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_blank(row, column, None, look)


ON_SHEET = Text("isi di lembar", "fill in sheet")
UNTIL = Text("Dapat diisi sampai", "Open until")
HELPED = Text(
    "Baris yang dibantu. Jawabannya diisi penanggung jawab; Anda menambah bukti dan komentar di Layak.",
    "Rows you help with. The accountable agency answers them; you add proof and comments in Layak.",
)
