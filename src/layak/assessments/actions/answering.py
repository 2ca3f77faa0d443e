"""Answering a row: what was typed becomes an exact answer, its points, a standing and a trail line."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from layak.assessments.actions import handing, standing
from layak.assessments.models import Answer, Assessment
from layak.assessments.queries.rows import Row, codes_beside
from layak.assessments.queries.rows import rows as rows_of
from layak.assessments.rules import answering as rules
from layak.core import answers
from layak.core.answers import Given
from layak.core.points import Points
from layak.core.refusal import insist
from layak.core.scoring import points_of
from layak.core.workflow import BY_START, Move, Status
from layak.people.models import User
from layak.trail.actions import Line, lock, record_all

FIELDS = ("status", "data", "points", "note", "version", "changed_by", "changed_at")


class Stale(Exception):  # noqa: N818 - reads as what happened
    """Someone saved since the sender looked: `saved` is what stands, `sent` what was not stored."""

    def __init__(self, saved: Answer | None, sent: Mapping[str, Any], note: str = "") -> None:
        super().__init__("a newer version is stored")
        self.saved, self.sent, self.note = saved, sent, note


@dataclass(frozen=True, slots=True)
class Entry:
    """What is given to a row, seen at `version` (0: never answered); `at` is where a file says it.

    `data` is what `core.answers.read` takes: form fields or stored JSON.
    """

    code: str
    data: Mapping[str, Any]
    note: str
    version: int
    at: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """A row as it was stored, and the rows of its indicator, itself included, as they are now."""

    row: Row
    beside: dict[str, Row]


def answer(
    assessment: Assessment, code: str, data: Mapping[str, Any], *, version: int, by: User, note: str = ""
) -> Row:
    """Store an answer to one row; raises as `enter`."""
    return save(assessment, code, data, version=version, by=by, note=note).row


def save(
    assessment: Assessment, code: str, data: Mapping[str, Any], *, version: int, by: User, note: str = ""
) -> Saved:
    """As `answer`, with the rows beside it."""
    rows = enter(assessment, [Entry(code, data, note, version)], by=by)
    return Saved(rows[code], rows)


@transaction.atomic
def enter(assessment: Assessment, entries: Iterable[Entry], *, by: User) -> dict[str, Row]:
    """Store what a person gave to rows, one trail line each; the rows of their indicators as they are now.

    Incomplete data are kept without points; data equal to what is stored change nothing. All or none:
    raises NoSuchRow, Refused, Unfit for data that cannot be, and Stale with both values, of the first
    row that cannot be stored. All is read under the chain's lock, once.
    """
    wanted = {entry.code: entry for entry in entries}
    head, rows = lock(assessment.district_id), rows_of(assessment, codes_beside(assessment, wanted))
    handing.hold(assessment)
    changed = {code: new for code, entry in wanted.items() if (new := _entered(rows[code], entry, by))}
    if changed:
        told = [_line(rows[code], new) for code, new in changed.items()]
        record_all(told, by=by, head=head)
        _store(changed.values())
        rows |= {code: replace(rows[code], answer=new) for code, new in changed.items()}
        standing.keep(assessment, changed, (row.answer for row in rows.values() if row.answer))
    return rows


def _entered(seen: Row, entry: Entry, by: User) -> Answer | None:
    """The answer to store, once the rules let the person; None where nothing would change."""
    note = entry.note.strip()
    insist(rules.touch(by, seen) or rules.short(note))
    given = answers.read(seen.question, entry.data, seen.assessment.cycle.years)
    kept = {} if answers.empty(given) else answers.to_data(given)
    if _same(seen, kept, note):
        return None
    if seen.version != entry.version:
        raise Stale(seen.answer, entry.data, note)
    move = Move.ANSWER if kept or note else Move.CLEAR
    insist(rules.move(by, seen, move))
    return _made(seen, given, note, move, by)


def _same(seen: Row, kept: Mapping[str, Any], note: str) -> bool:
    """Whether nothing would change; so a save repeated after a lost response succeeds again."""
    stored = (seen.answer.data, seen.answer.note) if seen.answer else ({}, "")
    return stored == (kept, note)


def _line(seen: Row, wanted: Answer) -> Line:
    told = {"code": seen.code, "old": _told(seen.answer), "new": _told(wanted)}
    return Line("answers.save", seen.about, told)


def _store(wanted: Collection[Answer]) -> None:
    """Write answers, new or newer, in one statement; while the chain is locked nobody else does."""
    Answer.objects.bulk_create(
        wanted, update_conflicts=True, unique_fields=["assessment", "code"], update_fields=FIELDS
    )


def _made(seen: Row, given: Given, note: str, move: Move, by: User) -> Answer:
    return Answer(
        assessment=seen.assessment,
        code=seen.code,
        status=BY_START[seen.status, move].end,
        data={} if answers.empty(given) else answers.to_data(given),
        points=_points(seen, given),
        ready=seen.answer.ready if seen.answer else False,
        note=note,
        version=seen.version + 1,
        changed_by=by,
        changed_at=timezone.now(),
    )


def _points(seen: Row, given: Given) -> Points | None:
    return points_of(seen.question, given).points if given.complete else None


def _told(stored: Answer | None) -> dict[str, Any]:
    """An answer as the trail tells it."""
    if stored is None:
        return {"data": {}, "points": None, "note": "", "status": str(Status.EMPTY)}
    return {
        "data": stored.data,
        "points": stored.points,
        "note": stored.note,
        "status": str(stored.status),
    }
