"""An agency's rows as a workbook to fill in away from the network, and what comes back in it."""

from layak.core.workbook.contents import Book, Line, digest, tidy
from layak.core.workbook.layout import FORM
from layak.core.workbook.reading import CellError, Filled, Filling, NotOurs, read
from layak.core.workbook.recap import RECAP, as_csv, as_workbook
from layak.core.workbook.words import BROKEN

__all__ = [
    "BROKEN",
    "FORM",
    "RECAP",
    "Book",
    "CellError",
    "Filled",
    "Filling",
    "Line",
    "NotOurs",
    "as_csv",
    "as_workbook",
    "digest",
    "read",
    "tidy",
    "write",
]


def write(book: Book) -> bytes:
    """The workbook as the bytes of an XLSX file."""
    from layak.core.workbook import writing  # noqa: PLC0415 - xlsxwriter: 0.1 s that no start should wait for

    return writing.write(book)
