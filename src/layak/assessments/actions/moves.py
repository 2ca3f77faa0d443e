"""Moving answers along their road: send, take back, approve, return; one or many at a time."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from layak.assessments.actions import handing
from layak.assessments.actions.answering import Stale
from layak.assessments.models import Answer, Assessment, Remark
from layak.assessments.queries.contents import contents_of
from layak.assessments.queries.rows import Row, rows
from layak.assessments.rules import answering as rules
from layak.core.canonical import digest
from layak.core.refusal import insist
from layak.core.workflow import BY_START, Move, Status
from layak.people.models import User
from layak.trail.actions import Line, lock, record_all

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
    ends = {row.code: BY_START[row.status, move].end for row in found.values()}
    said = contents_of(assessment, (row.answer for row in found.values()))
    lines = (_line(row, move, ends[row.code], digest(said[row.code]), note) for row in found.values())
    record_all(lines, by=by, head=head)
    _speak(assessment, list(found), move, by, note)
    return _take(found.values(), ends, by)


def _check(row: Row, version: int, move: Move, by: User) -> None:
    insist(rules.touch(by, row))
    if row.version != version:
        raise Stale(row.answer, {})
    insist(rules.move(by, row, move))
    if move is Move.SUBMIT:
        insist(rules.whole(row))


def _line(row: Row, move: Move, end: Status, of: str, note: str) -> Line:
    """The trail line of a move; `of` is the SHA-256 of the content that was sent, approved or returned."""
    told = {"code": row.code, "old": str(row.status), "new": str(end), "points": row.answer.points, "of": of}
    return Line(f"answers.{move}", row.about, told | ({"note": note} if note else {}))


def _take(found: Iterable[Row], ends: Mapping[str, Status], by: User) -> list[Answer]:
    """Write the moved answers, one statement a status; while the chain is locked nobody else does."""
    answers, now = [row.answer for row in found], timezone.now()
    for answer in answers:
        answer.status, answer.version = ends[answer.code], answer.version + 1
        answer.changed_by, answer.changed_at = by, now
    for end in sorted(set(ends.values())):
        moved = Answer.objects.filter(pk__in=[answer.pk for answer in answers if answer.status == end])
        moved.update(status=end, version=F("version") + 1, changed_by=by, changed_at=now)
    return answers


def _speak(assessment: Assessment, codes: list[str], move: Move, by: User, note: str) -> None:
    """A return leaves its reason on the rows; sending them again settles it."""
    kind = Remark.Kind.RETURN
    if move is Move.RETURN:
        Remark.objects.bulk_create(
            Remark(assessment=assessment, code=code, kind=kind, text=note, author=by) for code in codes
        )
    elif move is Move.SUBMIT:
        standing = Remark.objects.filter(assessment=assessment, code__in=codes, kind=kind)
        standing.filter(settled_at=None).update(settled_at=timezone.now())
