"""The rows of a matrix answer: blank rows fall away, every cell is checked against its column."""

import re
from collections.abc import Mapping
from typing import Any

from layak.core.answers import figures, words
from layak.core.answers.given import Matrix, Problem
from layak.core.instrument import Column, Question, Text

MOST_ROWS = 1000
MOST_CHARACTERS = 1000
YEAR = re.compile(r"(19|20|21)\d\d", re.ASCII)


def read_matrix(question: Question, raw: Any, problems: list[Problem]) -> Matrix:
    """Read the rows of a table: a list of dicts of column key to text. Problems are added, not raised."""
    if raw is None or raw == "":
        return Matrix()
    if not isinstance(raw, list | tuple) or not all(isinstance(row, Mapping) for row in raw):
        problems.append(Problem("rows", words.NOT_A_TABLE))
        return Matrix()
    if len(raw) > MOST_ROWS:
        problems.append(Problem("rows", words.too_many_rows(MOST_ROWS)))
        return Matrix()
    rows = tuple(filter(None, (_row(question, at, row, problems) for at, row in enumerate(raw))))
    return Matrix(rows, sum(not lacks(question, row) for row in rows))


def lacks(question: Question, row: Mapping[str, str]) -> list[Column]:
    """The required columns that a row leaves empty."""
    return [column for column in question.columns if column.required and column.key not in row]


def _row(question: Question, at: int, raw: Mapping[str, Any], problems: list[Problem]) -> dict[str, str]:
    known = {column.key: column for column in question.columns}
    cells = {key: " ".join(str(value).split()) for key, value in raw.items() if value is not None}
    cells = {key: cell for key, cell in cells.items() if cell}
    for key, cell in cells.items():
        why = (
            _wrong(at + 1, known[key], cell) if key in known else words.unknown_column(key, question.columns)
        )
        if why:
            problems.append(Problem(f"rows.{at}.{key}", why))
    return {key: cells[key] for key in known if key in cells}


def _wrong(row: int, column: Column, cell: str) -> Text | None:
    if len(cell) > MOST_CHARACTERS:
        return words.too_long_cell(row, column, MOST_CHARACTERS)
    if column.kind == "year" and not YEAR.fullmatch(cell):
        return words.not_a_year(row, column)
    if column.kind == "option" and not any(cell in (option.id, option.en) for option in column.options):
        return words.not_an_option(row, column)
    return _wrong_number(row, column, cell) if column.kind == "number" else None


def _wrong_number(row: int, column: Column, cell: str) -> Text | None:
    try:
        figures.parse(cell)
    except figures.NotFigure as error:
        return words.not_a_number(row, column, error.text)
    return None
