"""One page of a PDF or a picture as a plain image, so that no browser plug-in is needed to see it."""

from io import BytesIO
from typing import BinaryIO

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from layak.evidence.inspection.pdf import opened
from layak.evidence.inspection.types import PDF

_TALLEST = 4  # times the width; a strip longer than this is drawn smaller


def draw(file: BinaryIO, mime: str, page: int, width: int) -> bytes:
    """Page `page` (from 1) as WebP, at most `width` pixels wide. Raises IndexError where there is none."""
    image = _pdf_page(file, page, width) if mime == PDF.mime else _picture(file, page, width)
    out = BytesIO()
    image.save(out, "WEBP", quality=80, method=2)
    return out.getvalue()


def _pdf_page(file: BinaryIO, number: int, width: int) -> Image.Image:
    with opened(file) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        page = document[number - 1]
        return page.render(scale=_scale(page, width)).to_pil().convert("RGB")


def _scale(page: pdfium.PdfPage, width: int) -> float:
    wide, tall = (max(1.0, side) for side in page.get_size())
    return min(width / wide, width * _TALLEST / tall)


def _picture(file: BinaryIO, number: int, width: int) -> Image.Image:
    if number != 1:
        raise IndexError(number)
    with Image.open(file) as picture:
        picture.draft("RGB", (width, width))
        sideways = picture.getexif().get(0x0112, 1) >= 5  # Orientation: lying on its side
        box = (width, width * _TALLEST)
        picture.thumbnail(box[::-1] if sideways else box)  # before any copy is made: it may be enormous
        return ImageOps.exif_transpose(picture).convert("RGB")
