"""What each answer says and shows at this moment, in the form that deeds about it are bound to."""

from collections import defaultdict
from collections.abc import Collection
from hashlib import sha256
from typing import Any

from layak.assessments.models import Answer, Assessment, Citation
from layak.core.canonical import content_of_answer
from layak.evidence import queries as evidence

Content = dict[str, Any]


def contents(assessment: Assessment, codes: Collection[str] | None = None) -> dict[str, Content]:
    """`canonical.content_of_answer` by row code (None: all rows). Three queries however many rows.

    A row that nobody touched has no entry. A link stands under the SHA-256 of its address.
    """
    kept = Answer.objects.filter(assessment=assessment)
    cited = Citation.objects.filter(answer__assessment=assessment)
    if codes is not None:
        kept, cited = kept.filter(code__in=codes), cited.filter(answer__code__in=codes)
    documents = _documents(cited.values_list("answer__code", "document_id", "document__link", "pages"))
    found = kept.values_list("code", "data", "note", "points")
    return {
        code: content_of_answer(data, note, earned, documents.get(code, ()))
        for code, data, note, earned in found
        if data or note or code in documents
    }


def _documents(cited: Any) -> dict[str, list[tuple[str, str]]]:
    rows = list(cited)
    files = evidence.fingerprints({number for _code, number, _link, _pages in rows})
    shown: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, number, link, pages in rows:
        shown[code].append((files.get(number) or sha256(link.encode()).hexdigest(), pages))
    return shown
