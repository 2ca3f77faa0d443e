"""Reading the sheet of a matrix question: its rows by heading, remembering the cell of each."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from layak.core.instrument import Column, Question, Text
from layak.core.recap.headings import clean, label
from layak.core.recap.sheet import Sheet, address
from layak.core.workbook import words
from layak.core.workbook.typed import NotTyped, typed

SEARCHED = 20


@dataclass(slots=True)
class Table:
    """The rows of a table as `core.answers.read` takes them; `errors` pair a cell with its sentence."""

    sheet: str
    columns: dict[str, int]
    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    errors: list[tuple[str, Text]] = field(default_factory=list)
    head: int = 0

    def at(self, problem: str) -> str:
        """The cell of a problem's field: "rows.2.year" is the year cell of the third filled row."""
        _rows, _, place = problem.partition(".")
        number, _, key = place.partition(".")
        row = self.lines[int(number)] if number.isdecimal() else self.head
        return address(row, self.columns.get(key, 0))


def read_table(sheet: Sheet, question: Question) -> Table:
    """Every row with anything in it. Missing headings and cells that nobody typed are errors by cell."""
    table = _headed(sheet, question)
    if table.errors:
        return table
    for line in range(table.head + 1, len(sheet.rows)):
        cells = {c.key: _cell(table, sheet, line, c) for c in question.columns}
        if any(cells.values()):
            table.rows.append({key: text for key, text in cells.items() if text})
            table.lines.append(line)
    return table


def _headed(sheet: Sheet, question: Question) -> Table:
    best: dict[str, int] = {}
    for row, cells in enumerate(sheet.rows[:SEARCHED]):
        named = {label(cell): at for at, cell in reversed(list(enumerate(cells)))}
        best = {c.key: named[n] for c in question.columns for n in _names(c) if n in named}
        if len(best) == len(question.columns):
            return Table(sheet.name, best, head=row)
    error = ("A1", words.lacking_columns([column.title for column in question.columns]))
    return Table(sheet.name, best, errors=[error])


def _names(column: Column) -> tuple[str, str]:
    return label(column.title.id), label(column.title.en)


def _cell(table: Table, sheet: Sheet, line: int, column: Column) -> str:
    at = table.columns[column.key]
    value: Any = sheet.value(line, at)
    if column.kind == "text" and isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if column.kind in ("text", "option") and isinstance(value, bool):
        return clean(value)
    try:
        return typed(value)
    except NotTyped as error:
        table.errors.append((address(line, at), error.text))
        return ""
