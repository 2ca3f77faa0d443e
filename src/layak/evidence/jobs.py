"""Work on proof that outlives a request: forgetting what nobody came back for, looking after the store."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from layak.evidence import pages, queries, storage
from layak.evidence.actions import uploads

KEPT_DAYS = 7


class Loss(StrEnum):
    """What can have happened to a stored file."""

    MISSING = "missing"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Lost:
    """A file that the store no longer has as it was stored; `document` (id) None for one of no document."""

    sha256: str
    loss: Loss
    document: int | None
    filename: str


def sweep_uploads() -> int:
    """Forget uploads left unfinished for a week; return how many."""
    return uploads.sweep(timezone.now() - timedelta(days=KEPT_DAYS))


def prune_pages() -> int:
    """Drop drawn pages that nobody looked at for long, or that are too many; return how many."""
    since = timezone.now() - timedelta(days=settings.PAGES_DAYS)
    return pages.prune(Path(settings.EVIDENCE_CACHE), since.timestamp(), settings.PAGES_BYTES)


def lost() -> Iterator[Lost]:
    """Every stored file that is gone or whose bytes no longer have its name, in the order of names.

    Reads the whole store, a piece at a time.
    """
    for sha256, document, filename in queries.stored_files():
        if loss := _loss(sha256):
            yield Lost(sha256, loss, document, filename or "")


def _loss(sha256: str) -> Loss | None:
    try:
        with storage.files().open(storage.name_of(sha256)) as file:
            return None if storage.sha256_of(file.file) == sha256 else Loss.CHANGED
    except FileNotFoundError:
        return Loss.MISSING
