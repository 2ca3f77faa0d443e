"""The sheet: one indicator's cards with everything around an answer, and how far every indicator is."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from layak.assessments.models import Answer, Assessment, Assignment, Remark, Standing
from layak.assessments.queries import proof, visible
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.proof import Proof
from layak.assessments.queries.rows import Row, given, rows, stored
from layak.core import points, scoring
from layak.core.answers import Given
from layak.core.instrument import Block, Edition, Indicator, Question
from layak.core.ledger import Line, points_of, rests_on_guess
from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.people import queries as people
from layak.people.models import Role, User
from layak.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Past:
    """What the same row had in the cycle before."""

    year: int
    given: Given
    line: Line
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """One row with its proof, what was said about it, and last cycle's answer.

    `hidden` are the ids of cited documents whose personal data this person may not see.
    """

    row: Row
    proofs: tuple[Proof, ...]
    hidden: frozenset[int]
    remarks: tuple[Remark, ...]
    past: Past | None

    @property
    def returned(self) -> Remark | None:
        """The newest reason for which the row was returned, until it is sent again."""
        open_ones = [r for r in self.remarks if r.kind == Remark.Kind.RETURN and r.settled_at is None]
        return open_ones[-1] if open_ones else None

    @property
    def comments(self) -> list[Remark]:
        """Everything said about the row, oldest first, but for the reason that stands above."""
        return [remark for remark in self.remarks if remark != self.returned]

    @property
    def ready(self) -> bool:
        """Whether a cited document is fit."""
        return proof.is_ready(self.proofs)

    @property
    def at_risk(self) -> bool:
        """Whether the row claims points that no fit document proves."""
        return bool(self.row.line.points) and not self.ready


@dataclass(frozen=True)
class Progress:
    """How far the whole sheet is: a standing for every indicator and block."""

    edition: Edition
    stored: dict[str, tuple[points.Points, points.Points, int]]

    @cached_property
    def indicators(self) -> dict[str, scoring.Standing]:
        """Every indicator's standing by code."""
        return {code: self._of(indicator) for code, indicator in self.edition.indicators.items()}

    @cached_property
    def blocks(self) -> dict[str, scoring.Standing]:
        """Every block's standing by code."""
        return {block.code: self._sum(block) for block in self.edition.blocks}

    def _of(self, indicator: Indicator) -> scoring.Standing:
        claimed, ready, answered = self.stored.get(indicator.code, (0, 0, 0))
        size = len(indicator.questions)
        return scoring.Standing(indicator.code, claimed, ready, indicator.max, answered, size)

    def _sum(self, block: Block) -> scoring.Standing:
        return scoring.add_up(block.code, block.max, (self.indicators[i.code] for i in block.indicators))


@dataclass(frozen=True, slots=True)
class Tally:
    """What an indicator's head says: rows, those with fit proof, and complete drafts with their versions.

    `estimate`: a counted answer rests on a ladder that is not confirmed.
    """

    rows: int
    ready: int
    drafts: dict[str, int]
    estimate: bool


def progress(assessment: Assessment) -> Progress:
    """How far the sheet is. One query."""
    figures = {code: tuple(rest) for code, *rest in _standings(assessment.pk)}
    return Progress(edition_of(assessment), figures)


_standings = Prepared(
    lambda sheet: Standing.objects.filter(assessment=sheet).values_list(
        "indicator", "claimed", "ready", "answered"
    )
)


def tally(assessment: Assessment, indicator: Indicator, user: User) -> Tally:
    """As `tally_of`, of rows read for it."""
    return tally_of(rows(assessment, [question.code for question in indicator.questions]).values(), user)


def tally_of(rows: Collection[Row], user: User) -> Tally:
    """Rows with fit proof, and the complete drafts that are this person's to send, of an indicator's rows."""
    agencies, districts = people.agencies_of(user, Role.OPERATOR), people.districts_of(user, Role.SECRETARIAT)
    drafts = {
        row.code: row.version
        for row in rows
        if row.answer
        and _waits(row.answer.status, row.answer.points)
        and (row.opened or row.assessment.stage == Stage.SELF)
        and (row.assessment.district_id in districts or (row.lead and row.lead.agency_id in agencies))
    }
    answered = [(row.question, row.answer) for row in rows if row.answer]
    return Tally(
        rows=len(rows),
        ready=sum(answer.ready for _question, answer in answered),
        drafts=drafts,
        estimate=any(rests_on_guess(q, answer.data.get("kind"), answer.points) for q, answer in answered),
    )


