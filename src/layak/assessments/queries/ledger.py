"""A total taken apart: blocks, indicators, rows, each down to its answer, its rung and its proof."""

from collections.abc import Iterable
from dataclasses import dataclass

from layak.assessments.models import Assessment
from layak.assessments.queries import proof
from layak.assessments.queries.overview import Picture
from layak.core.instrument import Indicator
from layak.core.ledger import Line
from layak.core.points import Points
from layak.core.scoring import Standing
from layak.evidence import queries as evidence
from layak.people import queries as people
from layak.people.models import AGENCY_ROLES, User

MEASURES = ("klaim", "siap", "risiko", "celah")
"""Which points are taken apart: all claimed, those with ready proof, those without, those not claimed."""
SHORT = ("risiko", "celah")
"""Measures of what is missing: rows that miss nothing are left out of a list of rows."""


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
    return {
        "klaim": standing.claimed,
        "siap": standing.ready,
        "risiko": standing.at_risk,
        "celah": standing.unclaimed,
    }[measure]


def entries(seen: Picture, indicator: Indicator, measure: str, user: User) -> list[Entry]:
    """The rows of one indicator with the proof this person may see. Four queries."""
    return picked(seen, [question.code for question in indicator.questions], measure, user)


def picked(seen: Picture, codes: Iterable[str], measure: str, user: User) -> list[Entry]:
    """Some rows with the proof this person may see. Four queries."""
    lines = [seen.score.ledger[code] for code in codes]
    cited = _cited(seen.assessment, [line.code for line in lines], user)
    return [Entry(line, earned(seen, line, measure), tuple(cited.get(line.code, ()))) for line in lines]


def led(seen: Picture, agency_id: int) -> list[str]:
    """The rows that an agency answers for, in the instrument's order."""
    owned = seen.owned
    return [code for code in seen.edition.questions if code in owned and owned[code].lead == agency_id]


def own(seen: Picture, user: User) -> list[str]:
    """The rows that agencies answer for in which the person has a seat."""
    agencies = people.agencies_of(user, *AGENCY_ROLES)
    return [code for agency in sorted(agencies) for code in led(seen, agency)]


def counted(seen: Picture, codes: Iterable[str]) -> tuple[int, int, int]:
    """How many rows these are, how many of them are answered, and how many of those have ready proof."""
    codes = list(codes)
    lines = [seen.score.ledger[code] for code in codes]
    complete = [line.code for line in lines if line.given is not None and line.given.complete]
    return len(codes), len(complete), sum(code in seen.score.proven for code in complete)


def earned(seen: Picture, line: Line, measure: str) -> Points:
    """The points of one row in one of `MEASURES`."""
    ready = seen.score.row_ready(line.code)
    return {
        "klaim": line.points,
        "siap": ready,
        "risiko": line.points - ready,
        "celah": line.max - line.points,
    }[measure]


def _cited(assessment: Assessment, codes: list[str], user: User) -> dict[str, list[Cited]]:
    found = proof.of_rows(assessment, codes)
    ids = {one.document.pk for proofs in found.values() for one in proofs}
    allowed = evidence.openable(user, ids)
    return {code: [_one(one, allowed) for one in proofs] for code, proofs in found.items()}


def _one(one: proof.Proof, allowed: set[int]) -> Cited:
    openable = one.document.pk in allowed
    title = one.document.title if openable or not one.document.personal_data else None
    return Cited(one.document.pk, title, one.pages, one.state, openable)
