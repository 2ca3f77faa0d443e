"""What a workbook holds of an assessment: its lines as they stood at download, and how to tell a change."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layak.core.answers import Years
from layak.core.instrument import Edition, Question, Text
from layak.core.points import Points

NOTE_LENGTH = 4000
"""The longest note a row keeps, in characters."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it stands. `data` is the stored answer's JSON, `version` its version (0: none yet).

    `claimed` in 1/1000 point, None while incomplete; `remark` is why the row was returned.
    """

    question: Question
    data: Mapping[str, Any]
    note: str
    version: int
    status: Text
    claimed: Points | None
    open: bool
    lead: str = ""
    proofs: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """Everything one workbook says. `owner` is the agency, or the district for all rows."""

    assessment: int
    district: str
    owner: str
    year: int
    years: Years
    edition: Edition
    lines: tuple[Line, ...]
    helped: tuple[Line, ...]
    language: str = "id"
    closes: str = ""


def digest(data: Mapping[str, Any], note: str) -> str:
    """A short fingerprint of an answer and its note, by which an untouched line is recognised."""
    whole = json.dumps([data, tidy(note)], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()[:20]


def tidy(note: str) -> str:
    """A note without blanks around it and with plain line ends, which programs write differently."""
    return note.replace("\r\n", "\n").replace("\r", "\n").strip()
