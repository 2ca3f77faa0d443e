"""Passing a sheet from stage to stage: the procedure's step, its conditions, what is bound and opened."""

from collections.abc import Set

from django.db import transaction

from layak.assessments.actions.handing import move_on, open_rows
from layak.assessments.models import Assessment
from layak.assessments.queries.contents import Content, contents
from layak.assessments.queries.editions import edition_of
from layak.core.canonical import digest
from layak.core.refusal import Refusal, Refused, insist
from layak.core.stages import Condition, Go, Reach, Stage, Step, reach
from layak.people.models import User
from layak.trail.actions import lock, record
from layak.verification.actions import drawing, standing
from layak.verification.models import Note, Passage, Submission
from layak.verification.queries import notes
from layak.verification.rules import passing as rules

FIELDS = ["points", "content", "of"]
NOTHING: frozenset[Condition] = frozenset()


@transaction.atomic
def pass_on(
    assessment: Assessment, go: Go, *, by: User | None, reason: str = "", also: Set[Condition] = NOTHING
) -> Passage:
    """Move the sheet one step along its cycle's procedure; the passage that was made.

    `also` are conditions that the caller knows to hold (SIGNED, DECIDED); all others are read from the
    tables. Sending on from the self-assessment keeps every claim with its content and SHA-256. Raises
    Refused: "not-your-step", "finished", "unmet" with the sentences of all that is missing,
    "no-reason", "moved" when the sheet has gone on meanwhile.
    """
    step = rules.way(by, assessment, go)
    if isinstance(step, Refusal):
        raise Refused(step)
    insist(rules.reasoned(step, reason))
    chain, about = assessment.district_id, f"assessment:{assessment.pk}"
    # locked before the rows are read: nobody puts another file under what is being sent
    head, now = lock(chain), contents(assessment)
    made = Passage(
        assessment=assessment,
        start=step.start,
        end=step.end or "",
        go=go,
        of=digest({code: digest(said) for code, said in now.items()}),
        reason=reason.strip(),
        moved_by=by,
    )
    told = {"from": made.start, "to": made.end, "of": made.of, "reason": made.reason}
    record(f"sheets.{go}", by=by, chain=chain, about=about, data=told, head=head)
    insist(rules.ready(step, assessment, also))
    made.save()
    _leave(assessment, step, now)
    if step.end is not None:
        _enter(assessment, step.end, by)
    return made


def _leave(assessment: Assessment, step: Step, now: dict[str, Content]) -> None:
    """A sheet that is sent on or taken over leaves its claims behind as the lowest tier."""
    if step.start is Stage.SELF:
        Submission.objects.bulk_create(
            [_submission(assessment, code, now.get(code)) for code in edition_of(assessment).questions],
            update_conflicts=True,
            unique_fields=["assessment", "code"],
            update_fields=FIELDS,
        )
        standing.refresh(assessment, Stage.SELF)


def _submission(assessment: Assessment, code: str, said: Content | None) -> Submission:
    points = said["points"] if said else None
    return Submission(assessment=assessment, code=code, points=points, content=said, of=digest(said))


def _enter(assessment: Assessment, stage: Stage, by: User | None) -> None:
    """The next stage begins: its clock, its tier as the one below left it, the rows that are noted."""
    move_on(assessment, stage)
    if stage.scores and stage is not Stage.SELF:
        standing.refresh(assessment, stage)
        drawing.draw(assessment, stage, by=by)
    if reach(stage) is Reach.NOTED:
        open_rows(assessment, notes.codes(assessment, Note.State.OPEN))
