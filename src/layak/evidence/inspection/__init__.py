"""What an upload meets: its real type, and everything that could make it useless or dangerous."""

import os
import shutil
import tempfile
import zipfile
from typing import Any, BinaryIO

from layak.core.refusal import Refused
from layak.evidence.inspection import archives, office, pdf, pictures, refusals
from layak.evidence.inspection.facts import Facts, Suggestion
from layak.evidence.inspection.limits import FULL, Limits
from layak.evidence.inspection.names import clean_name
from layak.evidence.inspection.suggestions import suggest
from layak.evidence.inspection.types import PDF, PICTURES, ZIP, FileType, check_extension, told_by_content

__all__ = ["Facts", "Limits", "Suggestion", "inspect"]

_SPOOL_BYTES = 4_000_000


def inspect(file: BinaryIO, name: str, limits: Limits | None = None) -> Facts:
    """The facts of a welcome file, read from its content; the file is not changed.

    `file` is open for reading and can be sought. Raises `Refused` with a sentence for the person.
    """
    limits = limits or Limits()
    size = check_size(file, limits)
    kind, found = _examine(file, limits)
    full_name = check_extension(clean_name(name), kind)
    title = found.pop("title", "")
    hint = suggest(full_name, title, found.get("text", ""), is_picture=kind in PICTURES)
    return Facts(name=full_name, mime=kind.mime, bytes=size, suggestion=hint, **found)


def check_size(file: BinaryIO, limits: Limits) -> int:
    """The size in bytes; `Refused` when there is nothing or too much."""
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        raise refusals.empty()
    if size > limits.file_bytes:
        raise refusals.too_large(size, limits.file_bytes)
    return size


def _examine(file: BinaryIO, limits: Limits, inside: str = "") -> tuple[FileType, dict[str, Any]]:
    """Type and findings; `inside` is the entry's name when the file lies in a ZIP already."""
    kind = told_by_content(file)
    if kind is PDF:
        return kind, pdf.examine(file)
    if kind in PICTURES:
        return kind, pictures.examine(file, kind, limits)
    with archives.opened(file, limits) as archive:
        kind = office.told_apart(archive, limits)
        if kind is not ZIP:
            return kind, {}
        if inside:
            raise refusals.nested_archive(inside)
        return kind, _examine_entries(archive, limits)


def _examine_entries(archive: zipfile.ZipFile, limits: Limits) -> dict[str, Any]:
    entries = archives.documents(archive)
    if not entries:
        raise refusals.empty_archive()
    for entry in entries:
        _examine_entry(archive, entry, limits)
    return {"entries": len(entries)}


def _examine_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> None:
    name = clean_name(entry.filename)
    try:
        with tempfile.SpooledTemporaryFile(_SPOOL_BYTES) as whole:
            _unpack(archive, entry, whole)
            check_size(whole, limits)
            check_extension(name, _examine(whole, limits, inside=name)[0])
    except Refused as why:
        raise why if why.refusal.code == "file-nested" else refusals.entry_refused(name, why) from why


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, whole: BinaryIO) -> None:
    try:
        with archives.read_part(archive, entry) as part:
            shutil.copyfileobj(part, whole, 1_000_000)
    except archives.BROKEN as error:
        if getattr(error, "errno", None) in FULL:  # our own disk, not their file
            raise
        raise refusals.broken_archive() from error
