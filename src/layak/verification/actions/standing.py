"""Keeping each tier's standing true: recomputed in the transaction of whatever changed a row's points."""

from collections.abc import Collection, Iterable, Mapping

from layak.assessments.models import Assessment
from layak.assessments.queries.editions import edition_of
from layak.core.instrument import Indicator
from layak.core.points import Points
from layak.core.stages import Stage
from layak.verification.models import TierStanding
from layak.verification.queries.rows import Judged, claims, judged

FIELDS = ["points", "judged"]


def refresh(assessment: Assessment, stage: Stage, indicators: Collection[str] | None = None) -> None:
    """Recompute indicators (none given: all) of one tier from their rows and store them.

    An indicator is the sum of its rows, at most its maximum. Must follow the trail line in the same
    transaction, which locks the district's chain.
    """
    edition = edition_of(assessment)
    wanted = [edition.indicators[code] for code in indicators or edition.indicators]
    codes = [question.code for indicator in wanted for question in indicator.questions]
    narrow = codes if indicators else None
    if stage is Stage.SELF:
        _store(assessment, stage, wanted, claims(assessment, narrow), {})
    else:
        keep(assessment, stage, wanted, judged(assessment, stage, narrow))


def follow(assessment: Assessment, codes: Collection[str]) -> None:
    """Recompute the tier that judges the sheet now: rows (codes) changed, so a verdict may stand no more.

    Tiers that the sheet has left keep what they came to. As `refresh`.
    """
    stage = Stage(assessment.stage)
    if stage.scores and stage is not Stage.SELF:
        homes = edition_of(assessment).indicator_of
        refresh(assessment, stage, {homes[code].code for code in codes})


def keep(
    assessment: Assessment, stage: Stage, indicators: Iterable[Indicator], rows: Mapping[str, Judged]
) -> None:
    """Store the standing of indicators at a tier that judges, from all their rows as they are now."""
    values = {code: row.points for code, row in rows.items()}
    _store(assessment, stage, indicators, values, {code: row.standing for code, row in rows.items()})


def _store(
    assessment: Assessment,
    stage: Stage,
    indicators: Iterable[Indicator],
    values: Mapping[str, Points],
    judged_ones: Mapping[str, bool],
) -> None:
    made = [
        TierStanding(
            assessment=assessment,
            stage=stage,
            indicator=i.code,
            points=min(sum(values.get(q.code, 0) for q in i.questions), i.max),
            judged=sum(judged_ones.get(q.code, False) for q in i.questions),
        )
        for i in indicators
    ]
    TierStanding.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["assessment", "stage", "indicator"], update_fields=FIELDS
    )
