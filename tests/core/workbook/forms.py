"""Workbooks for tests: written by Layak, then filled in by a person with a spreadsheet program."""

import io
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook, load_workbook

from layak.core import catalogue
from layak.core.workbook import Book, Filling, Line, read, write
from layak.core.workflow import Status

KLA = catalogue.get("kla-2024")
YEARS = (2024, 2025)
PERCENT = {
    "kind": "percent",
    "numerator_2024": "400",
    "numerator_2025": "720,5",
    "denominator_2024": "1000",
    "denominator_2025": "1000",
}
RUNG = KLA.questions["1.1"].ladder.steps[1].label.id.upper()
PARTNER = {"nama": "APSAI", "jenis": "Dunia usaha", "kegiatan": "=Lomba\u2060 gambar", "tahun": "2025"}


def line(code: str, data: dict[str, Any] | None = None, note: str = "", **said: Any) -> Line:
    """A row of the real instrument with an answer."""
    said = {"version": 3, "status": Status.DRAFT.label, "claimed": None, "open": True} | said
    return Line(question=KLA.questions[code], data=data or {}, note=note, **said)


def book(*lines: Line, **said: Any) -> Book:
    """A workbook of Dinas Kesehatan with these rows."""
    said = {"helped": (), "language": "id", "closes": "4 Desember 2026 23.59 WIB"} | said
    return Book(12, "Kabupaten Ogan Ilir", "Dinas Kesehatan", 2026, YEARS, KLA, lines, **said)


def filled(content: bytes, fill: Callable[[Workbook], object]) -> bytes:
    """The file after somebody opened it, changed it and saved it."""
    file = load_workbook(io.BytesIO(content))
    fill(file)
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()


def put(cells: dict[str, Any], sheet: str = "Isi") -> Callable[[Workbook], None]:
    """Somebody typing into cells: {"E4": …}."""

    def fill(file: Workbook) -> None:
        for at, value in cells.items():
            file[sheet][at] = value

    return fill


def reading(content: bytes) -> Filling:
    """What Layak reads from the file."""
    return read(content, KLA, YEARS)


def returned(source: Book, *fills: Callable[[Workbook], object]) -> Filling:
    """What comes back of a workbook that was written, filled in and saved."""
    content = write(source)
    for fill in fills:
        content = filled(content, fill)
    return reading(content)


def errors(filling: Filling) -> list[tuple[str, str]]:
    """The cells in error with their sentence in Indonesian."""
    return [(error.at, error.text.id) for error in filling.errors]
