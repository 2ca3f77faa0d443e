"""Applying rows of a workbook: all of them or none, each as if it had been typed into its card."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from layak.assessments.actions.answering import give
from layak.assessments.models import Assessment
from layak.assessments.queries.rows import rows
from layak.people.models import User


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file says of a row: the answer's JSON and the note, based on `version`; `at` is its cell."""

    code: str
    data: Mapping[str, Any]
    note: str
    version: int
    at: str = ""


@transaction.atomic
def apply(assessment: Assessment, entries: Iterable[Entry], *, by: User) -> int:
    """Store the rows and return how many; one trail line each.

    All or none: raises NoSuchRow, Refused, Unfit or Stale of the first row that cannot be stored.
    """
    wanted = {entry.code: entry for entry in entries}
    for code, seen in rows(assessment, wanted).items():
        entry = wanted[code]
        give(seen, entry.data, version=entry.version, by=by, note=entry.note)
    return len(wanted)
