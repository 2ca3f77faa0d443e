"""PDFs: opened as a verifier would open them; by `opener`, so that pdfium never runs in the server."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from layak.evidence.inspection import refusals

_TEXT_PAGES, _TEXT_CHARACTERS = 2, 4000


@contextmanager
def opened(file: BinaryIO) -> Iterator[pdfium.PdfDocument]:
    """The document, closed at the end; `Refused` when locked or broken."""
    file.seek(0)
    document = _open(file)
    try:
        yield document
    finally:
        document.close()


def examine(file: BinaryIO) -> dict[str, Any]:
    """Pages, restriction mark, first text and title of a PDF that opens; `Refused` otherwise."""
    with opened(file) as document:
        try:
            return {
                "pages": len(document),
                "restricted": raw.FPDF_GetSecurityHandlerRevision(document) != -1,
                "text": _text(document, _TEXT_PAGES)[:_TEXT_CHARACTERS],
                "title": document.get_metadata_value("Title").strip(),
            }
        except pdfium.PdfiumError as error:
            raise refusals.broken_pdf() from error


def text(file: BinaryIO, pages: int) -> str:
    """The text of the first `pages` pages; `Refused` when it does not open."""
    with opened(file) as document:
        try:
            return _text(document, pages)
        except pdfium.PdfiumError as error:
            raise refusals.broken_pdf() from error


def _open(file: BinaryIO) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(file)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise (refusals.locked_pdf() if locked else refusals.broken_pdf()) from error
    if len(document) == 0:
        document.close()
        raise refusals.broken_pdf()
    return document


def _text(document: pdfium.PdfDocument, most: int) -> str:
    pages = (document[n] for n in range(min(len(document), most)))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    return text.replace("\r\n", "\n").replace("\0", "").strip()
