"""Moving answers along their road: send, take back, approve, return; one or many at a time."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from layak.assessments.actions import handing
from layak.assessments.actions.answering import Stale
from layak.assessments.models import Answer, Assessment, Remark
from layak.assessments.queries.rows import Row, rows
from layak.assessments.rules import answering as rules
from layak.core.refusal import insist
from layak.core.workflow import BY_START, Move
from layak.people.models import User
from layak.trail.actions import Head, lock, record

Seen = Mapping[str, int]
"""Row codes with the version at which the person saw each: what they decide about, no more."""


def submit(assessment: Assessment, seen: Seen, *, by: User) -> list[Answer]:
    """Send complete drafts on for approval; remarks that returned them count as settled.

    All or none. Raises NoSuchRow, Refused (the first row's reason) or Stale.
    """
    return _move(assessment, seen, Move.SUBMIT, by=by)


def withdraw(assessment: Assessment, seen: Seen, *, by: User) -> list[Answer]:
    """Take sent answers back to drafts. All or none; raises as `submit`."""
    return _move(assessment, seen, Move.WITHDRAW, by=by)


def approve(assessment: Assessment, seen: Seen, *, by: User) -> list[Answer]:
    """Approve sent answers as the head of their agency. All or none; raises as `submit`."""
    return _move(assessment, seen, Move.APPROVE, by=by)


def send_back(assessment: Assessment, seen: Seen, *, note: str, by: User) -> list[Answer]:
    """Return sent or approved answers with the reason. All or none; raises as `submit`.

    The reason is required and stands as a remark on each row until it is sent again.
    """
    insist(rules.reason(note))
    return _move(assessment, seen, Move.RETURN, by=by, note=note.strip())


@transaction.atomic
def _move(assessment: Assessment, seen: Seen, move: Move, *, by: User, note: str = "") -> list[Answer]:
    head, found = lock(assessment.district_id), rows(assessment, seen)
    handing.hold(assessment)
    for row in found.values():
        _check(row, seen[row.code], move, by)
    return [_take(row, move, by, note, head) for row in found.values()]


def _check(row: Row, version: int, move: Move, by: User) -> None:
    insist(rules.touch(by, row))
    if row.version != version:
        raise Stale(row.answer, {})
    insist(rules.move(by, row, move))
    if move is Move.SUBMIT:
        insist(rules.whole(row))


def _take(row: Row, move: Move, by: User, note: str, head: Head) -> Answer:
    answer, end = row.answer, BY_START[row.status, move].end
    told = {"code": row.code, "old": str(row.status), "new": str(end), "points": answer.points}
    if note:
        told["note"] = note
    record(f"answers.{move}", by=by, chain=head.pk, about=row.about, data=told, head=head)
    now = timezone.now()
    same = Answer.objects.filter(pk=answer.pk, version=answer.version)
    if not same.update(status=end, version=F("version") + 1, changed_by=by, changed_at=now):
        raise Stale(Answer.objects.get(pk=answer.pk), {})
    _speak(row, move, by, note)
    answer.status, answer.version, answer.changed_by, answer.changed_at = end, answer.version + 1, by, now
    return answer


def _speak(row: Row, move: Move, by: User, note: str) -> None:
    """A return leaves its reason on the row; sending the row again settles it."""
    if move is Move.RETURN:
        Remark.objects.create(
            assessment=row.assessment, code=row.code, kind=Remark.Kind.RETURN, text=note, author=by
        )
    elif move is Move.SUBMIT:
        standing = Remark.objects.filter(assessment=row.assessment, code=row.code, kind=Remark.Kind.RETURN)
        standing.filter(settled_at=None).update(settled_at=timezone.now())
