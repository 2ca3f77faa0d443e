"""Closing a stage: what counted is frozen as one document, stored by its hash, in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from layak.assessments.models import Assessment
from layak.assessments.queries.procedure import procedure
from layak.core import frozen
from layak.core.refusal import Refused, insist
from layak.core.stages import Condition, Go, Procedure, Stage
from layak.people.models import User
from layak.results import rules
from layak.results.actions import roots
from layak.results.models import Result
from layak.results.queries import freezing
from layak.trail import queries as trail
from layak.trail.actions import record
from layak.verification.actions.passing import pass_on


@dataclass(frozen=True, slots=True)
class Award:
    """The predikat that was decided: its key, the decision it comes from, the reason where it differs."""

    key: str
    source: str
    reason: str = ""


def close_stage(
    assessment: Assessment,
    go: Go,
    *,
    by: User | None,
    seen: str = "",
    reason: str = "",
    award: Award | None = None,
) -> Result | None:
    """Move the sheet on and freeze how its stage ended, all or nothing; None for a sheet that goes back.

    `seen` is `queries.freezing.bound` as the person read it: closing with it is signing it, and it is
    refused when the sheet says something else by now. `award` decides the predikat in the last stage.
    Raises Refused, as `verification.actions.passing.pass_on` does too.
    """
    roots.publish_due()
    stage, known = Stage(assessment.stage), procedure(assessment.cycle)
    with transaction.atomic():
        insist(rules.same(seen, freezing.bound(assessment) if seen else ""))
        also = {Condition.SIGNED: seen, Condition.DECIDED: award}
        pass_on(assessment, go, by=by, reason=reason, also={one for one, held in also.items() if held})
        if go is Go.RETURN:
            return None
        return freeze(assessment, stage, by=by, procedure=known, award=award, seen=seen)


def freeze(
    assessment: Assessment,
    stage: Stage,
    *,
    by: User | None,
    procedure: Procedure,
    award: Award | None = None,
    seen: str = "",
) -> Result:
    """Freeze how `stage` of a sheet ended and store it; about 100 ms on the whole instrument.

    Must run in the transaction that moves the sheet on, after its line in the trail: holding the
    district's chain, nobody else changes the sheet meanwhile. `seen`, the hash of what the person read and
    confirmed by closing, goes into the trail. Raises Refused for an award that does not fit, and when the
    result would not verify.
    """
    if award:
        insist(rules.award(stage, freezing.edition(assessment), award.key, award.source))
    at, key = timezone.now(), award.key if award else None
    document = _document(assessment, stage, procedure, key, by, at)
    score = document["scores"][document["tiers"][-1]]
    if award:
        insist(rules.differs(award.key, score["predikat"], award.reason))
    result = Result.objects.create(
        name=frozen.name(document),
        assessment=assessment,
        stage=stage,
        document=frozen.written(document),
        total=score["total"],
        predikat=score["predikat"] or "",
        award=key or "",
        award_source=award.source.strip() if award else "",
        award_reason=award.reason.strip() if award else "",
        ambiguous=score["ambiguous"],
        blocks=score["blocks"],
        extract=frozen.name(frozen.extract(document)),
        closed_by=by,
        closed_at=at,
    )
    _tell(result, by, seen)
    return result


def _document(
    assessment: Assessment,
    stage: Stage,
    procedure: Procedure,
    award: str | None,
    by: User | None,
    at: datetime,
) -> dict[str, Any]:
    edition, kept = freezing.edition(assessment), freezing.tiers(stage, procedure.stages)
    rows = freezing.rows(assessment, stage, kept)
    head = freezing.head(
        assessment,
        stage,
        kept,
        trail=trail.tip(assessment.district_id),
        by=by,
        at=at,
        award=award,
        estimate=freezing.estimated(edition, rows, assessment.cycle.years),
    )
    try:
        return frozen.freeze(edition, head, rows)
    except frozen.NotSound as fault:
        raise Refused(rules.unsound(fault.findings)) from fault


def _tell(result: Result, by: User | None, seen: str) -> None:
    told = {"name": result.name, "stage": result.stage, "total": result.total, "predikat": result.predikat}
    told |= {"extract": result.extract}
    if seen:
        told |= {"of": seen}
    if result.award:
        told |= {"award": result.award, "source": result.award_source, "reason": result.award_reason}
    record(
        "results.freeze",
        by=by,
        chain=result.assessment.district_id,
        about=f"assessment:{result.assessment_id}",
        data=told,
    )
