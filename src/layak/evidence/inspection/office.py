"""DOCX and XLSX: a ZIP with a table of contents; a program inside is refused, however it is spelled."""

import zipfile

from layak.evidence.inspection import refusals
from layak.evidence.inspection.archives import BROKEN, read_part
from layak.evidence.inspection.limits import Limits
from layak.evidence.inspection.types import DOCX, XLSX, ZIP, FileType

_CONTENTS = "[Content_Types].xml"
_MAIN_PART = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_OTHER_OFFICE = ("ppt/", "xl/", "word/", "visio/")
_PROGRAM_PARTS = ("vbaproject", "vbadata", "/macrosheets/", "/activex/", "/dialogsheets/")
_PROGRAM_TYPES = (b"macroenabled", b"vbaproject", b"ms-office.activex", b"macrosheet")
_TEMPLATE_LINK = b"attachedtemplate"


def told_apart(archive: zipfile.ZipFile, limits: Limits) -> FileType:
    """DOCX, XLSX or a plain ZIP; `Refused` for other Office files, macros and broken packages."""
    names = {i.filename: i for i in archive.infolist()}
    if _CONTENTS not in names:
        return ZIP
    kind = next((kind for part, kind in _MAIN_PART.items() if part in names), None)
    if kind is None:
        raise refusals.unknown_type(_office_word(names))
    _check_no_program(archive, names)
    _check_whole(archive, limits)
    return kind


def _office_word(names: dict[str, zipfile.ZipInfo]) -> str:
    if any(n.startswith("ppt/") for n in names):
        return "PPTX"
    return "XLSB" if "xl/workbook.bin" in names else ""


def _check_no_program(archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> None:
    if any(part in f"/{name.lower()}" for name in names for part in _PROGRAM_PARTS):
        raise refusals.macros()
    if _mentions(archive, names[_CONTENTS], _PROGRAM_TYPES):
        raise refusals.macros()
    relations = [i for n, i in names.items() if n.endswith("settings.xml.rels")]
    if any(_mentions(archive, r, (_TEMPLATE_LINK,)) and _mentions(archive, r, (b"http",)) for r in relations):
        raise refusals.macros()  # a template fetched from afar brings its macros


def _mentions(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, words: tuple[bytes, ...]) -> bool:
    try:
        with read_part(archive, entry) as part:
            text = part.read(5_000_000).replace(b"\0", b"").lower()  # UTF-16 cannot hide a word
    except BROKEN as error:
        raise refusals.broken_archive() from error
    return any(word in text for word in words)


def _check_whole(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Every part unpacks and matches its checksum."""
    for entry in archive.infolist():
        if entry.file_size > limits.office_part_bytes:
            raise refusals.bomb()
    try:
        broken = archive.testzip()
    except BROKEN as error:
        raise refusals.broken_archive() from error
    if broken is not None:
        raise refusals.broken_archive()
