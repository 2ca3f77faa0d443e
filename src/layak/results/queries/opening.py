"""Where a person may open the proof behind a result: one answer for the rows' proof and the verdicts'.

It widens nothing: the library lets in the district's own people, the desk the verifier who is charged
with the row, as they do everywhere else. `results.rules.unopened` says why there is no way.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from layak.assessments.models import Assessment
from layak.assessments.queries import proof
from layak.evidence import queries as evidence
from layak.evidence.models import Document
from layak.people.models import User
from layak.verification.queries import mandates


@dataclass(frozen=True, slots=True)
class Way:
    """The way to a document (id) and the file of it that was frozen, the `version`; None for a link.

    At the `desk` it opens beside the row that cites it, else on its own page.
    """

    number: int
    title: str
    version: int | None
    desk: bool = False


Found = tuple[Document, int | None]
"""A document and the number of its file; None for a link."""


def ways(
    assessment: Assessment, wanted: Mapping[str, Collection[str]], user: User
) -> dict[tuple[str, str], Way]:
    """The way to each document (SHA-256) that a row (code) names, where there is one. Seven queries."""
    proofs = proof.of_rows(assessment, list(wanted))
    cited = {code: _files(one.document for one in row) for code, row in proofs.items()}
    missing = {sha for code, shas in wanted.items() for sha in shas if sha not in cited.get(code, {})}
    others = _elsewhere(assessment.district_id, missing)
    every = [found for files in (*cited.values(), others) for some in files.values() for found in some]
    own = evidence.openable(user, {document.pk for document, _file in every})
    charged = _charged(user, assessment)
    told = {}
    for code, shas in wanted.items():
        for sha in shas:
            here = cited.get(code, {}).get(sha, [])
            way = _library([*here, *others.get(sha, [])], own)
            if way := way or (_desk(here) if code in charged else None):
                told[code, sha] = way
    return told


def _library(found: Collection[Found], own: Collection[int]) -> Way | None:
    """The document's own page; one that is still in the library goes before one that was removed."""
    mine = sorted((one for one in found if one[0].pk in own), key=lambda one: one[0].removed_at is not None)
    return next((Way(document.pk, document.title, file) for document, file in mine), None)


def _desk(found: Collection[Found]) -> Way | None:
    return next((Way(document.pk, document.title, file, desk=True) for document, file in found), None)


def _charged(user: User, assessment: Assessment) -> frozenset[str]:
    """The rows whose proof the person opens at the desk."""
    held = mandates.last(user, assessment)
    return frozenset(mandates.rows(held)) if held else frozenset()


def _files(documents: Iterable[Document]) -> dict[str, list[Found]]:
    """Every file that documents ever had, by its SHA-256."""
    found: dict[str, list[Found]] = defaultdict(list)
    for document in documents:
        for version in document.files:
            found[version.blob_id].append((document, version.number))
        if document.link:
            found[evidence.fingerprint_of_link(document.link)].append((document, None))
    return found


def _elsewhere(district: str, fingerprints: Collection[str]) -> dict[str, list[Found]]:
    """Files that the rows no longer cite, but which the district still has."""
    found: dict[str, list[Found]] = defaultdict(list)
    for version in evidence.holding(district, fingerprints):
        found[version.blob_id].append((version.document, version.number))
    return found
