"""The proof of rows: documents cited, what is found about each, and what else might prove a row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, Count, F, Max, Q, QuerySet, When

from layak.assessments.models import Answer, Assessment, Citation
from layak.assessments.queries import clock
from layak.assessments.queries.clock import Clock
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.rows import Row, opened_on
from layak.core import catalogue, readiness
from layak.core.instrument import Question, Text
from layak.core.readiness import Finding, State
from layak.evidence import queries as evidence
from layak.evidence.models import Document
from layak.people.models import User
from layak.prepared import Prepared

MOST = 5
"""Documents suggested for a row."""

REMOVED = Finding(
    "removed",
    State.PROBLEM,
    Text(
        "Dokumen ini sudah dihapus dari pustaka. Pulihkan di pustaka, atau lepas dan pilih dokumen lain.",
        "This document was removed from the library. Restore it there, or detach it and choose another.",
    ),
)


@dataclass(frozen=True, slots=True)
class Proof:
    """A document cited by a row: where to look in it, and how fit it is for this question."""

    citation: Citation
    document: Document
    findings: tuple[Finding, ...]
    uses: int = 0

    @property
    def word(self) -> str:
        """The state's Indonesian word, by which pages know its look."""
        return self.state.label.id

    @property
    def state(self) -> State:
        """The worst of its findings."""
        return readiness.state_of(self.findings)

    @property
    def pages(self) -> str:
        """Where in the document to look, as typed ("3-5, lampiran 2")."""
        return self.citation.pages


def is_ready(cited: Iterable[Proof]) -> bool:
    """Whether one of the documents a row cites is fit."""
    return readiness.row_state(p.state for p in cited) is State.READY


def of_rows(assessment: Assessment, codes: Collection[str]) -> dict[str, list[Proof]]:
    """Each row's proof in the order it was added. Three queries however many rows."""
    found = _cited(assessment.pk, list(codes))
    documents = evidence.by_ids({citation.document_id for citation in found})
    questions, years = edition_of(assessment).questions, assessment.cycle.years
    proofs: dict[str, list[Proof]] = defaultdict(list)
    for citation in found:
        document = documents[citation.document_id]
        fit = findings(document, questions[citation.code], years)
        proofs[citation.code].append(Proof(citation, document, fit))
    return proofs


_cited = Prepared(
    lambda sheet, codes: (
        Citation.objects.filter(answer__assessment=sheet, answer__code__among=codes)
        .annotate(code=F("answer__code"))
        .order_by("id")
    )
)


def findings(document: Document, question: Question, years: tuple[int, int]) -> tuple[Finding, ...]:
    """What is to be said of a document as proof of a question, each with its mend."""
    kinds = {key: kind.title for key, kind in catalogue.kinds().items()}
    fit = readiness.fit(evidence.facts(document), question, years, kinds)
    return (REMOVED, *fit) if document.removed_at else fit


def uses(documents: Iterable[int]) -> dict[int, int]:
    """How many rows, in every cycle, cite each document. One query."""
    cited = Citation.objects.filter(document__in=list(documents)).values("document")
    return dict(cited.annotate(n=Count("id")).values_list("document", "n"))


def cited_ids(district: str) -> QuerySet[Citation]:
    """The ids of documents that some row of the district cites, as a subquery."""
    return Citation.objects.filter(answer__assessment__district_id=district).values("document")


def ids_of(assessment: Assessment, code: str) -> set[int]:
    """The ids of the documents that one row cites. One query."""
    cited = Citation.objects.filter(answer__assessment=assessment, answer__code=code)
    return set(cited.values_list("document_id", flat=True))


def cited_on(
    sheets: Mapping[int, Collection[str] | None], documents: QuerySet[Document], most: int
) -> list[Citation]:
    """Where each of these documents was cited last on some sheets (ids, each with its codes, None for all):
    the newest documents first, at most `most`, with document, row, sheet and district. Two queries."""
    within = Q(pk__in=[])
    for sheet, codes in sheets.items():
        row = Q(answer__assessment=sheet)
        within |= row if codes is None else row & Q(answer__code__in=codes)
    cited = Citation.objects.filter(within, document__in=documents).values("document")
    found = cited.annotate(last=Max("id")).order_by("-document_id").values_list("last", flat=True)[:most]
    deep = Citation.objects.select_related("document", "answer__assessment__district")
    return list(deep.filter(pk__in=list(found)).order_by("-document_id"))


def rows_of(document: int) -> list[Citation]:
    """Every row that cites a document, newest cycle first, with its answer, assessment and cycle."""
    cited = Citation.objects.filter(document=document)
    deep = cited.select_related("answer__assessment__cycle", "answer__assessment__district")
    return list(deep.order_by("-answer__assessment__cycle__year", "id"))


def citing(document: int) -> list[Row]:
    """The rows that cite a document, as rules see them but for whose they are. Four queries at most."""
    found = rows_of(document)
    sheets = {citation.answer.assessment_id: citation.answer.assessment for citation in found}
    running = clock.currents(sheets.values())
    open_ones = opened_on(sheets)
    return [_citing(c.answer, running[c.answer.assessment_id], open_ones) for c in found]


def _citing(answer: Answer, running: Clock | None, opened: Collection[tuple[int, str]]) -> Row:
    sheet = answer.assessment
    question = edition_of(sheet).questions[answer.code]
    return Row(sheet, question, answer, None, (), running, (sheet.pk, answer.code) in opened)


def suggestions(user: User, assessment: Assessment, question: Question) -> list[Document]:
    """Documents the person may see that might prove the question and are not cited by it yet.

    First what its indicator or last cycle's row cites, then the newest of the kinds it expects. One query.
    """
    siblings = [q.code for q in edition_of(assessment).indicator_of[question.code].questions]
    kinds = sorted({expected.kind for expected in question.evidence})
    home = (assessment.pk, assessment.district_id)
    return _suggested(*evidence.reach(user), *home, question.code, siblings, kinds)


def _ranked(
    members: list[str],
    steered: list[str],
    agencies: list[int],
    sheet: int,
    district: str,
    code: str,
    siblings: list[str],
    kinds: list[str],
) -> QuerySet[Document]:
    """Visible documents of the district that the row does not cite; those cited beside it first."""
    own = Citation.objects.filter(answer__assessment=sheet, answer__code=code)
    near = Citation.objects.filter(answer__assessment__district=district, answer__code__among=siblings)
    seen = evidence.seen_by(members, steered, agencies).filter(district=district)
    beside = Q(id__in=near.values("document"))
    ranked = seen.exclude(id__in=own.values("document")).filter(beside | Q(kind__among=kinds))
    return ranked.order_by(Case(When(beside, then=0), default=1), "-id").defer("search_text")[:MOST]


_suggested = Prepared(_ranked)
