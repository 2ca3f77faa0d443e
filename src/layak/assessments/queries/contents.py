"""What each answer says and shows at this moment, in the form that deeds about it are bound to."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from layak.assessments.models import Answer, Assessment, Citation
from layak.core.canonical import content_of_answer
from layak.evidence import queries as evidence
from layak.prepared import Prepared

Content = dict[str, Any]


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


_kept = Prepared(
    lambda sheet, codes=None: Answer.objects.filter(assessment=sheet, **_only("code", codes)).values_list(
        "code", "data", "note", "points"
    )
)
_cited = Prepared(
    lambda sheet, codes=None: (
        Citation.objects.filter(answer__assessment=sheet, **_only("answer__code", codes))
        .order_by("document__versions__number")
        .values_list("answer__code", "document_id", "document__link", "pages", "document__versions__blob_id")
    )
)


def _only(name: str, codes: Collection[str] | None) -> dict[str, Collection[str]]:
    return {} if codes is None else {f"{name}__among": codes}


def _documents(rows: Iterable[tuple[str, int, str, str, str | None]]) -> dict[str, list[tuple[str, str]]]:
    """What each row shows, SHA-256 and pages, from its citations with every file: the newest counts."""
    shown: dict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
    for code, number, link, pages, file in rows:
        shown[code][number] = (file or evidence.fingerprint_of_link(link), pages)
    return {code: list(cited.values()) for code, cited in shown.items()}
