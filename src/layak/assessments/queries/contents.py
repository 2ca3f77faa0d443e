"""What each answer says and shows at this moment, in the form that deeds about it are bound to."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from layak.assessments.models import Answer, Assessment, Citation
from layak.core.canonical import content_of_answer
from layak.evidence import queries as evidence
from layak.prepared import Prepared

Content = dict[str, Any]
Key = TypeVar("Key")


def contents(assessment: Assessment, codes: Collection[str] | None = None) -> dict[str, Content]:
    """`canonical.content_of_answer` by row code (None: all rows). Two queries however many rows.

    A row that nobody touched has no entry. A link stands under the SHA-256 of its address.
    """
    wanted = (assessment.pk,) if codes is None else (assessment.pk, list(codes))
    documents = _documents(_cited(*wanted))
    found = _kept(*wanted)
    return {
        code: content_of_answer(data, note, earned, documents.get(code, ()))
        for code, data, note, earned in found
        if data or note or code in documents
    }


def contents_of(assessment: Assessment, answers: Iterable[Answer]) -> dict[str, Content]:
    """`contents` of answers of a sheet that were read already, touched or not. One query."""
    found = list(answers)
    documents = _documents(_cited(assessment.pk, [answer.code for answer in found]))
    return {
        answer.code: content_of_answer(
            answer.data, answer.note, answer.points, documents.get(answer.code, ())
        )
        for answer in found
    }


def of_sheets(sheets: Collection[int], codes: Collection[str]) -> dict[tuple[int, str], Content]:
    """`contents` of these rows of several sheets (ids), by sheet and code. Two queries."""
    cited = Citation.objects.filter(answer__assessment__in=sheets, answer__code__in=codes)
    shown = cited.order_by("document__versions__number").values_list("answer__assessment", *_SHOWN)
    documents = _documents(((sheet, code), *rest) for sheet, code, *rest in shown)
    kept = Answer.objects.filter(assessment__in=sheets, code__in=codes)
    found = kept.values_list("assessment", "code", "data", "note", "points")
    return {
        (sheet, code): content_of_answer(data, note, earned, documents.get((sheet, code), ()))
        for sheet, code, data, note, earned in found
        if data or note or (sheet, code) in documents
    }


_SHOWN = ("answer__code", "document_id", "document__link", "pages", "document__versions__blob_id")
_kept = Prepared(
    lambda sheet, codes=None: Answer.objects.filter(assessment=sheet, **_only("code", codes)).values_list(
        "code", "data", "note", "points"
    )
)
_cited = Prepared(
    lambda sheet, codes=None: (
        Citation.objects.filter(answer__assessment=sheet, **_only("answer__code", codes))
        .order_by("document__versions__number")
        .values_list(*_SHOWN)
    )
)


def _only(name: str, codes: Collection[str] | None) -> dict[str, Collection[str]]:
    return {} if codes is None else {f"{name}__among": codes}


def _documents(rows: Iterable[tuple[Key, int, str, str, str | None]]) -> dict[Key, list[tuple[str, str]]]:
    """What each row shows, SHA-256 and pages, from its citations with every file: the newest counts."""
    shown: dict[Key, dict[int, tuple[str, str]]] = defaultdict(dict)
    for row, number, link, pages, file in rows:
        shown[row][number] = (file or evidence.fingerprint_of_link(link), pages)
    return {row: list(cited.values()) for row, cited in shown.items()}
