"""What each tier said of each row: the verdicts that count, without the blind second readings."""

from collections import defaultdict

from layak.assessments.models import Assessment
from layak.verification.models import Verdict


def told(assessment: Assessment) -> dict[str, dict[str, Verdict]]:
    """The verdicts of a sheet by row code and stage, each with its verifier. One query."""
    found: dict[str, dict[str, Verdict]] = defaultdict(dict)
    given = Verdict.objects.filter(assessment=assessment, blind=False).select_related("verifier")
    for verdict in given:
        found[verdict.code][verdict.stage] = verdict
    return found
