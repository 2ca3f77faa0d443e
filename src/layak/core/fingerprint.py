"""The seal of an edition: two editions that mean the same have the same one, however they are written."""

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from hashlib import sha256

from layak.core.instrument import Edition


def fingerprint(edition: Edition) -> str:
    """SHA-256, in hexadecimal, over the canonical JSON of everything in the edition but itself."""
    meaning = {f.name: _plain(getattr(edition, f.name)) for f in fields(edition) if f.name != "fingerprint"}
    text = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _plain(part: object) -> object:
    if is_dataclass(part) and not isinstance(part, type):
        return {f.name: _plain(getattr(part, f.name)) for f in fields(part)}
    if isinstance(part, tuple):
        return [_plain(item) for item in part]
    if isinstance(part, Decimal):
        return format(part.normalize(), "f")
    return part
