"""Handing a sheet on: the stage it is in, and the rows its district may change while others hold it.

Who may, and on what conditions, is the procedure's (`verification.actions.passing`); these change
tables only, in the caller's transaction and after its trail line.
"""

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from layak.assessments.models import Answer, Assessment, Opening
from layak.core.refusal import Refusal, Refused
from layak.core.stages import Stage
from layak.prepared import Prepared

MOVED = Refusal(
    "moved", _("Lembar ini baru saja berpindah tahap. Muat ulang halaman untuk melihat keadaan terbaru.")
)
UNTOUCHED = (Answer.Status.EMPTY, Answer.Status.DRAFT)
"""Statuses from which a row can be answered as it is."""


def move_on(assessment: Assessment, to_stage: Stage) -> Assessment:
    """Put the sheet in another stage, whose clock begins now, and close every row that was open.

    Raises Refused "moved" when the sheet has moved since it was read.
    """
    close_rows(assessment)
    began = timezone.now()
    same = Assessment.objects.filter(pk=assessment.pk, stage=assessment.stage)
    if not same.update(stage=to_stage, stage_began_at=began):
        raise Refused(MOVED)
    assessment.stage, assessment.stage_began_at = to_stage.value, began
    return assessment


def hold(assessment: Assessment) -> None:
    """Refuse to change a sheet that was sent on since it was read; after the trail line, which locks it."""
    if not _staged(assessment.pk, str(assessment.stage)):
        raise Refused(MOVED)


_staged = Prepared(lambda sheet, stage: Assessment.objects.filter(pk=sheet, stage=stage).values_list("pk"))


def open_rows(assessment: Assessment, codes: Iterable[str]) -> None:
    """Let the district change these rows; an answer that was sent or approved is to be mended first."""
    open_ones = Opening.objects.filter(assessment=assessment, closed_at=None).values_list("code", flat=True)
    wanted = set(codes) - set(open_ones)
    stored = {a.code: a for a in Answer.objects.filter(assessment=assessment, code__in=wanted)}
    Opening.objects.bulk_create(_opening(assessment, code, stored.get(code)) for code in sorted(wanted))
    settled = Answer.objects.filter(pk__in=[a.pk for a in stored.values() if a.status not in UNTOUCHED])
    settled.update(status=Answer.Status.NEEDS_FIX, version=F("version") + 1)


def close_rows(assessment: Assessment, codes: Iterable[str] | None = None, *, sent: bool = False) -> None:
    """Close these rows, or all. What was not touched gets its status back; the rest is kept as it stands.

    With `sent`, a changed answer counts as sent: its agency has replied.
    """
    standing = Opening.objects.filter(assessment=assessment, closed_at=None)
    if codes is not None:
        standing = standing.filter(code__in=list(codes))
    for opening in list(standing):
        answers = Answer.objects.filter(assessment=assessment, code=opening.code)
        same = answers.filter(version=opening.seen, status=Answer.Status.NEEDS_FIX)
        if not same.update(status=opening.was, version=F("version") + 1) and sent:
            fixed = answers.filter(status__in=(Answer.Status.NEEDS_FIX, Answer.Status.DRAFT))
            fixed.update(status=Answer.Status.SUBMITTED, version=F("version") + 1)
    standing.update(closed_at=timezone.now())


def _opening(assessment: Assessment, code: str, answer: Answer | None) -> Opening:
    if answer is None:
        return Opening(assessment=assessment, code=code)
    bumped = answer.version + (answer.status not in UNTOUCHED)
    return Opening(assessment=assessment, code=code, was=answer.status, seen=bumped)
