"""Notes to a district: written by a verifier, answered once by the agency, settled by a verifier."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from layak.assessments.actions.handing import close_rows, hold, open_rows
from layak.assessments.models import Assessment
from layak.assessments.queries import clock
from layak.assessments.queries.contents import contents
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.rows import NoSuchRow, about, row
from layak.core.canonical import digest
from layak.core.refusal import Refused, insist
from layak.core.stages import Reach, Stage, reach
from layak.people.models import User
from layak.trail.actions import record
from layak.verification.actions import standing
from layak.verification.models import Note
from layak.verification.queries import mandates, notes
from layak.verification.rules import judging
from layak.verification.rules import noting as rules


def write(assessment: Assessment, code: str, text: str, *, reason: str = "", by: User) -> Note:
    """Write a note on a row; where the stage lets the district mend, its row is open from now on.

    Raises NoSuchRow, Refused: "no-mandate", "not-this-stage", "closed", "blind", "no-text", "too-long".
    """
    if code not in edition_of(assessment).questions:
        raise NoSuchRow(code)
    held = mandates.mandate(by, assessment)
    insist(rules.write(by, assessment, held, clock.current(assessment)))
    held.assessment = assessment
    insist(judging.within(held, code) or judging.listed(reason) or rules.worded(text))
    made = Note(assessment=assessment, stage=held.stage, code=code, reason=reason, author=by)
    made.text = text.strip()
    with transaction.atomic():
        _record("notes.write", made, by, {"text": made.text, "reason": reason})
        made.save()
        if reach(Stage(assessment.stage)) is Reach.NOTED:
            open_rows(assessment, [code])
    return made


def reply(assessment: Assessment, number: int, text: str, *, version: int, by: User) -> Note:
    """Answer a note, once, as seen at `version`; its row closes and what was mended counts as sent.

    Raises Note.DoesNotExist, Refused: "not-yours", "replied-once", "closed", "no-text", "too-long",
    "stale".
    """
    seen = Note.objects.get(assessment=assessment, pk=number)
    insist(rules.reply(by, row(assessment, seen.code), seen) or rules.worded(text))
    given = {"reply": text.strip(), "replied_by": by, "replied_at": timezone.now()}
    with transaction.atomic():
        said = digest(contents(assessment, [seen.code]).get(seen.code))
        _record("notes.reply", seen, by, {"note": seen.pk, "text": given["reply"], "of": said})
        _change(seen, version, state=Note.State.REPLIED, **given)
        _close(seen)
    return _fresh(seen)


def settle(assessment: Assessment, number: int, *, version: int, by: User) -> Note:
    """Settle a note, replied to or not, as seen at `version`. Raises as `reply`."""
    seen = Note.objects.get(assessment=assessment, pk=number)
    held = mandates.mandate(by, assessment)
    insist(rules.settle(by, assessment, held, clock.current(assessment)))
    held.assessment = assessment
    insist(judging.within(held, seen.code) or rules.unsettled(seen))
    with transaction.atomic():
        _record("notes.settle", seen, by, {"note": seen.pk})
        _change(seen, version, state=Note.State.SETTLED, settled_by=by, settled_at=timezone.now())
        _close(seen)
    return _fresh(seen)


def _change(seen: Note, version: int, **fields: Any) -> None:
    same = Note.objects.filter(pk=seen.pk, version=version)
    if not same.update(version=F("version") + 1, **fields):
        raise Refused(rules.STALE)


def _close(seen: Note) -> None:
    """Close the row once no note on it waits, and count the tier anew: what was judged may have changed."""
    sheet = seen.assessment
    if all(note.state != Note.State.OPEN for note in notes.of_row(sheet, seen.code)):
        close_rows(sheet, [seen.code], sent=True)
    standing.follow(sheet, [seen.code])


def _record(action: str, note: Note, by: User, told: dict[str, Any]) -> None:
    sheet = note.assessment
    what = {"code": note.code, "stage": note.stage, **told}
    record(action, by=by, chain=sheet.district_id, about=about(sheet.pk, note.code), data=what)
    hold(sheet)


def _fresh(seen: Note) -> Note:
    seen.refresh_from_db()
    return seen
