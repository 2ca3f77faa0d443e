"""Who may pass a sheet on, which way, and what must be true before it goes."""

from collections.abc import Callable, Iterable, Set

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from layak.assessments.models import Assessment
from layak.assessments.models import Stage as Window
from layak.assessments.queries import clock, everywhere
from layak.assessments.queries.procedure import procedure
from layak.core import stages
from layak.core.refusal import Refusal
from layak.core.stages import Condition, Go, Party, Stage, Step
from layak.core.workflow import Status
from layak.people.models import User
from layak.verification.models import Note, Passage
from layak.verification.queries import field
from layak.verification.queries.rows import judged
from layak.verification.rules import parties

UNSETTLED = (Status.DRAFT, Status.SUBMITTED, Status.NEEDS_FIX)
FINISHED = Refusal(
    "finished", gettext_lazy("Predikat sudah ditetapkan, jadi lembar ini tidak berpindah lagi.")
)


def ways(user: User | None, assessment: Assessment) -> tuple[Step, ...]:
    """The steps this person may make with the sheet now; all of them for the system itself (None)."""
    known, stage = procedure(assessment.cycle), Stage(assessment.stage)
    acting = set(Party) if user is None else parties.parties(user, assessment)
    return tuple(step for step in known.steps if step.start is stage and step.by in acting)


def way(user: User | None, assessment: Assessment, go: Go) -> Step | Refusal:
    """The step of this kind, or why there is none for this person."""
    found = next((step for step in ways(user, assessment) if step.go is go), None)
    if found is not None and not finished(assessment):
        return found
    if finished(assessment):
        return FINISHED
    told = {"stage": parties.said(Stage(assessment.stage).label), "go": parties.said(go.label)}
    told["holder"] = parties.said(parties.holder(assessment).label)
    sentence = _(
        "Pada tahap %(stage)s, yang dipegang oleh %(holder)s, Anda tidak dapat memilih “%(go)s”. "
        "Hubungi pemegang lembar ini."
    )
    return Refusal("not-your-step", sentence % told)


def ready(step: Step, assessment: Assessment, also: Set[Condition]) -> Refusal | None:
    """What stands in the way; `also` are conditions that only a step above can know (signed, decided)."""
    lacking = stages.unmet(step, met(step, assessment) | also)
    if not lacking:
        return None
    return Refusal("unmet", " ".join(parties.said(text) for text in lacking))


def reasoned(step: Step, reason: str) -> Refusal | None:
    """A sheet goes back only with the reason written."""
    if not step.reason or reason.strip():
        return None
    return Refusal(
        "no-reason", _("Tulis alasannya dulu: apa yang perlu dibenahi sebelum lembar ini kembali.")
    )


def met(step: Step, assessment: Assessment) -> frozenset[Condition]:
    """Those of the step's conditions that hold, read from the tables."""
    return frozenset(c for c in step.conditions if c in HOLDS and HOLDS[c](step, assessment))


def finished(assessment: Assessment) -> bool:
    """Whether the procedure ended with this sheet."""
    return bool(finished_of([assessment]))


def finished_of(sheets: Iterable[Assessment]) -> frozenset[int]:
    """The sheets (ids) with which the procedure ended. One query."""
    found = Passage.objects.filter(assessment__in=list(sheets), go=Go.FINISH)
    return frozenset(found.values_list("assessment", flat=True))


def _in_time(_step: Step, sheet: Assessment) -> bool:
    now = clock.current(sheet)
    return now is not None and now.is_open()


def _time_is_up(_step: Step, sheet: Assessment) -> bool:
    now = clock.current(sheet)
    return now is not None and now.is_over()


def _target_open(step: Step, sheet: Assessment) -> bool:
    target = clock.clock(sheet, Window(step.end)) if step.end else None
    return target is not None and not target.is_over()


def _rows_settled(_step: Step, sheet: Assessment) -> bool:
    return not everywhere.answers(sheet).filter(status__in=UNSETTLED).exists()


def _rows_judged(_step: Step, sheet: Assessment) -> bool:
    return all(row.standing for row in judged(sheet, Stage(sheet.stage)).values())


def _notes_replied(_step: Step, sheet: Assessment) -> bool:
    return not Note.objects.filter(assessment=sheet, state=Note.State.OPEN).exists()


def _notes_settled(_step: Step, sheet: Assessment) -> bool:
    return not Note.objects.filter(assessment=sheet).exclude(state=Note.State.SETTLED).exists()


def _field_done(_step: Step, sheet: Assessment) -> bool:
    return field.is_done(sheet)


HOLDS: dict[Condition, Callable[[Step, Assessment], bool]] = {
    Condition.IN_TIME: _in_time,
    Condition.TIME_IS_UP: _time_is_up,
    Condition.TARGET_OPEN: _target_open,
    Condition.ROWS_SETTLED: _rows_settled,
    Condition.ROWS_JUDGED: _rows_judged,
    Condition.NOTES_REPLIED: _notes_replied,
    Condition.NOTES_SETTLED: _notes_settled,
    Condition.NO_OPEN_NOTES: _notes_settled,
    Condition.FIELD_DONE: _field_done,
}
"""How each condition is read; what is not here is known by a step above alone."""
