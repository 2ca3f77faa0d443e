"""Rows of an assessment as rules and cards need them: the question, its answer, its agencies, its clock."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from layak.assessments.models import Answer, Assessment, Assignment, Opening
from layak.assessments.queries.clock import Clock, current
from layak.assessments.queries.editions import edition_of
from layak.core.answers import Given, read
from layak.core.instrument import Question
from layak.core.ledger import Line, points_of
from layak.core.stages import Stage
from layak.core.workflow import Status
from layak.prepared import Prepared


class NoSuchRow(KeyError):  # noqa: N818 - reads as what happened
    """The assessment's edition has no row of this code."""


@dataclass(frozen=True, slots=True)
class Part:
    """An agency's part in a row."""

    agency_id: int
    name: str
    leads: bool


@dataclass(frozen=True)
class Row:
    """One row of one assessment. `answer` is None before the first save.

    `clock` is that of the stage the sheet is in, None without a window; `opened` says that a verifier's
    note lets the district change the row now.
    """

    assessment: Assessment
    question: Question
    answer: Answer | None
    lead: Part | None
    helpers: tuple[Part, ...]
    clock: Clock | None
    opened: bool = False

    @property
    def code(self) -> str:
        """The row's code, e.g. 21A.4a."""
        return self.question.code

    @property
    def status(self) -> Status:
        """Where the answer is on its road."""
        return Status(self.answer.status) if self.answer else Status.EMPTY

    @property
    def version(self) -> int:
        """The version a save must name; 0 before the first."""
        return self.answer.version if self.answer else 0

    @property
    def about(self) -> str:
        """How the trail names this row."""
        return about(self.assessment.pk, self.code)

    @cached_property
    def line(self) -> Line:
        """The row's line of the ledger: its points and the rule that gave them."""
        return points_of(self.question, self.given)

    @cached_property
    def given(self) -> Given | None:
        """The stored answer, typed; None before the first."""
        return given(self.question, self.answer, self.assessment.cycle.years)


def about(assessment_id: int, code: str) -> str:
    """How the trail names a row of an assessment."""
    return f"row:{assessment_id}:{code}"


def given(question: Question, answer: Answer | None, years: tuple[int, int]) -> Given | None:
    """A stored answer, typed; None where nothing is stored."""
    return read(question, answer.data, years) if answer and answer.data else None


def row(assessment: Assessment, code: str) -> Row:
    """One row. Three queries. Raises NoSuchRow for a code the edition does not have."""
    return rows(assessment, [code])[code]


def codes_beside(assessment: Assessment, codes: Iterable[str]) -> list[str]:
    """The codes of all rows of these rows' indicators. Raises NoSuchRow."""
    homes = edition_of(assessment).indicator_of
    try:
        indicators = {homes[code].code: homes[code] for code in codes}
    except KeyError as error:
        raise NoSuchRow(*error.args) from error
    return [question.code for indicator in indicators.values() for question in indicator.questions]


def rows(assessment: Assessment, codes: Iterable[str], *, authors: bool = False) -> dict[str, Row]:
    """Rows by code in the order asked for, in three queries however many. Raises NoSuchRow.

    With `authors`, who changed each answer last is read along.
    """
    codes = list(codes)
    questions = edition_of(assessment).questions
    if unknown := [code for code in codes if code not in questions]:
        raise NoSuchRow(unknown[0])
    found = _signed(assessment.pk, codes) if authors else stored(assessment, codes)
    answers = {answer.code: answer for answer in found}
    parts, closing, noted = parts_of(assessment, codes), current(assessment), opened(assessment)
    return {
        code: Row(
            assessment, questions[code], answers.get(code), *_split(parts[code]), closing, code in noted
        )
        for code in codes
    }


def stored(assessment: Assessment, codes: Iterable[str]) -> list[Answer]:
    """The answers that some rows have. One query."""
    return _stored(assessment.pk, list(codes))


def opened(assessment: Assessment) -> frozenset[str]:
    """The rows the district may change while another tier holds its sheet. At most one query."""
    if assessment.stage == Stage.SELF:
        return frozenset()
    return frozenset(_opened(assessment.pk))


def opened_on(sheets: Collection[int]) -> set[tuple[int, str]]:
    """The rows that a note opened on some sheets (ids), each as sheet and code. One query."""
    found = Opening.objects.filter(assessment__in=sheets, closed_at=None)
    return set(found.values_list("assessment_id", "code"))


def parts_of(assessment: Assessment, codes: Iterable[str]) -> dict[str, list[Part]]:
    """Each row's agencies, the accountable one first. One query."""
    parts: dict[str, list[Part]] = defaultdict(list)
    for code, agency, name, part in _assigned(assessment.pk, list(codes)):
        parts[code].append(Part(agency, name, part == Assignment.Part.LEAD))
    return parts


_opened = Prepared(
    lambda sheet: Opening.objects.filter(assessment=sheet, closed_at=None).values_list("code", flat=True)
)
_stored = Prepared(lambda sheet, codes: Answer.objects.filter(assessment=sheet, code__among=codes))
_signed = Prepared(
    lambda sheet, codes: Answer.objects.filter(assessment=sheet, code__among=codes).select_related(
        "changed_by"
    )
)
_assigned = Prepared(
    lambda sheet, codes: (
        Assignment.objects.filter(assessment=sheet, code__among=codes)
        .order_by("-part", "agency__name")
        .values_list("code", "agency_id", "agency__short_name", "part")
    )
)


def _split(parts: list[Part]) -> tuple[Part | None, tuple[Part, ...]]:
    lead = next((p for p in parts if p.leads), None)
    return lead, tuple(p for p in parts if not p.leads)
