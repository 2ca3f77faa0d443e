"""What each tier said of each row: the verdicts that count, without the blind second readings."""

from collections import defaultdict
from collections.abc import Collection

from django.db.models import QuerySet

from layak.assessments.models import Assessment
from layak.core.points import Points
from layak.prepared import Prepared
from layak.verification.models import Submission, TierStanding, Verdict


def told(assessment: Assessment, codes: Collection[str] | None = None) -> dict[str, dict[str, Verdict]]:
    """The verdicts of a sheet, or of some rows, by row code and stage, each with its verifier. One query."""
    found: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for verdict in _given(assessment.pk, *([] if codes is None else [list(codes)])):
        found[verdict.code][verdict.stage] = verdict
    return found


def _verdicts(sheet: int, codes: Collection[str] | None = None) -> QuerySet[Verdict]:
    found = Verdict.objects.filter(assessment=sheet, blind=False).select_related("verifier")
    return found if codes is None else found.filter(code__among=codes)


_given = Prepared(_verdicts)


def claims(assessment: Assessment) -> dict[str, Points] | None:
    """What the district claimed when it sent its sheet, by row code; None before that. One query."""
    sent = dict(Submission.objects.filter(assessment=assessment).values_list("code", "points"))
    return {code: points for code, points in sent.items() if points is not None} if sent else None


def standings() -> QuerySet[TierStanding]:
    """The score of every indicator of every sheet at every tier, for whoever oversees many."""
    return TierStanding.objects.all()
