"""What each answer says and shows at this moment, in the form that deeds about it are bound to."""

from collections import defaultdict
from collections.abc import Collection
from hashlib import sha256
from typing import Any

from layak.assessments.models import Answer, Assessment, Citation
from layak.core.canonical import content_of_answer
from layak.evidence import queries as evidence
from layak.prepared import Prepared

Content = dict[str, Any]


def contents(assessment: Assessment, codes: Collection[str] | None = None) -> dict[str, Content]:
    """`canonical.content_of_answer` by row code (None: all rows). Three queries however many rows.

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


_kept = Prepared(
    lambda sheet, codes=None: Answer.objects.filter(assessment=sheet, **_only("code", codes)).values_list(
        "code", "data", "note", "points"
    )
)
_cited = Prepared(
    lambda sheet, codes=None: Citation.objects.filter(
        answer__assessment=sheet, **_only("answer__code", codes)
    ).values_list("answer__code", "document_id", "document__link", "pages")
)


def _only(name: str, codes: Collection[str] | None) -> dict[str, Collection[str]]:
    return {} if codes is None else {f"{name}__in": codes}


def _documents(rows: Collection[tuple[str, int, str, str]]) -> dict[str, list[tuple[str, str]]]:
    files = evidence.fingerprints({number for _code, number, _link, _pages in rows})
    shown: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, number, link, pages in rows:
        shown[code].append((files.get(number) or sha256(link.encode()).hexdigest(), pages))
    return shown
