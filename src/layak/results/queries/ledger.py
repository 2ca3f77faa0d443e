"""A number of a result down to the page of the proof: one indicator's rows as they were frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layak.assessments.queries import proof
from layak.core.instrument import Text
from layak.core.points import Points
from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.people.models import User
from layak.results.queries import loss
from layak.results.queries.page import Shown
from layak.results.queries.printing import reason


@dataclass(frozen=True, slots=True)
class Said:
    """What one tier gave a row and why; `own` is False where it said nothing and took the value below."""

    stage: Stage
    points: Points
    own: bool
    by: str = ""
    reason: Text | None = None
    note: str = ""
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Shows:
    """A document behind a row when it was frozen; `number` None where this person cannot open it."""

    sha256: str
    pages: str
    number: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger."""

    code: str
    title: Text
    max: Points
    said: tuple[Said, ...]
    documents: tuple[Shows, ...]


def entries(seen: Shown, indicator: str, user: User) -> list[Entry]:
    """The rows of one indicator; none for an indicator that is not there. Five queries."""
    rows = [
        (code, most)
        for block in seen.document["edition"]["blocks"]
        for one in block["indicators"]
        if one["code"] == indicator
        for code, most in one["rows"]
    ]
    known = _documents(seen, [code for code, _most in rows], user)
    return [_entry(seen, code, most, known) for code, most in rows]


def _entry(seen: Shown, code: str, most: Points, known: Mapping[str, tuple[int, str]]) -> Entry:
    row, told = seen.document["rows"][code], loss.values(seen.document, code)
    question = seen.edition.questions.get(code)
    said = tuple(_said(tier, row, told[tier]) for tier in seen.document["tiers"])
    cited = (row["answer"] or {"documents": []})["documents"]
    shows = tuple(Shows(sha, pages, *known.get(sha, (None, ""))) for sha, pages in cited)
    return Entry(code, question.title if question else Text(code, code), most, said, shows)


def _said(tier: str, row: Mapping[str, Any], value: Points) -> Said:
    if tier == Stage.SELF:
        return Said(Stage.SELF, value, row["claimed"] is not None)
    verdict = row["verdicts"].get(tier)
    if verdict is None:
        return Said(Stage(tier), value, own=False)
    why = reason(verdict["reason"]) if verdict["reason"] else None
    return Said(Stage(tier), value, True, verdict["by"], why, verdict["note"], verdict["pages"])


def _documents(seen: Shown, codes: list[str], user: User) -> dict[str, tuple[int, str]]:
    """The documents that the rows cite now and this person may see, by the SHA-256 of their file."""
    cited = {
        one.document for proofs in proof.of_rows(seen.result.assessment, codes).values() for one in proofs
    }
    open_to = set(evidence.visible(user).filter(pk__in=[d.pk for d in cited]).values_list("pk", flat=True))
    files = evidence.fingerprints(open_to)
    return {files[d.pk]: (d.pk, d.title) for d in cited if d.pk in files}
