"""Which file types are proof, told by their content; a name is only checked against it."""

import unicodedata
from dataclasses import dataclass
from typing import BinaryIO

import puremagic
from django.utils.translation import gettext as _

from layak.evidence.inspection import refusals
from layak.evidence.inspection.names import extension_of


@dataclass(frozen=True, slots=True)
class FileType:
    """A welcome type: its MIME type, its word, and its extensions, the proper one first."""

    mime: str
    word: str
    extensions: tuple[str, ...]


PDF = FileType("application/pdf", "PDF", (".pdf",))
JPEG = FileType("image/jpeg", "JPEG", (".jpg", ".jpeg", ".jfif", ".jpe"))
PNG = FileType("image/png", "PNG", (".png",))
WEBP = FileType("image/webp", "WebP", (".webp",))
DOCX = FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", (".docx",))
XLSX = FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", (".xlsx",))
ZIP = FileType("application/zip", "ZIP", (".zip",))

EVERY = (PDF, JPEG, PNG, WEBP, DOCX, XLSX, ZIP)
PICTURES = (JPEG, PNG, WEBP)
INLINE = frozenset(t.mime for t in (PDF, *PICTURES))
ACCEPT = ",".join(extension for t in EVERY for extension in t.extensions[:2])

_HEAD = 2048
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB = (b"<script", b"<html", b"<svg", b"<!doctype html", b"<iframe", b"<body")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
_VIDEO = (".mp4", ".mov", ".m4v", ".avi", ".mkv", ".webm", ".3gp", ".mpg", ".mpeg", ".wmv")


def told_by_content(file: BinaryIO) -> FileType:
    """The type the first bytes prove; ZIP stands for DOCX and XLSX too, which `office` tells apart.

    Raises `Refused` with a sentence of its own for HEIC, video, old or locked Office and web pages.
    """
    file.seek(0)
    head = file.read(_HEAD)
    found = _by_magic(head)
    if found is None:
        raise _why_not(head, file)
    if found is not ZIP and any(mark in head.lower() for mark in _WEB):
        raise refusals.two_faced()
    return found


def check_extension(name: str, actual: FileType) -> str:
    """The name, completed with the proper extension if it has none; `Refused` when it belies the content."""
    extension = extension_of(name)
    if not extension or _is_number(extension):
        return name + actual.extensions[0]
    if extension not in actual.extensions:
        raise refusals.wrong_extension(extension, actual.word, actual.extensions[0])
    return name


def _is_number(extension: str) -> bool:
    return all(unicodedata.category(c) == "Nd" for c in extension[1:])


def _by_magic(head: bytes) -> FileType | None:
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    return ZIP if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) else None


def _why_not(head: bytes, file: BinaryIO) -> Exception:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return refusals.heic()
    if head.startswith(_CFB):
        return _why_not_office(file)
    if b"%PDF-" in head[:1024]:
        return refusals.two_faced()
    if any(mark in head.lower() for mark in _WEB):
        return refusals.unknown_type(_("halaman web atau gambar SVG, yang dapat memuat program"))
    extension = _guess(head)
    return refusals.video() if extension in _VIDEO else refusals.unknown_type(extension)


def _why_not_office(file: BinaryIO) -> Exception:
    file.seek(0)
    locked = "EncryptedPackage".encode("utf-16-le") in file.read(4_000_000)
    return refusals.locked_office() if locked else refusals.old_office()


def _guess(head: bytes) -> str:
    try:
        return str(puremagic.from_string(head))
    except (puremagic.PureError, ValueError):
        return ""
