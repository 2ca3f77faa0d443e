"""Pages drawn by the server: a PDF or a picture as plain images, so that no browser plug-in is needed."""

import os
import tempfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
from django.conf import settings
from PIL import Image, ImageOps

from layak.evidence.inspection.pdf import opened
from layak.evidence.inspection.types import INLINE, PDF
from layak.evidence.storage import files, name_of

WIDTHS = (480, 960, 1600)
"""The widths in pixels that a page is drawn at; few, so that the cache stays small."""
MIME = "image/webp"
_TALLEST = 4  # times the width; a strip longer than this is drawn smaller


def can_draw(mime: str) -> bool:
    """Whether a file of this type has pages that we can draw."""
    return mime in INLINE


def drawn(sha256: str, mime: str, page: int, width: int) -> bytes:
    """Page `page` (from 1) of a stored file as WebP, `width` (one of `WIDTHS`) pixels wide or less.

    Raises IndexError for a page the file does not have. Kept in `settings.EVIDENCE_CACHE`, which
    may be emptied at any time.
    """
    kept = Path(settings.EVIDENCE_CACHE) / sha256[:2] / f"{sha256}-{page}-{width}.webp"
    with suppress(FileNotFoundError):
        return kept.read_bytes()
    image = _pdf_page(sha256, page, width) if mime == PDF.mime else _picture(sha256, page, width)
    out = BytesIO()
    image.save(out, "WEBP", quality=80, method=2)
    _keep(kept, out.getvalue())
    return out.getvalue()


def _pdf_page(sha256: str, number: int, width: int) -> Image.Image:
    with files().open(name_of(sha256)) as file, opened(file) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        return page.render(scale=_scale(page, width)).to_pil().convert("RGB")


def _scale(page: pdfium.PdfPage, width: int) -> float:
    wide, tall = (max(1.0, side) for side in page.get_size())
    return min(width / wide, width * _TALLEST / tall)


def _picture(sha256: str, number: int, width: int) -> Image.Image:
    if number != 1:
        raise IndexError(number)
    with files().open(name_of(sha256)) as file, Image.open(file) as picture:
        picture.draft("RGB", (width, width))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail((width, width * _TALLEST))
        return upright


def _keep(kept: Path, content: bytes) -> None:
    """Best effort: a page that cannot be kept is drawn again."""
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as draft:
            draft.write(content)
        os.replace(draft.name, kept)
