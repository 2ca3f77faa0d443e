"""How a document is shown: its state, its viewer, its few facts for a script."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from layak.core import catalogue, readiness
from layak.evidence import pages
from layak.evidence.inspection import types


@dataclass(frozen=True, slots=True)
class Viewer:
    """One page of one file of a document; `width` 0 fits the column, else pixels to scroll in."""

    document: Any
    file: Any
    page: int
    pages: int
    width: int

    @property
    def drawable(self) -> bool:
        """Whether there are pages to draw; else the file is only offered for download."""
        return self.file is not None and pages.can_draw(self.file.blob.mime)

    @property
    def source(self) -> str:
        """The address of the page's image."""
        return self._image(self.width or pages.WIDTHS[1])

    @property
    def sources(self) -> str:
        """The `srcset` of a page that fits its column."""
        return ", ".join(f"{self._image(width)} {width}w" for width in pages.WIDTHS)

    @property
    def previous(self) -> int | None:
        """The page before."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        """The page after."""
        return self.page + 1 if self.page < self.pages else None

    @property
    def larger(self) -> int | None:
        """The next zoom step up."""
        return next((width for width in pages.WIDTHS[1:] if width > self.width), None)

    @property
    def smaller(self) -> int | None:
        """The next zoom step down; 0 fits the column; None when it fits already."""
        steps = [width for width in (0, *pages.WIDTHS[1:]) if width < self.width]
        return steps[-1] if steps else None

    @property
    def address(self) -> str:
        """The address of the file itself."""
        return reverse("file", args=[self.document.pk, self.file.number])

    def _image(self, width: int) -> str:
        return reverse("page", args=[self.document.pk, self.file.number, self.page, width])


@dataclass(frozen=True, slots=True)
class Row:
    """A document in a list: itself, its state by itself, its kind's word, how many rows cite it."""

    document: Any
    state: str
    kind: str
    uses: int | None = None  # None: not known here

    @property
    def drawable(self) -> bool:
        """Whether its first page may be shown small; personal data is not, each look being a read."""
        newest = self.document.newest
        return bool(newest) and not self.document.personal_data and pages.can_draw(newest.blob.mime)


def row(document: Any, uses: int | None = None) -> Row:
    """A document as lists show it."""
    return Row(document, state(document), kind_word(document.kind), uses)


def uploader(replaces: int | None = None) -> dict[str, Any]:
    """The context of `evidence/uploader.html`: for new documents, or for a document's newer file."""
    return {
        "action": reverse("upload_form"),
        "start": reverse("upload_start"),
        "accept": types.ACCEPT,
        "max_bytes": settings.MAX_FILE_BYTES,
        "single": replaces is not None,
        "hidden": {} if replaces is None else {"replaces": str(replaces)},
    }


def kind_word(key: str) -> str:
    """A kind's name in the reader's language; says so when none is chosen."""
    kind = catalogue.kinds().get(key)
    return kind.title.in_language(get_language()) if kind else _("belum dipilih")


def said(value: Any) -> str:
    """One value of a description as people read it."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    return date_format(value, "j F Y") if isinstance(value, date) else str(value or _("kosong"))


def viewer(document: Any, *, version: int | None = None, page: int = 1, width: int = 0) -> Viewer:
    """The viewer of a document at a page; what does not exist becomes the nearest that does."""
    files = document.files
    file = next((f for f in files if f.number == version), document.newest)
    count = (file.blob.pages or 1) if file else 0
    return Viewer(
        document, file, min(max(page, 1), max(count, 1)), count, width if width in pages.WIDTHS else 0
    )


def state(document: Any) -> str:
    """The document's state by itself: "siap", "periksa" or "bermasalah"."""
    return readiness.State(document.state).label.id


def as_json(document: Any) -> dict[str, Any]:
    """What a script needs to show a document that has just arrived."""
    url = reverse("document", args=[document.pk])
    return {"id": document.pk, "title": document.title, "url": url, "state": state(document)}
