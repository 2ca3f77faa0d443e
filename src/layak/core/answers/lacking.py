"""What a draft still lacks before it can be sent: a sentence for each blank, where it is."""

from collections.abc import Mapping
from decimal import Decimal

from layak.core.answers import words
from layak.core.answers.given import Choice, Count, Direct, Given, Matrix, Percent, Problem, Years
from layak.core.answers.table import lacks
from layak.core.instrument import Question, Text

NOTHING_CHOSEN = Text("Belum ada pilihan. Pilih salah satu.", "Nothing is chosen yet. Choose one option.")
NO_POINTS = Text(
    "Nilai belum diisi. Tulis nilai seperti di formulir nasional.",
    "No points yet. Write the points as on the national form.",
)
NO_ROWS = Text(
    "Tabel masih kosong. Isi paling sedikit satu baris. Bila memang tidak ada, isi nilai langsung 0.",
    "The table is still empty. Fill at least one row. If there is none, enter 0 points directly.",
)


def missing(question: Question, given: Given) -> tuple[Problem, ...]:
    """What the answer lacks, in the order of the form; empty when `given.complete`."""
    match given:
        case Choice(None):
            return (Problem("step", NOTHING_CHOSEN),)
        case Direct(None):
            return (Problem("points", NO_POINTS),)
        case Count(years, values):
            return _blank("value", years, values)
        case Percent(years, numerators, denominators):
            return _blank("numerator", years, numerators) + _blank("denominator", years, denominators)
        case Matrix(rows):
            return _blank_cells(question, rows) if rows else (Problem("rows", NO_ROWS),)
    return ()


def _blank(name: str, years: Years, pair: tuple[Decimal | None, Decimal | None]) -> tuple[Problem, ...]:
    return tuple(
        Problem(f"{name}_{year}", Text(f"Angka {year} belum diisi.", f"The figure for {year} is missing."))
        for year, value in zip(years, pair, strict=True)
        if value is None
    )


def _blank_cells(question: Question, rows: tuple[Mapping[str, str], ...]) -> tuple[Problem, ...]:
    return tuple(
        Problem(f"rows.{at}.{column.key}", words.blank_cell(at + 1, column))
        for at, row in enumerate(rows)
        for column in lacks(question, row)
    )
