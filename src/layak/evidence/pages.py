"""Pages drawn by the server: a PDF or a picture as plain images, each drawn once and kept for a while."""

from contextlib import suppress
from pathlib import Path

from django.conf import settings

from layak.core.refusal import Refused
from layak.evidence.inspection import apart, refusals
from layak.evidence.inspection.types import INLINE
from layak.evidence.storage import files, name_of, replace

WIDTHS = (480, 960, 1600)
"""The widths in pixels that a page is drawn at; few, so that the cache stays small."""
MIME = "image/webp"
_UNDRAWN = b"-"


def can_draw(mime: str) -> bool:
    """Whether a file of this type has pages that we can draw."""
    return mime in INLINE


def drawn(sha256: str, mime: str, page: int, width: int) -> bytes:
    """Page `page` (from 1) of a stored file as WebP, `width` (one of `WIDTHS`) pixels wide or less.

    Raises IndexError for a page the file does not have, Refused for one that takes too long to draw;
    that too is remembered. Kept in `settings.EVIDENCE_CACHE`, which may be emptied at any time.
    """
    kept = Path(settings.EVIDENCE_CACHE) / sha256[:2] / f"{sha256}-{page}-{width}.webp"
    image = _kept(kept)
    if not image:
        image = _draw(sha256, mime, page, width)
        with suppress(OSError):  # a page that cannot be kept is drawn again
            replace(kept, image)
    if image == _UNDRAWN:
        raise refusals.undrawn()
    return image


def prune(folder: Path, since: float, most_bytes: int) -> int:
    """Drop pages last looked at before `since` (seconds since 1970), then the longest unseen until the rest
    fits `most_bytes`; return how many. Abandoned drafts go the same way."""
    found = sorted(((_seen(file), file) for file in folder.glob("*/*")), reverse=True)
    room, dropped = most_bytes, 0
    for (looked_at, size), file in found:
        room -= size
        if looked_at < since or room < 0:
            file.unlink(missing_ok=True)
            dropped += 1
    return dropped


def _seen(file: Path) -> tuple[float, int]:
    """When a page was last looked at, as far as the file system keeps that, and its size in bytes."""
    try:
        told = file.stat()
    except FileNotFoundError:  # another process dropped it meanwhile
        return 0.0, 0
    return max(told.st_atime, told.st_mtime), told.st_size


def _kept(kept: Path) -> bytes:
    with suppress(FileNotFoundError):
        return kept.read_bytes()
    return b""


def _draw(sha256: str, mime: str, page: int, width: int) -> bytes:
    with files().open(name_of(sha256)) as file, suppress(Refused):
        return apart.draw(file, mime, page, width)
    return _UNDRAWN
