"""How far a workbook's sheets reach, found before they are opened: one cell at the far corner is a bomb."""

import io
import re
import zipfile
from xml.parsers import expat

MOST_ROWS, MOST_COLUMNS = 5_000, 200
MOST_BYTES = 40_000_000
HELD = ("v", "is", "f")
"""What makes a cell count; empty rows at the very end are LibreOffice's custom and harm nobody."""

REFERENCE = re.compile(r"([A-Z]{0,3})(\d{1,7})", re.ASCII)


class TooFar(ValueError):  # noqa: N818 - reads as what is wrong
    """A sheet holds more rows or columns than any workbook of ours."""


class Broken(ValueError):  # noqa: N818 - reads as what is wrong
    """The file is no workbook that can be read."""


def check(content: bytes) -> None:
    """Raise TooFar or Broken for what the reader, which lays out whole grids, must not be given."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
                raise TooFar("unpacked size")
            for name in archive.namelist():
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    _Extent(name).follow(archive.read(name))
    except (zipfile.BadZipFile, expat.ExpatError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Broken(str(error)) from error


class _Extent:
    """Follows the rows and cells of one sheet (counted from 1), also those that do not say where they are."""

    def __init__(self, name: str) -> None:
        self.name, self.row, self.column = name, 0, 0

    def follow(self, xml: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.Parse(xml, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        if name in ("row", "c"):
            self._move(name, *_place(attributes.get("r", "")))
        elif name in HELD and (self.row > MOST_ROWS or self.column > MOST_COLUMNS):
            raise TooFar(f"{self.name}: row {self.row}, column {self.column}")

    def _move(self, name: str, column: int, row: int) -> None:
        self.row = row or (self.row + 1 if name == "row" else self.row)
        self.column = 0 if name == "row" else column or self.column + 1


def _place(reference: str) -> tuple[int, int]:
    """Column and row of "F17", from 1; 0 for what is not said."""
    found = REFERENCE.fullmatch(reference)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column, int(found[2])
