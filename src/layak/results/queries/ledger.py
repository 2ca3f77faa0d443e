"""A number of a result down to the page of the proof: one indicator's rows as they were frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layak.core.instrument import Text
from layak.core.points import Points
from layak.core.stages import Stage
from layak.evidence import queries as evidence
from layak.people.models import User
from layak.results.queries import loss
from layak.results.queries.opening import Way, ways
from layak.results.queries.page import Shown
from layak.results.queries.printing import reason

Ways = Mapping[tuple[str, str], Way]


@dataclass(frozen=True, slots=True)
class Shows:
    """A document behind a row, or a verdict, when it was frozen; `way` None where this person has none."""

    sha256: str
    pages: str
    way: Way | None

    @property
    def page(self) -> int:
        """The page to open it at."""
        return evidence.first_page(self.pages)


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
    proof: Shows | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the ledger."""

    code: str
    title: Text
    max: Points
    said: tuple[Said, ...]
    documents: tuple[Shows, ...]

    @property
    def proof(self) -> list[Shows]:
        """All documents that its row and its verdicts name."""
        return [*self.documents, *(said.proof for said in self.said if said.proof)]


def entries(seen: Shown, indicator: str, user: User) -> list[Entry]:
    """The rows of one indicator; none for an indicator that is not there. Seven queries."""
    rows = [
        (code, most)
        for block in seen.document["edition"]["blocks"]
        for one in block["indicators"]
        if one["code"] == indicator
        for code, most in one["rows"]
    ]
    wanted = {code: _named(seen.document["rows"][code]) for code, _most in rows}
    known = ways(seen.result.assessment, wanted, user)
    return [_entry(seen, code, most, known) for code, most in rows]


def _named(row: Mapping[str, Any]) -> set[str]:
    """The documents (SHA-256) that a row and its verdicts name."""
    cited = {sha for sha, _pages in (row["answer"] or {"documents": []})["documents"]}
    return cited | {verdict["document"] for verdict in row["verdicts"].values() if "document" in verdict}


def _entry(seen: Shown, code: str, most: Points, known: Ways) -> Entry:
    row, told = seen.document["rows"][code], loss.values(seen.document, code)
    question = seen.edition.questions.get(code)
    said = tuple(_said(tier, code, row, told[tier], known) for tier in seen.document["tiers"])
    cited = (row["answer"] or {"documents": []})["documents"]
    shows = tuple(Shows(sha, pages, known.get((code, sha))) for sha, pages in cited)
    return Entry(code, question.title if question else Text(code, code), most, said, shows)


def _said(tier: str, code: str, row: Mapping[str, Any], value: Points, known: Ways) -> Said:
    if tier == Stage.SELF:
        return Said(Stage.SELF, value, row["claimed"] is not None)
    verdict = row["verdicts"].get(tier)
    if verdict is None:
        return Said(Stage(tier), value, own=False)
    why = reason(verdict["reason"]) if verdict["reason"] else None
    sha, pages = verdict.get("document"), verdict["pages"]
    shows = Shows(sha, pages, known.get((code, sha))) if sha else None
    return Said(Stage(tier), value, True, verdict["by"], why, verdict["note"], pages, shows)
