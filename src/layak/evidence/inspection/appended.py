"""Whether what follows the bytes of a paper of ours adds nothing to them but signatures. Run by `opener`.

Two readers must agree: pyHanko explains every object of every later revision, pdfium draws every page as
it was printed. A signature may show a picture, so that may only stand where papers leave room for it.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    FormUpdatingRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
)
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON

ROOM = (48, 216)
"""From where to where, in points above its lower edge, the last page of a paper is kept for signatures."""
_POLICY = StandardDiffPolicy(
    DEFAULT_DIFF_POLICY.global_rules,
    FormUpdatingRule(
        [SigFieldCreationRule(), SigFieldModificationRule()],
        ignored_acroform_keys=ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"},
    ),
)
_TOLD = ("title", "author", "subject", "keywords")


def fault(pdf: bytes, printed: int) -> str:
    """ "altered" when more than signatures follows the first `printed` bytes, "misplaced" when a
    signature shows its picture elsewhere than in the room for it, "" when all is well.

    Raises what pyHanko raises on a file that is broken.
    """
    ours, whole = PdfFileReader(BytesIO(pdf[:printed])), PdfFileReader(BytesIO(pdf), strict=False)
    last = ours.xrefs.total_revisions - 1
    if not _goes_on(ours, whole, last) or not _explained(whole, last) or _retitled(pdf[:printed], pdf):
        return "altered"
    added = list(_added(ours, whole))
    if any(_acts(widget) for _page, widget in added) or not _drawn_alike(pdf[:printed], pdf):
        return "altered"
    pages = int(ours.root["/Pages"]["/Count"])
    return "" if all(_in_its_room(page == pages - 1, widget) for page, widget in added) else "misplaced"


def _goes_on(ours: PdfFileReader, whole: PdfFileReader, last: int) -> bool:
    """The later revisions lead back to our own, not to a whole document of their own."""
    later = whole.xrefs.total_revisions - 1 > last
    return later and whole.xrefs.get_startxref_for_revision(last) == ours.last_startxref


def _explained(whole: PdfFileReader, last: int) -> bool:
    printed = whole.get_historical_resolver(last)
    _have_form(printed)
    return isinstance(_POLICY.review_file(whole, printed), DiffResult)


def _have_form(printed: HistoricalResolver) -> None:
    """A paper is printed without a form; pyHanko compares what was added with an empty one."""
    if "/AcroForm" not in printed.root:
        empty = DictionaryObject({NameObject("/Fields"): ArrayObject()})
        printed.root[NameObject("/AcroForm")] = empty


def _retitled(before: bytes, after: bytes) -> bool:
    """A signer may write when the file was changed, not what it calls itself in the window's frame.

    Read anew: a reader that has compared revisions reads what a file says of itself differently.
    """
    was, now = (PdfFileReader(BytesIO(pdf), strict=False).document_meta_view for pdf in (before, after))
    return any(getattr(was, name) != getattr(now, name) for name in _TOLD)


def _added(ours: PdfFileReader, whole: PdfFileReader) -> Iterator[tuple[int, DictionaryObject]]:
    """Every annotation that was not printed, with its page from 0; that it is a signature is known."""
    for page in range(int(ours.root["/Pages"]["/Count"])):
        before = set(_annotations(ours, page))
        for reference in _annotations(whole, page):
            if reference not in before:
                yield page, whole.get_object(reference)


def _annotations(reader: PdfFileReader, page: int) -> list[Any]:
    found = reader.find_page_for_modification(page)[0].get_object()
    return [one.reference for one in found.get("/Annots", ())]


def _acts(widget: DictionaryObject) -> bool:
    """It would do something when it is seen or touched."""
    parent = widget.get("/Parent", {})
    return any(key in of for of in (widget, parent) for key in ("/A", "/AA"))


def _in_its_room(on_last: bool, widget: DictionaryObject) -> bool:
    left, lower, right, upper = (float(side) for side in widget.get("/Rect", (0, 0, 0, 0)))
    if left == right or lower == upper:
        return True
    return on_last and min(lower, upper) >= ROOM[0] and max(lower, upper) <= ROOM[1]


def _drawn_alike(before: bytes, after: bytes) -> bool:
    """Every page looks as it was printed, to a second reader, where signatures are left out."""
    with pdfium.PdfDocument(before) as printed, pdfium.PdfDocument(after) as signed:
        if len(printed) != len(signed):
            return False
        return all(_drawn(printed, page) == _drawn(signed, page) for page in range(len(printed)))


def _drawn(document: pdfium.PdfDocument, page: int) -> tuple[Any, bytes]:
    drawn = document[page].render(scale=1, draw_annots=False, may_draw_forms=False, grayscale=True)
    return (drawn.width, drawn.height), drawn.to_pil().tobytes()
