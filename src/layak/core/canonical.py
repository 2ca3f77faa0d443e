"""One text for one meaning: canonical JSON, and the SHA-256 that binds a deed to what it was about."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any
from unicodedata import is_normalized, normalize

_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

written = _ENCODER.encode
"""JSON with sorted keys, no blanks and plain UTF-8, every letter left as it came."""


class NotCanonical(TypeError):  # noqa: N818 - reads as what is wrong
    """The value has no single written form: a float, a key that is not text, or one key twice."""


def canonical(value: Any) -> str:
    """`written`, with text in Unicode's NFC, so that letters that look the same are the same.

    Takes what JSON holds but floats (points are integers, figures are text). Raises NotCanonical.
    """
    return written(normal(value))


def digest(value: Any) -> str:
    """The SHA-256, in hexadecimal, of the canonical UTF-8 text. Raises NotCanonical."""
    return seal(normal(value))


def seal(value: Any) -> str:
    """`digest` of a value that is `normal` already."""
    return sha256(written(value).encode()).hexdigest()


def normal(value: Any) -> Any:
    """The same value with all its text in NFC and its sequences as lists. Raises NotCanonical."""
    if isinstance(value, str):
        return _nfc(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, dict | Mapping):
        return _normal_keys(value)
    if isinstance(value, list | tuple):
        return [normal(item) for item in value]
    raise NotCanonical(f"{type(value).__name__} has no canonical form: {value!r}")


def content_of_answer(
    data: Mapping[str, Any], note: str, points: int | None, documents: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """What a submit, a verdict or a signature about an answer is bound to; its `digest` is what is kept.

    `data` is the stored form of the answer, `points` its 1/1000 points (None while incomplete),
    `documents` pairs of SHA-256 and pages. The order in which proof was added means nothing.
    """
    cited = sorted([sha, pages.strip()] for sha, pages in documents)
    return {"data": dict(data), "documents": cited, "note": note.strip(), "points": points}


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts in which two contents differ, in alphabetical order: data, documents, note, points."""
    parts = sorted(before.keys() | after.keys())
    return tuple(part for part in parts if normal(before.get(part)) != normal(after.get(part)))


def _nfc(text: str) -> str:
    plain = str(text)  # a member of a StrEnum is its value
    return plain if plain.isascii() or is_normalized("NFC", plain) else normalize("NFC", plain)


def _normal_keys(value: Mapping[Any, Any]) -> dict[str, Any]:
    tidy = {_nfc(_text(key)): normal(item) for key, item in value.items()}
    if len(tidy) < len(value):
        raise NotCanonical("two keys are the same text once normalised")
    return tidy


def _text(key: Any) -> str:
    if isinstance(key, str):
        return key
    raise NotCanonical(f"a key must be text, not {key!r}")
