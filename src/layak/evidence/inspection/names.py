"""A file's name as people wrote it, in any script, without what could trick a reader or a disk."""

import unicodedata

MAX_BYTES = 180  # of UTF-8; a file system takes 255, and we may add a version
_JOINERS = "\u200c\u200d"  # Arabic, Javanese and emoji need them; every other format character goes
_RESERVED = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


def clean_name(raw: str) -> str:
    """The last path part of `raw`, NFC, no control or bidi characters, at most 180 bytes; never empty."""
    last = raw.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(_kept(c) for c in unicodedata.normalize("NFC", last)).translate(_RESERVED)
    name = " ".join(name.split()).strip(". ")
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 8:
        stem, extension = name, ""
    room = MAX_BYTES - len(extension.encode()) - 1
    stem = _cut(stem, room).strip(" " + _JOINERS) or "berkas"
    return f"{stem}.{extension}" if extension else stem


def extension_of(name: str) -> str:
    """The lower-case extension with its dot, or "" when there is none that looks like one."""
    stem, dot, extension = name.rpartition(".")
    looks_right = stem and dot and extension.isascii() and extension.isalnum() and len(extension) <= 5
    return f".{extension.lower()}" if looks_right else ""


def _kept(character: str) -> str:
    if character in _JOINERS:
        return character
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\t\n\r":
        return " "
    return "" if category[0] == "C" else character


def _cut(text: str, room: int) -> str:
    return text.encode()[:room].decode(errors="ignore")
