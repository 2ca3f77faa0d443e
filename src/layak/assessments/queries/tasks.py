"""What waits for an agency: its rows by what they still cost, its share of the score, what just happened."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.fields.json import KeyTextTransform

from layak.assessments.models import Answer, Assessment, Assignment, Remark
from layak.assessments.queries import proof, rows
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.proof import Proof
from layak.core import readiness
from layak.core.instrument import Block, Question
from layak.core.ledger import rests_on_guess
from layak.core.points import Points
from layak.core.stages import Stage
from layak.core.workflow import Status
from layak.prepared import Prepared
from layak.trail import queries as trail

OPEN = (Status.EMPTY, Status.DRAFT, Status.NEEDS_FIX)


@dataclass(frozen=True, slots=True)
class Task:
    """One row in which the agency has a part. Points in 1/1000; `stake` is what it may still gain or lose.

    `changeable`: the district holds the sheet, or a verifier's note opened the row. `estimate`: its points
    rest on a ladder that is not confirmed.
    """

    question: Question
    block: Block
    status: Status
    points: Points | None
    ready: bool
    documents: int
    leads: bool
    lead: str
    helpers: tuple[str, ...]
    due: date | None
    changed_at: datetime | None
    changeable: bool = True
    estimate: bool = False

    @property
    def code(self) -> str:
        """The row's code."""
        return self.question.code

    @property
    def look(self) -> str:
        """The status's name as pages know it."""
        return self.status.value.replace("-", "_")

    @property
    def proven(self) -> Points:
        """Points with fit proof."""
        return (self.points or 0) if self.ready else 0

    @property
    def stake(self) -> Points:
        """The maximum less what is proven: what answering and proving may bring."""
        return self.question.max - self.proven

    @property
    def at_risk(self) -> bool:
        """Whether points are claimed without fit proof."""
        return bool(self.points) and not self.ready

    @property
    def unproven(self) -> bool:
        """Whether points are claimed without any document."""
        return self.at_risk and not self.documents

    @property
    def needs_us(self) -> bool:
        """Whether the accountable agency has something to do: answer, mend, or find proof."""
        return self.changeable and self.leads and (self.status in OPEN or self.at_risk)

    @property
    def waits(self) -> bool:
        """Whether it is somebody else's turn: the head's, or the accountable agency's."""
        if self.leads:
            return self.status is Status.SUBMITTED and not self.at_risk
        return self.status is not Status.APPROVED


@dataclass(frozen=True, slots=True)
class Share:
    """An agency's part of the whole: rows led and helped, and the figures of those led (1/1000 points).

    `estimate`: the answer of a row it leads rests on a ladder that is not confirmed.
    """

    led: int
    helped: int
    claimed: Points
    max: Points
    answered: int
    ready: int
    estimate: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """What one page of tasks tells beside the figures: the reason of a return, and the proof."""

    returned: Remark | None
    proofs: tuple[Proof, ...]
    answer: Answer | None

    @property
    def word(self) -> str | None:
        """The state of the row's best document, in the word that names its look; None without any."""
        best = readiness.row_state(one.state for one in self.proofs)
        return best.label.id if best else None


def tasks(assessment: Assessment, agencies: Collection[int]) -> list[Task]:
    """Every row in which the agencies have a part, in the instrument's order. At most four queries."""
    edition = edition_of(assessment)
    parts, dues = _parts(assessment, agencies)
    answers = {a.code: a for a in _answers(assessment, parts)}
    found = [
        _task(
            question, edition.block_of[edition.indicator_of[code].code], parts[code], answers, dues, agencies
        )
        for code, question in edition.questions.items()
        if code in parts
    ]
    if assessment.stage == Stage.SELF:
        return found
    noted = rows.opened(assessment)
    return [replace(task, changeable=task.code in noted) for task in found]


def share(found: Iterable[Task]) -> Share:
    """The agency's part of the whole, from its tasks. No query."""
    found = list(found)
    led = [task for task in found if task.leads]
    answered = [task for task in led if task.points is not None]
    return Share(
        led=len(led),
        helped=len(found) - len(led),
        claimed=sum(task.points or 0 for task in led),
        max=sum(task.question.max for task in led),
        answered=len(answered),
        ready=sum(task.ready or not task.points for task in answered),
        estimate=any(task.estimate for task in led),
    )


