"""The sheet of one matrix question: its table as stored, with room for more rows."""

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from layak.core.answers.table import MOST_ROWS
from layak.core.instrument import Column
from layak.core.workbook.contents import Line
from layak.core.workbook.layout import HEADING_ROW, heading
from layak.core.workbook.looks import Looks
from layak.core.workbook.rules import Area, choose_one, limit_area

SPARE_ROWS = 60
WIDTHS = {"year": 8, "number": 12, "option": 22, "text": 34}


def write_table(
    sheet: Worksheet, line: Line, looks: Looks, lists: dict[str, list[str]], language: str
) -> None:
    """Fill a sheet with the table of a line; all cells are text, so that they come back as typed."""
    question = line.question
    rows = line.data.get("rows") or []
    size = min(len(rows) + SPARE_ROWS, MOST_ROWS)
    title = f"{question.code}  {question.title.in_language(language)}"
    sheet.write_string(0, 0, title, looks.title)
    for at, column in enumerate(question.columns):
        area = (HEADING_ROW + 1, at, HEADING_ROW + size, at)
        sheet.set_column(at, at, WIDTHS[column.kind])
        sheet.write_string(HEADING_ROW, at, heading(column, language), looks.heading)
        _cells(sheet, area, [row.get(column.key, "") for row in rows], _look(column, line, looks))
        if column.options:
            choose_one(sheet, area, lists, f"{line.question.code}/{column.key}", language, firm=False)
        elif rule := RULES.get(column.kind):
            limit_area(sheet, area, rule, language)
    sheet.ignore_errors({"number_stored_as_text": f"A1:Z{HEADING_ROW + 1 + size}"})
    sheet.freeze_panes(HEADING_ROW + 1, 0)
    sheet.repeat_rows(HEADING_ROW)


def _look(column: Column, line: Line, looks: Looks) -> Format:
    return looks.cell("note" if column.kind in ("text", "option") else "number", typed=line.open)


def _cells(sheet: Worksheet, area: Area, cells: list[str], look: Format) -> None:
    first, column, last, _same = area
    for row in range(first, last + 1):
        value = cells[row - first] if row - first < len(cells) else ""
        if value:
            sheet.write_string(row, column, value, look)
        else:
            sheet.write_blank(row, column, None, look)


RULES: dict[str, dict[str, Any]] = {
    "year": {"validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2199},
    "number": {"validate": "decimal", "criteria": ">=", "value": 0},
}
