"""Citing proof: a document joins or leaves a row, and readiness and standing follow at once."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from layak.assessments.actions import handing, standing
from layak.assessments.models import Answer, Assessment, Citation
from layak.assessments.queries import proof
from layak.assessments.queries.rows import Row, row, rows
from layak.assessments.rules import answering as rules
from layak.assessments.rules import keeping
from layak.core.refusal import Refusal, Refused, insist
from layak.evidence import queries as evidence
from layak.evidence.actions.documents import Leaning
from layak.evidence.models import Document
from layak.people.models import User
from layak.trail.actions import Line, lock, record, record_all


def attach(assessment: Assessment, code: str, document: int, *, pages: str = "", by: User) -> Citation:
    """Cite a document (id) as proof of a row, with where to look in it; citing it again changes the pages.

    Raises NoSuchRow, or Refused: not theirs, closed, "long-pages", or a document the person may not see.
    """
    return attach_all(assessment, [code], document, pages=pages, by=by)[0]


@transaction.atomic
def attach_all(
    assessment: Assessment, codes: Iterable[str], document: int, *, pages: str = "", by: User
) -> list[Citation]:
    """Cite one document (id) as proof of many rows, one trail line each; all or none. Raises as `attach`."""
    head, seen = lock(assessment.district_id), rows(assessment, codes)
    handing.hold(assessment)
    for row_seen in seen.values():
        insist(rules.prove(by, row_seen))
    insist(rules.pointer(pages))
    found, pages = _document(by, assessment, document), pages.strip()
    made = _cite(_homes(seen.values(), by), found, pages, by)
    told = {**_named(found), "pages": pages}
    lines = (Line("answers.cite", row.about, {"code": row.code, **told}) for row in seen.values())
    record_all(lines, by=by, head=head)
    standing.prove(assessment, seen)
    return made


def _cite(rows: Iterable[Answer], found: Document, pages: str, by: User) -> list[Citation]:
    """Store the citations, new or with other pages, in one statement."""
    made = [Citation(answer=row, document=found, pages=pages, added_by=by) for row in rows]
    return Citation.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["answer", "document"], update_fields=["pages"]
    )


@transaction.atomic
def detach(assessment: Assessment, code: str, document: int, *, by: User) -> str:
    """Take a document (id) off a row; returns its page pointer, so that `attach` can undo it.

    A document the row does not cite is left alone. Raises as `attach`.
    """
    head, seen = lock(assessment.district_id), row(assessment, code)
    handing.hold(assessment)
    insist(rules.prove(by, seen))
    cited = Citation.objects.select_related("document").filter(answer=seen.answer, document=document).first()
    if cited is None:
        return ""
    told = {"code": code, **_named(cited.document), "pages": cited.pages}
    record("answers.uncite", by=by, chain=assessment.district_id, about=seen.about, data=told, head=head)
    cited.delete()
    standing.prove(assessment, [code])
    return cited.pages


def leaning(by: User) -> Leaning:
    """How rows lean on documents: one that a locked row cites keeps its file; others' rows follow it."""
    return Leaning(lambda document: keeping.replace(proof.citing(document)), partial(recheck, by=by))


def recheck(document: int, *, by: User) -> None:
    """Look again at every row that cites a document which changed: its description, file or removal.

    To be called in the transaction that changed it. Rows of closed windows keep what they had.
    """
    by_assessment: dict[Assessment, set[str]] = {}
    for citation in proof.rows_of(document):
        answer = citation.answer
        by_assessment.setdefault(answer.assessment, set()).add(answer.code)
    for assessment, codes in by_assessment.items():
        open_ones = {code for code, seen in rows(assessment, codes).items() if rules.closed(seen) is None}
        if open_ones:
            _recheck(assessment, open_ones, document, by)


@transaction.atomic
def _recheck(assessment: Assessment, codes: set[str], document: int, by: User) -> None:
    told = {"document": document, "codes": sorted(codes)}
    about = f"assessment:{assessment.pk}"
    record("answers.recheck", by=by, chain=assessment.district_id, about=about, data=told)
    standing.prove(assessment, codes)


def _homes(seen: Collection[Row], by: User) -> list[Answer]:
    """The rows' answers; a row that only has proof keeps version 0, so that a first save still fits."""
    now = timezone.now()
    bare = [
        Answer(assessment=row.assessment, code=row.code, version=0, changed_by=by, changed_at=now)
        for row in seen
        if row.answer is None
    ]
    return [*(row.answer for row in seen if row.answer), *Answer.objects.bulk_create(bare)]


def _named(document: Document) -> dict[str, Any]:
    """How a row's history names a document: all who work on the row read it, so not by a secret title."""
    return {"document": document.pk} | ({} if document.personal_data else {"title": document.title})


def _document(by: User, assessment: Assessment, number: int) -> Document:
    found = evidence.visible(by).filter(pk=number, district=assessment.district_id).first()
    if found is None:
        sentence = _("Dokumen ini tidak ada di pustaka Anda. Pilih dokumen lain, atau unggah berkasnya.")
        raise Refused(Refusal("no-document", sentence))
    return found