def details(assessment: Assessment, codes: Collection[str]) -> dict[str, Detail]:
    """What one page of tasks tells beside the figures. Five queries however many rows."""
    proofs = proof.of_rows(assessment, codes)
    returned = {remark.code: remark for remark in _returned(assessment.pk, list(codes))}
    answers = {answer.code: answer for answer in rows.stored(assessment, codes)}
    return {c: Detail(returned.get(c), tuple(proofs[c]), answers.get(c)) for c in codes}


def news(assessment: Assessment, codes: Iterable[str], most: int = 5) -> list[trail.Entry]:
    """The newest things that happened to some rows. One query."""
    names = [rows.about(assessment.pk, code) for code in codes]
    return list(trail.lines(assessment.district_id).filter(about__in=names)[:most])


def waiting(assessment: Assessment, agencies: Collection[int]) -> list[str]:
    """Codes of the rows these agencies lead that wait for their head, in order. Two queries."""
    led = Assignment.objects.filter(assessment=assessment, agency__in=agencies, part=Assignment.Part.LEAD)
    sent = Answer.objects.filter(
        assessment=assessment, status=Answer.Status.SUBMITTED, code__in=led.values("code")
    )
    found = set(sent.values_list("code", flat=True))
    return [code for code in edition_of(assessment).questions if code in found]


def _all_parts(sheet: int, agencies: list[int]) -> QuerySet[Assignment, tuple[Any, ...]]:
    """Every part in the rows in which one of the agencies has a part."""
    own = Assignment.objects.filter(assessment=sheet, agency_id__among=agencies).values("code")
    found = Assignment.objects.filter(assessment=sheet, code__in=own).order_by("agency__name")
    return found.values_list("code", "agency_id", "agency__short_name", "part", "due")


def _counted(sheet: int, codes: list[str]) -> QuerySet[Answer]:
    kept = Answer.objects.filter(assessment=sheet, code__among=codes)
    told = kept.annotate(documents=Count("citations"), kind=KeyTextTransform("kind", "data"))
    return told.defer("data", "note")


def _open_returns(sheet: int, codes: list[str]) -> QuerySet[Remark]:
    found = Remark.objects.filter(
        assessment=sheet, code__among=codes, kind=Remark.Kind.RETURN, settled_at=None
    )
    return found.select_related("author").order_by("id")


_assigned, _answered, _returned = Prepared(_all_parts), Prepared(_counted), Prepared(_open_returns)
Parts = dict[str, list[rows.Part]]


def _parts(assessment: Assessment, agencies: Collection[int]) -> tuple[Parts, dict[str, date | None]]:
    parts: Parts = defaultdict(list)
    dues: dict[str, date | None] = {}
    for code, agency, name, part, due in _assigned(assessment.pk, sorted(agencies)):
        leads = part == Assignment.Part.LEAD
        parts[code].append(rows.Part(agency, name, leads))
        if leads:
            dues[code] = due
    return parts, dues


def _answers(assessment: Assessment, codes: Collection[str]) -> Iterable[Answer]:
    return _answered(assessment.pk, list(codes))


def _task(
    question: Question,
    block: Block,
    parts: list[rows.Part],
    answers: dict[str, Answer],
    dues: dict[str, date | None],
    agencies: Collection[int],
) -> Task:
    answer, lead = answers.get(question.code), next((p for p in parts if p.leads), None)
    return Task(
        question=question,
        block=block,
        status=Status(answer.status) if answer else Status.EMPTY,
        points=answer.points if answer else None,
        ready=bool(answer and answer.ready),
        documents=answer.documents if answer else 0,
        leads=bool(lead and lead.agency_id in agencies),
        lead=lead.name if lead else "",
        helpers=tuple(p.name for p in parts if not p.leads),
        due=dues.get(question.code),
        changed_at=answer.changed_at if answer else None,
        estimate=bool(answer and rests_on_guess(question, answer.kind, answer.points)),
    )
