"""Who answers for what: rows with their lead and helpers, rows without an owner, the load per agency."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from layak.assessments.models import Assignment
from layak.core.instrument import Edition, Question
from layak.core.points import Points


class Part(NamedTuple):
    """One agency's part in one row."""

    code: str
    agency_id: int
    part: str
    due: date | None


@dataclass(slots=True)
class Owners:
    """Who answers for one row: at most one lead, any helpers, and the date the lead owes it."""

    lead: int | None = None
    helpers: list[int] = field(default_factory=list)
    due: date | None = None


@dataclass(slots=True)
class Load:
    """What one agency carries: rows it leads and helps with, and the points of those it leads (1/1000)."""

    led: int = 0
    helped: int = 0
    points: Points = 0


Ownership = Mapping[str, Owners]
"""Owners by row code; a row nobody has is absent."""


def parts(assessment_id: int, codes: Collection[str] | None = None) -> list[Part]:
    """Every part of an assessment, or of some rows, in a fixed order. One query."""
    found = Assignment.objects.filter(assessment_id=assessment_id)
    if codes is not None:
        found = found.filter(code__in=codes)
    return [Part(*row) for row in found.order_by("code", "agency_id").values_list(*Part._fields)]


def codes_of(assessment_id: int, agency: int) -> set[str]:
    """The rows in which an agency has a part. One query."""
    own = Assignment.objects.filter(assessment_id=assessment_id, agency_id=agency)
    return set(own.values_list("code", flat=True))


def names(assessment_id: int) -> dict[int, str]:
    """Short names of the agencies that have a part, by id, inactive ones included. One query."""
    found = Assignment.objects.filter(assessment_id=assessment_id)
    return dict(found.values_list("agency_id", "agency__short_name").distinct())


def stamp(found: Iterable[Part]) -> str:
    """A short word for exactly these parts; it travels with a form and refuses a stale save."""
    told = "\n".join(f"{p.code}|{p.agency_id}|{p.part}|{p.due or ''}" for p in found)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def owners(found: Iterable[Part]) -> dict[str, Owners]:
    """The parts gathered by row."""
    rows: dict[str, Owners] = defaultdict(Owners)
    for part in found:
        row = rows[part.code]
        if part.part == Assignment.Part.LEAD:
            row.lead, row.due = part.agency_id, part.due
        else:
            row.helpers.append(part.agency_id)
    return dict(rows)


def loads(edition: Edition, owned: Ownership) -> dict[int, Load]:
    """The load of every agency that has a part, by agency id."""
    found: dict[int, Load] = defaultdict(Load)
    for code, row in owned.items():
        if row.lead:
            found[row.lead].led += 1
            found[row.lead].points += edition.questions[code].max
        for helper in row.helpers:
            found[helper].helped += 1
    return dict(found)


def unowned(edition: Edition, owned: Ownership) -> list[Question]:
    """The rows without an accountable agency, in the instrument's order."""
    return [q for q in edition.questions.values() if q.code not in owned or owned[q.code].lead is None]


def proposal(edition: Edition, owned: Ownership, duties: Mapping[str, int]) -> dict[str, Owners]:
    """What the edition's functions suggest for every row without a lead, through the district's agencies.

    `duties` is agency id by function. Rows whose lead function nobody carries are left out.
    """
    suggested = {}
    for question in unowned(edition, owned):
        lead = duties.get(question.lead)
        if lead is not None:
            helping = dict.fromkeys(duties[f] for f in question.helpers if f in duties)
            suggested[question.code] = Owners(lead, [agency for agency in helping if agency != lead])
    return suggested
