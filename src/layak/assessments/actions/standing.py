"""Keeping each indicator's standing true: recomputed in the transaction of whatever changed a row."""

from collections.abc import Collection, Iterable, Mapping

from layak.assessments.models import Answer, Assessment, Standing
from layak.assessments.queries import proof
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.rows import Row
from layak.core.answers import Given, read
from layak.core.scoring import indicator_points

FIELDS = ["claimed", "ready", "answered"]


def refresh(assessment: Assessment, indicator: str) -> Standing:
    """Recompute one indicator from its own answers and store it; two statements.

    Must follow `trail.record` in the same transaction: holding the district's chain, no other writer
    of the district can slip between the reading and the storing.
    """
    questions = {q.code: q for q in edition_of(assessment).indicators[indicator].questions}
    stored = Answer.objects.filter(assessment=assessment, code__in=questions)
    found = stored.values_list("code", "data", "ready")
    years = assessment.cycle.years
    given = {code: read(questions[code], data, years) for code, data, _ready in found if data}
    return _store(assessment, indicator, given, {code for code, _data, ready in found if ready})


def keep(assessment: Assessment, indicator: str, rows: Mapping[str, Row]) -> Standing:
    """Store an indicator's standing from all its rows, read and changed under the chain's lock."""
    given = {code: row.given for code, row in rows.items() if row.given is not None}
    return _store(
        assessment, indicator, given, {c for c, row in rows.items() if row.answer and row.answer.ready}
    )


def _store(
    assessment: Assessment, indicator: str, given: Mapping[str, Given], proven: Collection[str]
) -> Standing:
    now = indicator_points(edition_of(assessment), indicator, given, proven)
    standing = Standing(
        assessment=assessment,
        indicator=indicator,
        claimed=now.claimed,
        ready=now.ready,
        answered=now.answered,
    )
    Standing.objects.bulk_create(
        [standing], update_conflicts=True, unique_fields=["assessment", "indicator"], update_fields=FIELDS
    )
    return standing


def prove(assessment: Assessment, codes: Iterable[str]) -> None:
    """Look again whether each row's proof is fit, and bring its indicator up to date.

    `Answer.ready` says that one cited document is fit; what needs no proof is the score's to know.
    Must follow `trail.record`, as `refresh`.
    """
    codes = list(codes)
    fit = {code for code, shown in proof.of_rows(assessment, codes).items() if proof.is_ready(shown)}
    rows = Answer.objects.filter(assessment=assessment, code__in=codes)
    rows.filter(code__in=fit, ready=False).update(ready=True)
    rows.exclude(code__in=fit).filter(ready=True).update(ready=False)
    homes = edition_of(assessment).indicator_of
    for indicator in dict.fromkeys(homes[code].code for code in codes):
        refresh(assessment, indicator)
