"""What a closing stage freezes: every row with its answer and verdicts, and what the result is of."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from layak.assessments.models import Assessment
from layak.assessments.queries.contents import contents
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.procedure import procedure
from layak.core import canonical
from layak.core.answers import read
from layak.core.frozen import Head, Row, Verdict
from layak.core.instrument import Edition
from layak.core.ledger import points_of
from layak.core.merkle import Tip
from layak.core.points import Points
from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.people.models import User
from layak.verification.models import Verdict as Given
from layak.verification.queries.rows import stands
from layak.verification.queries.told import claims, told

Files = Mapping[int, Collection[str]]
"""The SHA-256 of every file a document ever had, by the document's id."""


def tiers(upto: Stage, chosen: Iterable[Stage]) -> tuple[Stage, ...]:
    """The stages with points of their own up to and with this one, lowest first."""
    order = list(Stage)
    return tuple(s for s in order[: order.index(upto) + 1] if s.scores and s in set(chosen))


def rows(assessment: Assessment, upto: Stage, kept: tuple[Stage, ...]) -> dict[str, Row]:
    """Every row that has an answer or a verdict. Six queries.

    A verdict of the last tier about an answer, or over points below, that changed since does not count:
    the row was open again. EM is what was frozen when the district sent its sheet, whatever was repaired
    later.
    """
    answers, verdicts = contents(assessment), told(assessment)
    claimed = _claims(assessment, answers, upto)
    files = _files(verdicts.values())
    return {
        code: Row(
            answer=answers.get(code),
            claimed=claimed.get(code),
            verdicts=_counting(
                verdicts.get(code, {}), claimed.get(code) or 0, answers.get(code), kept[1:], upto, files
            ),
        )
        for code in answers.keys() | verdicts.keys() | claimed.keys()
    }


def head(
    assessment: Assessment,
    stage: Stage,
    kept: tuple[Stage, ...],
    *,
    trail: Tip,
    by: User | None,
    at: datetime,
    award: str | None,
    estimate: bool,
) -> Head:
    """What the result is of; a demo's results say that they are made up."""
    return Head(
        district=assessment.district_id,
        district_name=assessment.district.name,
        year=assessment.cycle.year,
        data_years=assessment.cycle.years,
        stage=stage,
        tiers=kept,
        trail=trail,
        closed_by=by.name if by else "Layak",
        closed_at=at,
        estimate=estimate,
        salt=secrets.token_hex(32),
        synthetic=settings.DEMO,
        award=award,
    )


def estimated(edition: Edition, found: Mapping[str, Row], years: tuple[int, int]) -> bool:
    """Whether any answer's points rest on an unconfirmed ladder."""
    return any(
        points_of(edition.questions[code], read(edition.questions[code], row.answer["data"], years)).estimate
        for code, row in found.items()
        if row.answer and row.answer["data"] and code in edition.questions
    )


def bound(assessment: Assessment) -> str:
    """The SHA-256 of all rows as they are at the sheet's stage: what a person signs by closing it."""
    stage = Stage(assessment.stage)
    kept = tiers(stage, procedure(assessment.cycle).stages)
    found = rows(assessment, stage, kept)
    return canonical.digest({code: _bound(row) for code, row in found.items()})


@dataclass(frozen=True, slots=True)
class Summary:
    """What a stage comes to before it is closed: each tier's total and how many rows it judged."""

    totals: tuple[tuple[Stage, int, int], ...]
    rows: int


def summary(assessment: Assessment) -> Summary:
    """The totals (1/1000 points) as the stage would be frozen now."""
    stage = Stage(assessment.stage)
    kept = tiers(stage, procedure(assessment.cycle).stages)
    found, known = rows(assessment, stage, kept), edition_of(assessment)
    values: dict[str, int] = {}
    told = []
    for tier in kept:
        own = {code: given for code, row in found.items() if (given := _own(row, tier)) is not None}
        values |= own
        told.append((tier, sum(values.values()), len(own)))
    return Summary(tuple(told), len(known.questions))


def _own(row: Row, tier: Stage) -> int | None:
    if tier is Stage.SELF:
        return row.claimed
    return row.verdicts[tier].points if tier in row.verdicts else None


def edition(assessment: Assessment) -> Edition:
    """The edition of a sheet."""
    return edition_of(assessment)


def _claims(assessment: Assessment, answers: Mapping[str, Any], upto: Stage) -> dict[str, int]:
    sent = claims(assessment) if upto != Stage.SELF else None
    if sent is not None:
        return sent
    return {code: told["points"] for code, told in answers.items() if told["points"] is not None}


def _bound(row: Row) -> dict[str, Any]:
    verdicts = {tier: [given.points, given.of] for tier, given in row.verdicts.items()}
    return {"answer": row.answer, "claimed": row.claimed, "verdicts": verdicts}


def _counting(
    given: Mapping[str, Given],
    claimed: Points,
    answer: Any,
    kept: tuple[Stage, ...],
    upto: Stage,
    files: Files,
) -> dict[Stage, Verdict]:
    judged = [tier for tier in kept if tier in given]
    if judged and judged[-1] is kept[-1] and upto != Stage.REPAIR:
        below = given[judged[-2]].points if len(judged) > 1 else claimed
        if not stands(given[judged[-1]], below, answer):
            judged.pop()
    return {tier: _verdict(given[tier], files) for tier in judged}


def _files(verdicts: Iterable[Mapping[str, Given]]) -> Files:
    shown = {given.document_id for row in verdicts for given in row.values() if given.document_id}
    return evidence.every_fingerprint(shown)


def _document(given: Given, files: Files) -> str:
    """The SHA-256 of the document that a verdict points at, as the content it was about cites it.

    A newer file that came later is another document to whoever reads the verdict's pages.
    """
    cited = [sha for sha, _pages in (given.content or {}).get("documents", ())]
    return next((sha for sha in cited if sha in files.get(given.document_id, ())), "")


def _verdict(given: Given, files: Files) -> Verdict:
    return Verdict(
        points=given.points,
        of=given.of,
        by=given.verifier.name,
        at=given.decided_at,
        reason=given.reason,
        note=given.note,
        pages=given.pages,
        document=_document(given, files),
    )
