"""Freezing a result: everything that counted when a stage was closed, as one document named by its hash."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from layak.core.canonical import canonical, digest, normal
from layak.core.frozen.checking import check
from layak.core.frozen.findings import Finding
from layak.core.frozen.shape import FORMAT, VERSION
from layak.core.frozen.tally import frame, scores
from layak.core.instrument import Edition
from layak.core.merkle import Tip
from layak.core.points import Points
from layak.core.stages import Stage

written = canonical
"""The text of a document as it is stored and handed out."""

name = digest
"""A document's name: the SHA-256, in hexadecimal, of its text."""


class NotSound(ValueError):  # noqa: N818 - reads as what is wrong
    """The result would not verify, so it is not frozen; `findings` says why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(finding.text.en for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one tier said of a row. `of` is the digest of the content it was about; `at` is aware.

    `document` is the SHA-256 of the cited document that `pages` belong to, as the content names it.
    """

    points: Points
    of: str
    by: str
    at: datetime
    reason: str = ""
    note: str = ""
    pages: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row when the stage was closed.

    `answer` is `canonical.content_of_answer`, None where nobody answered; `claimed` the points of EM,
    None where none were claimed; `verdicts` by tier.
    """

    answer: Mapping[str, Any] | None = None
    claimed: Points | None = None
    verdicts: Mapping[Stage, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """What a result is of. `tiers` are the stages with points so far, lowest first, from EM.

    `award` is the key of the predikat the minister decided, once that is the stage closed; `estimate`
    says that points rest on an unconfirmed ladder, `synthetic` that the district is made up. `salt` is
    32 random bytes in hexadecimal, which keep what `extracts` seals from being found by trying.
    """

    district: str
    district_name: str
    year: int
    data_years: tuple[int, int]
    stage: Stage
    tiers: tuple[Stage, ...]
    trail: Tip
    closed_by: str
    closed_at: datetime
    estimate: bool
    salt: str
    synthetic: bool = False
    award: str | None = None


def freeze(edition: Edition, head: Head, rows: Mapping[str, Row]) -> dict[str, Any]:
    """The document of a closed stage, rows without an entry as unanswered. Raises NotSound."""
    framed = frame(edition)
    told = {code: _row(rows.get(code, Row())) for code in edition.questions.keys() | rows.keys()}
    document: dict[str, Any] = normal(
        {
            **_head(head),
            "edition": framed,
            "rows": told,
            "scores": scores(framed, told, head.tiers),
        }
    )
    if faults := check(document, edition):
        raise NotSound(faults)
    return document


def _head(head: Head) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "district": {"code": head.district, "name": head.district_name},
        "cycle": {"year": head.year, "data_years": head.data_years},
        "stage": head.stage,
        "tiers": head.tiers,
        "trail": head.trail._asdict(),
        "closed": {"by": head.closed_by, "at": _moment(head.closed_at)},
        "estimate": head.estimate,
        "synthetic": head.synthetic,
        "salt": head.salt,
        "award": head.award,
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "answer": row.answer,
        "claimed": row.claimed,
        "verdicts": {tier: _verdict(verdict) for tier, verdict in row.verdicts.items()},
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    """Without a key for a document where the verdict points at none, as results of old have it."""
    told = {**asdict(verdict), "at": _moment(verdict.at)}
    return told if verdict.document else {key: told[key] for key in told if key != "document"}


def _moment(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be frozen")
    return at.astimezone(UTC).isoformat()
