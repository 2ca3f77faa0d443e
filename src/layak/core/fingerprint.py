"""The seal of an edition: two editions that mean the same have the same one, however they are written."""

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from layak.core.instrument import Edition


def fingerprint(edition: Edition) -> str:
    """SHA-256, in hexadecimal, over the canonical JSON of everything in the edition but itself.

    A source counts in Indonesian alone: its English is a translation, and asks nothing else.
    """
    meaning = {key: part for key, part in _parts(edition).items() if key != "fingerprint"}
    text = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _parts(part: Any) -> dict[str, object]:
    named = {field.name: getattr(part, field.name) for field in fields(part)}
    return {name: value.id if name == "source" else _plain(value) for name, value in named.items()}


def _plain(part: object) -> object:
    if is_dataclass(part) and not isinstance(part, type):
        return _parts(part)
    if isinstance(part, tuple):
        return [_plain(item) for item in part]
    if isinstance(part, Decimal):
        return format(part.normalize(), "f")
    return part
