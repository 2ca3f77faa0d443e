"""Cells whose formula failed (#REF!, #DIV/0!) or was never worked out: our reader hands them over as blanks,
so we look ourselves."""

import io
import re
import zipfile
from html import unescape
from typing import Any

from layak.core.instrument import Text

Place = tuple[int, int]
CELL, SAID = rb'<c r="([A-Z]{1,3})(\d{1,7})"', rb"[^<>]{0,200}"
WRITTEN = rb"\s*<f\b" + SAID + rb"(?:/>|>[^<]*</f>)"
# every part ends at the next tag, so that a hostile sheet costs no more than its length
FAILED = re.compile(CELL + SAID + rb'\bt="e"' + SAID + rb">(?:" + WRITTEN + rb")?\s*<v>([^<]*)</v>")
FORMULA = re.compile(CELL + rb"(" + SAID + rb")>" + WRITTEN + rb"\s*(<v[^<>]{0,200}>[^<]+|<is)?")
UNCOUNTED = "#?"
"""What a cell shows here whose formula has no stored result, as programs that do not calculate leave it."""
NOT_COUNTED = Text(
    "Rumus di sel ini belum dihitung. Buka dan simpan dulu berkasnya di Excel atau LibreOffice, atau tulis "
    "hasilnya.",
    "The formula in this cell was never calculated. Open and save the file in Excel or LibreOffice first, or "
    "write its result.",
)
TAG = re.compile(r"<(?:\w+:)?(sheet|Relationship)\b([^>]*)>")
ATTRIBUTE = re.compile(r"([\w:]+)=[\"']([^\"']*)[\"']")


def formula_errors(content: bytes) -> dict[str, dict[Place, str]]:
    """By sheet name: row and column (from 0) of each failed cell, and what it shows. XLSX only."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _parts(archive)
            return {name: _failed(archive.read(part)) for name, part in parts.items()}
    except (zipfile.BadZipFile, KeyError):
        return {}


def show(rows: list[list[Any]], failed: dict[Place, str]) -> list[list[Any]]:
    """The grid with what each failed cell shows put back in its place."""
    for (row, column), shown in failed.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = shown
    return rows


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to the part of the archive that holds its cells."""
    links = {a["Id"]: a["Target"] for a in _tags(archive, "xl/_rels/workbook.xml.rels", "Relationship")}
    sheets = {a["name"]: links[a["r:id"]] for a in _tags(archive, "xl/workbook.xml", "sheet")}
    return {
        unescape(name): target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for name, target in sheets.items()
        if "worksheets/" in target
    }


def _tags(archive: zipfile.ZipFile, part: str, name: str) -> list[dict[str, str]]:
    text = archive.read(part).decode("utf-8", errors="replace")
    return [dict(ATTRIBUTE.findall(found[2])) for found in TAG.finditer(text) if found[1] == name]


def _failed(part: bytes) -> dict[Place, str]:
    failed = {_place(letters, row): value.decode() for letters, row, value in FAILED.findall(part)}
    uncounted = {
        _place(letters, row): UNCOUNTED
        for letters, row, kind, result in FORMULA.findall(part)
        if not result and b't="str"' not in kind  # an empty text is a result too
    }
    return uncounted | failed


def _place(letters: bytes, row: bytes) -> Place:
    return int(row) - 1, _column(letters.decode())


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
