"""A total taken apart: blocks, indicators, rows, each down to its answer, its rung and its proof."""

from dataclasses import dataclass

from layak.assessments.models import Assessment
from layak.assessments.queries import proof
from layak.assessments.queries.overview import Picture
from layak.core.instrument import Indicator
from layak.core.ledger import Line
from layak.core.points import Points
from layak.core.scoring import Standing
from layak.evidence import queries as evidence
from layak.people.models import User

MEASURES = ("klaim", "siap", "risiko")
"""Which part of the points is taken apart: all claimed, those with ready proof, those without."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A document behind a row.

    `title` is None where it holds personal data that this person may not see; `openable` says whether
    they may open it, which who administers the instance without a seat in the district may not.
    """

    document_id: int
    title: str | None
    pages: str
    state: str
    openable: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger with what stands behind it; `points` of the measure asked for (1/1000)."""

    line: Line
    points: Points
    proofs: tuple[Cited, ...]


def part(standing: Standing, measure: str) -> Points:
    """The points of a standing in one of `MEASURES`."""
    return {"klaim": standing.claimed, "siap": standing.ready, "risiko": standing.at_risk}[measure]


def entries(seen: Picture, indicator: Indicator, measure: str, user: User) -> list[Entry]:
    """The rows of one indicator with the proof this person may see. Four queries."""
    codes = [question.code for question in indicator.questions]
    cited = _cited(seen.assessment, codes, user)
    lines = [seen.score.ledger[code] for code in codes]
    return [Entry(line, _of(seen, line, measure), tuple(cited.get(line.code, ()))) for line in lines]


def _of(seen: Picture, line: Line, measure: str) -> Points:
    ready = seen.score.row_ready(line.code)
    return {"klaim": line.points, "siap": ready, "risiko": line.points - ready}[measure]


def _cited(assessment: Assessment, codes: list[str], user: User) -> dict[str, list[Cited]]:
    found = proof.of_rows(assessment, codes)
    ids = {one.document.pk for proofs in found.values() for one in proofs}
    allowed = evidence.openable(user, ids)
    return {code: [_one(one, allowed) for one in proofs] for code, proofs in found.items()}


def _one(one: proof.Proof, allowed: set[int]) -> Cited:
    openable = one.document.pk in allowed
    title = one.document.title if openable or not one.document.personal_data else None
    return Cited(one.document.pk, title, one.pages, one.state, openable)
