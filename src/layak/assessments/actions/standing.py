"""Keeping each indicator's standing true: recomputed in the transaction of whatever changed a row."""

from collections.abc import Callable, Collection, Iterable

from layak.assessments.models import Answer, Assessment, Standing
from layak.assessments.queries import proof
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.rows import codes_beside, given
from layak.core.scoring import indicator_points

FIELDS = ["claimed", "ready", "answered"]
FOLLOWERS: list[Callable[[Assessment, Collection[str]], None]] = []
"""Steps above that keep a score by what rows say; each joins when Django starts. `keep` tells them the
sheet and the codes of the rows that changed, in the same transaction."""


def keep(assessment: Assessment, codes: Collection[str], stored: Iterable[Answer]) -> None:
    """Store the standing of the rows' indicators, one statement, and let the scores above follow.

    `stored` are all answers of these indicators, read and changed while the district's chain is locked,
    so that no other writer of the district can slip between the reading and the storing.
    """
    edition, years = edition_of(assessment), assessment.cycle.years
    known = list(stored)
    typed = {a.code: given(edition.questions[a.code], a, years) for a in known if a.data}
    proven = {answer.code for answer in known if answer.ready}
    indicators = dict.fromkeys(edition.indicator_of[code].code for code in codes)
    now = [indicator_points(edition, indicator, typed, proven) for indicator in indicators]
    Standing.objects.bulk_create(
        [
            Standing(
                assessment=assessment, indicator=s.code, claimed=s.claimed, ready=s.ready, answered=s.answered
            )
            for s in now
        ],
        update_conflicts=True,
        unique_fields=["assessment", "indicator"],
        update_fields=FIELDS,
    )
    for follow in FOLLOWERS:
        follow(assessment, codes)


def prove(assessment: Assessment, codes: Iterable[str]) -> None:
    """Look again whether each row's proof is fit, and bring its indicator up to date.

    `Answer.ready` says that one cited document is fit; what needs no proof is the score's to know.
    Must follow `trail.record` in the same transaction, as `keep`.
    """
    codes = list(codes)
    fit = {code for code, shown in proof.of_rows(assessment, codes).items() if proof.is_ready(shown)}
    rows = Answer.objects.filter(assessment=assessment, code__in=codes)
    rows.filter(code__in=fit, ready=False).update(ready=True)
    rows.exclude(code__in=fit).filter(ready=True).update(ready=False)
    stored = Answer.objects.filter(assessment=assessment, code__in=codes_beside(assessment, codes))
    keep(assessment, codes, stored)
