"""Where a district stands: one picture from which the control room and the leader's page are drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone

from layak.assessments.models import Answer, Assessment, Stage
from layak.assessments.queries import assigning, proof
from layak.assessments.queries.clock import Clock
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.lived import lived
from layak.core import answers, scoring
from layak.core.instrument import Edition, Question
from layak.core.ledger import Line
from layak.core.points import Points
from layak.core.readiness import State, row_state
from layak.core.scoring import Score

DONE = (Answer.Status.SUBMITTED, Answer.Status.APPROVED)
"""Statuses in which the agency has done its part."""


class Row(NamedTuple):
    """What is stored of one row's answer."""

    code: str
    status: str
    data: dict[str, object]
    ready: bool
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Gap:
    """A row that leaves points on the table: what is missing (1/1000), who owes it, its proof.

    `estimate`: what it claims, and so what it misses, rests on a ladder that is not confirmed.
    """

    question: Question
    indicator: str
    block: str
    claimed: Points
    missing: Points
    agency: str | None
    ready: bool
    estimate: bool


@dataclass(slots=True)
class Desk:
    """How one accountable agency is doing. Points in 1/1000; `days` is how long its oldest row is late.

    `estimate`: an answer of its rows rests on a ladder that is not confirmed.
    """

    agency_id: int
    name: str
    rows: int = 0
    answered: int = 0
    ready: int = 0
    at_risk: Points = 0
    unclaimed: Points = 0
    last: datetime | None = None
    late: int = 0
    days: int = 0
    estimate: bool = False

    @property
    def open(self) -> int:
        """Rows without a complete answer."""
        return self.rows - self.answered

    @property
    def owes(self) -> bool:
        """Whether rows are unanswered, late or without ready proof."""
        return bool(self.late or self.at_risk or self.answered < self.rows)


@dataclass(frozen=True)
class Picture:
    """Everything the control room says, read in a fixed number of queries and derived in memory."""

    assessment: Assessment
    edition: Edition
    score: Score
    rows: Mapping[str, Row]
    owned: assigning.Ownership
    agencies: Mapping[int, str]
    calendar: tuple[Clock, ...]
    today: date

    @cached_property
    def gaps(self) -> list[Gap]:
        """Every row that misses points, the costliest first; ties in the instrument's order."""
        found = [self._gap(line) for line in self.score.ledger.values() if line.points < line.max]
        return sorted(found, key=lambda gap: -gap.missing)

    @cached_property
    def desks(self) -> list[Desk]:
        """The agencies that lead rows, those with most points at risk first."""
        found: dict[int, Desk] = {}
        for code, owners in self.owned.items():
            if owners.lead:
                desk = found.setdefault(owners.lead, Desk(owners.lead, self.agencies.get(owners.lead, "")))
                self._count(desk, code, owners.due)
        return sorted(found.values(), key=lambda desk: (-desk.at_risk, desk.name))

    @cached_property
    def helping_only(self) -> int:
        """How many agencies help without leading a row."""
        helping = {agency for owners in self.owned.values() for agency in owners.helpers}
        return len(helping - {desk.agency_id for desk in self.desks})

    @cached_property
    def late(self) -> list[Desk]:
        """The agencies that owe a row past its day."""
        return [desk for desk in self.desks if desk.late]

    @cached_property
    def unowned(self) -> list[Question]:
        """Rows without an accountable agency."""
        return assigning.unowned(self.edition, self.owned)

    @cached_property
    def rows_at_risk(self) -> int:
        """How many rows claim points without ready proof."""
        return sum(1 for line in self.score.ledger.values() if line.points and not self._ready(line.code))

    @property
    def window(self) -> Clock | None:
        """The repair while it runs, else the window that is open now, else the next to open."""
        now = timezone.now()
        ahead = [c for c in self.calendar if not c.is_over(now)]
        return next((c for c in ahead if c.stage is Stage.REPAIR), next(iter(ahead), None))

    def _ready(self, code: str) -> bool:
        return code in self.rows and self.rows[code].ready

    def _gap(self, line: Line) -> Gap:
        indicator = self.edition.indicator_of[line.code]
        owners = self.owned.get(line.code)
        agency = self.agencies.get(owners.lead) if owners and owners.lead else None
        block = self.edition.block_of[indicator.code]
        missing = line.max - line.points
        ready = self._ready(line.code)
        return Gap(
            line.question, indicator.code, block.code, line.points, missing, agency, ready, line.estimate
        )

    def _count(self, desk: Desk, code: str, due: date | None) -> None:
        line, row = self.score.ledger[code], self.rows.get(code)
        desk.rows += 1
        desk.unclaimed += line.max - line.points
        desk.estimate = desk.estimate or line.estimate
        if row is not None:
            complete = line.given is not None and line.given.complete
            desk.answered += complete
            desk.ready += complete and row.ready
            desk.at_risk += 0 if row.ready else line.points
            desk.last = max(desk.last or row.changed_at, row.changed_at)
        if due and due < self.today and (row is None or row.status not in DONE):
            desk.late += 1
            desk.days = max(desk.days, (self.today - due).days)


def picture(assessment: Assessment) -> Picture:
    """The whole picture of an assessment (with its cycle and district loaded).

    Four queries, one or two more from the repair on.
    """
    edition = edition_of(assessment)
    rows = {row.code: row for row in _rows(assessment.pk)}
    return Picture(
        assessment=assessment,
        edition=edition,
        score=score_of(edition, rows.values(), assessment.cycle.years),
        rows=rows,
        owned=assigning.owners(assigning.parts(assessment.pk)),
        agencies=assigning.names(assessment.pk),
        calendar=tuple(lived(assessment)),
        today=timezone.localdate(timezone=_zone(assessment)),
    )


def proof_states(seen: Picture, gaps: Iterable[Gap]) -> list[tuple[Gap, State | None]]:
    """Each gap with the state of its best proof; None where it cites none. Three queries."""
    gaps = list(gaps)
    cited = proof.of_rows(seen.assessment, [gap.question.code for gap in gaps])
    return [(gap, row_state(one.state for one in cited.get(gap.question.code, ()))) for gap in gaps]


def score_of(edition: Edition, rows: Iterable[Row], years: tuple[int, int]) -> Score:
    """Score stored rows with the core's own arithmetic; `years` are the cycle's data years."""
    given, ready = {}, set()
    for row in rows:
        if row.data:
            given[row.code] = answers.read(edition.questions[row.code], row.data, years)
        if row.ready:
            ready.add(row.code)
    return scoring.score(edition, given, ready)


def _rows(assessment_id: int) -> list[Row]:
    stored = Answer.objects.filter(assessment_id=assessment_id)
    return [Row(*values) for values in stored.values_list(*Row._fields)]


def _zone(assessment: Assessment) -> ZoneInfo:
    return ZoneInfo(assessment.district.timezone)
