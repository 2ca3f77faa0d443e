"""ZIP containers, DOCX and XLSX among them: what they would do when unpacked, before anything is."""

import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO, BinaryIO

from layak.evidence.inspection import refusals
from layak.evidence.inspection.limits import Limits

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NOISE = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_DRIVE = re.compile(r"^[A-Za-z]:")
_LOCKED = 0x1
_ENTRY_MARK = b"PK\x01\x02"


@contextmanager
def opened(file: BinaryIO, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """The archive, once its directory is proven harmless; `Refused` otherwise."""
    _check_marks(file, limits)
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN as error:
        raise refusals.broken_archive() from error
    with archive:
        _check_directory(archive.infolist(), limits)
        yield archive


def documents(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The entries that a person put in: no folders, none of the operating systems' own files."""
    return [i for i in archive.infolist() if not i.is_dir() and not _is_noise(i.filename)]


def read_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes]:
    """One entry's bytes as a stream, never longer than its declared size."""
    try:
        return archive.open(entry)
    except BROKEN as error:
        raise refusals.broken_archive() from error


def _check_marks(file: BinaryIO, limits: Limits) -> None:
    """A directory of a million entries would fill the memory before anyone could count them."""
    file.seek(0)
    marks = sum(piece.count(_ENTRY_MARK) for piece in iter(partial(file.read, 1_000_000), b""))
    if marks > limits.zip_directory_marks:
        raise refusals.too_many_entries(marks, limits.zip_entries)


def _check_directory(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.zip_entries:
        raise refusals.too_many_entries(len(entries), limits.zip_entries)
    for entry in entries:
        _check_entry(entry)
    _check_names(entries)
    _check_layout(entries)
    _check_growth(entries, limits)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _LOCKED:
        raise refusals.locked_archive()
    if entry.compress_type not in _METHODS:
        raise refusals.broken_archive()
    if _leaves_folder(entry.orig_filename) or _is_link(entry):
        raise refusals.unsafe_path(_shown(entry.orig_filename))


def _leaves_folder(name: str) -> bool:
    """Absolute, on a drive, through "..", or cut short by a zero byte; both kinds of slash count."""
    path = name.replace("\\", "/")
    return "\0" in path or path.startswith("/") or bool(_DRIVE.match(path)) or ".." in path.split("/")


def _is_link(entry: zipfile.ZipInfo) -> bool:
    mode = entry.external_attr >> 16
    return stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR)


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = unicodedata.normalize("NFC", entry.filename.replace("\\", "/")).casefold()
        if name in seen:
            raise refusals.duplicate_entry(_shown(entry.filename))
        seen.add(name)


def _check_layout(entries: list[zipfile.ZipInfo]) -> None:
    """No data before the first entry (a second face), no two entries over the same bytes (a bomb)."""
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if end == 0 and entry.header_offset != 0:
            raise refusals.two_faced()
        if entry.header_offset < end:
            raise refusals.bomb()
        end = entry.header_offset + entry.compress_size + 1


def _check_growth(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    packed = sum(e.compress_size for e in entries)
    unpacked = sum(e.file_size for e in entries)
    swells = unpacked > limits.zip_ratio_from_bytes and unpacked > limits.zip_ratio * max(packed, 1)
    if swells or unpacked > limits.zip_unpacked_bytes:
        raise refusals.bomb()


def _is_noise(name: str) -> bool:
    lower = name.lower()
    return lower.startswith(_NOISE[0]) or lower.rsplit("/", 1)[-1] in _NOISE[1:]


def _shown(name: str) -> str:
    """Safe to print: a hostile name may carry control or bidi characters, or be endless."""
    visible = "".join(c if unicodedata.category(c)[0] != "C" else "·" for c in name)
    return visible[:80]