def _waits(status: str, earned: points.Points | None) -> bool:
    """Whether a complete draft waits to be sent."""
    return status in (Answer.Status.DRAFT, Answer.Status.NEEDS_FIX) and earned is not None


def cards(assessment: Assessment, codes: Collection[str], user: User) -> list[Card]:
    """The cards of some rows, in the order asked for. A constant number of queries."""
    found, proofs = rows(assessment, codes, authors=True), proof.of_rows(assessment, codes)
    hidden, remarks, past = _hidden(user, proofs), _remarks(assessment, codes), _past(assessment, codes)
    return [
        Card(row, tuple(proofs[code]), hidden, tuple(remarks[code]), past.get(code))
        for code, row in found.items()
    ]


def card(assessment: Assessment, code: str, user: User) -> Card:
    """One card. Raises NoSuchRow."""
    return cards(assessment, [code], user)[0]


def _hidden(user: User, proofs: dict[str, list[Proof]]) -> frozenset[int]:
    secret = {p.document.pk for shown in proofs.values() for p in shown if p.document.personal_data}
    if not secret:
        return frozenset()
    return frozenset(secret - set(evidence.visible(user).filter(pk__in=secret).values_list("pk", flat=True)))


def _remarks(assessment: Assessment, codes: Collection[str]) -> dict[str, list[Remark]]:
    said: dict[str, list[Remark]] = defaultdict(list)
    for remark in _said(assessment.pk, list(codes)):
        said[remark.code].append(remark)
    return said


_said = Prepared(
    lambda sheet, codes: (
        Remark.objects.filter(assessment=sheet, code__among=codes).select_related("author").order_by("id")
    )
)


def _past(assessment: Assessment, codes: Collection[str]) -> dict[str, Past]:
    before = visible.last_cycle(assessment)
    if before is None or before.edition_key != assessment.edition_key:
        return {}
    questions, cycle = edition_of(before).questions, before.cycle
    kept = stored(before, codes)
    then = {answer.code: (answer, given(questions[answer.code], answer, cycle.years)) for answer in kept}
    return {
        code: Past(cycle.year, what, points_of(questions[code], what), answer.note)
        for code, (answer, what) in then.items()
        if what is not None
    }


def twin(assessment: Assessment) -> dict[str, Any]:
    """The whole sheet for a machine: every row of the edition, answered or not. Points are strings."""
    fields = ("code", "status", "points", "ready", "version", "data", "note", "changed_at")
    kept = {row["code"]: row for row in Answer.objects.filter(assessment=assessment).values(*fields)}
    parts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    assigned = Assignment.objects.filter(assessment=assessment).order_by("agency__name")
    for code, part, name in assigned.values_list("code", "part", "agency__name"):
        parts[code][part].append(name)
    return {
        "assessment": assessment.pk,
        "district": {"code": assessment.district_id, "name": assessment.district.name},
        "cycle": assessment.cycle.year,
        "edition": assessment.edition_key,
        "fingerprint": assessment.edition_fingerprint,
        "rows": [
            _twin_row(question, kept.get(code), parts[code])
            for code, question in edition_of(assessment).questions.items()
        ],
    }


def _twin_row(question: Question, kept: dict[str, Any] | None, part: dict[str, list[str]]) -> dict[str, Any]:
    answer = kept or {"status": "empty", "points": None, "ready": False, "version": 0, "data": {}, "note": ""}
    earned = answer["points"]
    return {
        **answer,
        "code": question.code,
        "points": None if earned is None else points.text(earned),
        "max": points.text(question.max),
        "estimate": rests_on_guess(question, answer["data"].get("kind"), earned),
        "lead": next(iter(part["lead"]), None),
        "helpers": part["helper"],
    }
