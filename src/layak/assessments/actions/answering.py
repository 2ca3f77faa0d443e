"""Answering a row: what was typed becomes an exact answer, its points, a standing and a trail line."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from layak.assessments.actions import handing, standing
from layak.assessments.models import Answer, Assessment
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.rows import Row, beside
from layak.assessments.rules import answering as rules
from layak.core import answers
from layak.core.answers import Given
from layak.core.points import Points
from layak.core.refusal import insist
from layak.core.scoring import points_of
from layak.core.workflow import BY_START, Move, Status
from layak.people.models import User
from layak.trail.actions import Head, lock, record

NOTE_LENGTH = 4000


class Stale(Exception):  # noqa: N818 - reads as what happened
    """Someone saved since the sender looked: `saved` is what stands, `sent` what was not stored."""

    def __init__(self, saved: Answer | None, sent: Mapping[str, Any], note: str = "") -> None:
        super().__init__("a newer version is stored")
        self.saved, self.sent, self.note = saved, sent, note


@dataclass(frozen=True, slots=True)
class Saved:
    """A row as it was stored, and the rows of its indicator, itself included, as they are now."""

    row: Row
    beside: dict[str, Row]


def answer(
    assessment: Assessment, code: str, data: Mapping[str, Any], *, version: int, by: User, note: str = ""
) -> Row:
    """As `save`; the row alone."""
    return save(assessment, code, data, version=version, by=by, note=note).row


@transaction.atomic
def save(
    assessment: Assessment, code: str, data: Mapping[str, Any], *, version: int, by: User, note: str = ""
) -> Saved:
    """Store what a person gave to a row, seen by them at `version` (0: never answered).

    `data` is what `core.answers.read` takes: form fields or stored JSON. Incomplete data are kept
    without points; data equal to what is stored change nothing. Raises NoSuchRow, Refused, Unfit for
    data that cannot be, and Stale with both values. All is read under the chain's lock, once.
    """
    head, near = lock(assessment.district_id), beside(assessment, code)
    handing.hold(assessment)
    given = _wanted(near[code], data, note, version, by)
    if given is None:
        return Saved(near[code], near)
    near[code] = _write(near[code], given, by, Stale(near[code].answer, data, note), head)
    standing.keep(assessment, edition_of(assessment).indicator_of[code].code, near)
    return Saved(near[code], near)


def give(seen: Row, data: Mapping[str, Any], *, version: int, by: User, note: str = "") -> Row:
    """As `answer`, for a row that was just read: so that many rows can be read at once."""
    wanted = _wanted(seen, data, note, version, by)
    if wanted is None:
        return seen
    with transaction.atomic():
        row = _write(seen, wanted, by, Stale(seen.answer, data, note))
        handing.hold(seen.assessment)
        standing.refresh(seen.assessment, edition_of(seen.assessment).indicator_of[seen.code].code)
    return row


def _wanted(seen: Row, data: Mapping[str, Any], note: str, version: int, by: User) -> Answer | None:
    """The answer to store, once the rules let the person; None where nothing would change."""
    note = note.strip()[:NOTE_LENGTH]
    insist(rules.touch(by, seen))
    given = answers.read(seen.question, data, seen.assessment.cycle.years)
    kept = {} if answers.empty(given) else answers.to_data(given)
    if _same(seen, kept, note):
        return None
    if seen.version != version:
        raise Stale(seen.answer, data, note)
    move = Move.ANSWER if kept or note else Move.CLEAR
    insist(rules.move(by, seen, move))
    return _made(seen, given, note, move)


def _same(seen: Row, kept: Mapping[str, Any], note: str) -> bool:
    """Whether nothing would change; so a save repeated after a lost response succeeds again."""
    stored = (seen.answer.data, seen.answer.note) if seen.answer else ({}, "")
    return stored == (kept, note)


def _write(seen: Row, wanted: Answer, by: User, stale: Stale, head: Head | None = None) -> Row:
    """The trail line and the answer; raises `stale` when the row is not as it was seen."""
    told = {"code": seen.code, "old": _told(seen.answer), "new": _told(wanted)}
    chain = seen.assessment.district_id
    record("answers.save", by=by, chain=chain, about=seen.about, data=told, head=head)
    wanted.changed_by, wanted.changed_at = by, timezone.now()
    if not _store(wanted, seen):
        stale.saved = Answer.objects.filter(assessment=seen.assessment, code=seen.code).first()
        raise stale
    return replace(seen, answer=wanted)


def _store(wanted: Answer, seen: Row) -> bool:
    """Write the row only if it is still as it was seen; whether it was."""
    if seen.answer is None and _insert(wanted):
        return True
    fields = {name: getattr(wanted, name) for name in ("data", "points", "status", "note", "changed_at")}
    same = Answer.objects.filter(assessment=seen.assessment, code=seen.code, version=seen.version)
    return bool(same.update(version=F("version") + 1, changed_by=wanted.changed_by, **fields))


def _insert(wanted: Answer) -> bool:
    """Store a first answer; False where a row appeared meanwhile, be it only to hold proof (version 0)."""
    try:
        with transaction.atomic():
            wanted.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _made(seen: Row, given: Given, note: str, move: Move) -> Answer:
    return Answer(
        pk=seen.answer.pk if seen.answer else None,
        assessment=seen.assessment,
        code=seen.code,
        status=BY_START[seen.status, move].end,
        data={} if answers.empty(given) else answers.to_data(given),
        points=_points(seen, given),
        ready=seen.answer.ready if seen.answer else False,
        note=note,
        version=seen.version + 1,
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
