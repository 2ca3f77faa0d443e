"""What goes into a workbook: the rows an agency answers for and those it helps with, as they stand now."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from layak.assessments.models import Answer, Assessment, Assignment
from layak.assessments.queries import sheet
from layak.assessments.queries.clock import Clock
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.proof import Proof
from layak.assessments.queries.rows import given
from layak.assessments.queries.sheet import Card
from layak.core import scoring
from layak.core.instrument import Text
from layak.core.scoring import Score
from layak.core.workbook import Book, Line
from layak.core.workflow import Status
from layak.people.models import User

FILLABLE = (Status.EMPTY, Status.DRAFT, Status.NEEDS_FIX)
HIDDEN = Text("Dokumen berisi data pribadi", "Document with personal data")


@dataclass(slots=True)
class Holder:
    """An agency that has rows: the codes it answers for and the codes it helps with."""

    agency_id: int
    name: str
    leads: list[str]
    helps: list[str]


def holders(assessment: Assessment) -> dict[int, Holder]:
    """Every agency with a part in the assessment, by id, in the order of their names. One query."""
    found: dict[int, Holder] = {}
    assigned = Assignment.objects.filter(assessment=assessment).order_by("agency__name", "id")
    for agency, name, part, code in assigned.values_list("agency_id", "agency__name", "part", "code"):
        holder = found.setdefault(agency, Holder(agency, name, [], []))
        (holder.leads if part == Assignment.Part.LEAD else holder.helps).append(code)
    return found


def book(assessment: Assessment, user: User, holder: Holder | None, language: str) -> Book:
    """The workbook of an agency, or of all rows where `holder` is None. A constant number of queries."""
    edition = edition_of(assessment)
    led = set(holder.leads) if holder else set(edition.questions)
    helped = set(holder.helps) if holder else set()
    codes = [code for code in edition.questions if code in led or code in helped]
    cards = sheet.cards(assessment, codes, user)
    lines = {card.row.code: _line(card, language) for card in cards}
    clock = cards[0].row.clock if cards else None
    return Book(
        assessment=assessment.pk,
        district=assessment.district.name,
        owner=holder.name if holder else assessment.district.name,
        year=assessment.cycle.year,
        years=assessment.cycle.years,
        edition=edition,
        lines=_of(lines, led),
        helped=_of(lines, helped),
        language=language,
        closes=_closing(clock) if clock else "",
    )


def score(assessment: Assessment) -> Score:
    """The claimed score from the stored answers, whatever their status. One query."""
    edition, years = edition_of(assessment), assessment.cycle.years
    stored = Answer.objects.filter(assessment=assessment)
    answers = {answer.code: given(edition.questions[answer.code], answer, years) for answer in stored}
    return scoring.score(edition, {code: what for code, what in answers.items() if what is not None})


def _closing(clock: Clock) -> str:
    """When the window closes, in the active zone: "4 Desember 2026 23.59 WIB"."""
    local = timezone.localtime(clock.closes_at)
    return f"{date_format(local, 'j F Y H.i')} {local.tzname()}"


def _of(lines: dict[str, Line], codes: Collection[str]) -> tuple[Line, ...]:
    return tuple(line for code, line in lines.items() if code in codes)


def _line(card: Card, language: str) -> Line:
    row = card.row
    answer = row.answer
    return Line(
        question=row.question,
        data=answer.data if answer else {},
        note=answer.note if answer else "",
        version=row.version,
        status=row.status.label,
        claimed=answer.points if answer else None,
        open=row.status in FILLABLE,
        lead=row.lead.name if row.lead else "",
        proofs=tuple(_proof(proof, card.hidden, language) for proof in card.proofs),
        remark=card.returned.text if card.returned else "",
    )


def _proof(proof: Proof, hidden: Collection[int], language: str) -> str:
    secret = proof.document.pk in hidden
    title = HIDDEN.in_language(language) if secret else proof.document.title
    return f"{title} ({proof.state.label.in_language(language)})"
