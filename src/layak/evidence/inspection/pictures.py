"""Pictures: measured before they are unpacked, then unpacked to see that they are whole."""

import warnings
from typing import Any, BinaryIO

from PIL import Image

from layak.evidence.inspection import refusals
from layak.evidence.inspection.limits import Limits
from layak.evidence.inspection.types import JPEG, FileType

_READERS = {"image/jpeg": ("JPEG", "MPO"), "image/png": ("PNG",), "image/webp": ("WEBP",)}


def examine(file: BinaryIO, kind: FileType, limits: Limits) -> dict[str, Any]:
    """Width and height in pixels; `Refused` for a picture that is broken or dangerously large."""
    limit = limits.pixels if kind is JPEG else limits.full_decode_pixels
    with _quiet(), _open(file, kind, limit) as picture:
        width, height = picture.size
        if width * height > limit:
            raise refusals.huge_picture(limit)
        _check_whole(picture)
    return {"width": width, "height": height}


def _quiet() -> warnings.catch_warnings:
    """Pillow's own bomb warning is ours to decide."""
    return warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning)


def _open(file: BinaryIO, kind: FileType, limit: int) -> Image.Image:
    file.seek(0)
    try:
        return Image.open(file, formats=_READERS[kind.mime])
    except Image.DecompressionBombError as error:
        raise refusals.huge_picture(limit) from error
    except Exception as error:  # Pillow raises many kinds for a hostile header
        raise refusals.broken_picture() from error


def _check_whole(picture: Image.Image) -> None:
    try:
        picture.draft("RGB", (max(1, picture.width // 8), max(1, picture.height // 8)))  # JPEG only
        picture.load()
    except MemoryError as error:
        raise refusals.too_heavy() from error
    except Exception as error:
        raise refusals.broken_picture() from error
