"""Where the points went: what each tier took from the one below it, by block, reason and agency."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from layak.core.points import Points

Document = Mapping[str, Any]
UNSAID = ""
"""The key of what no reason or no agency goes with."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row whose points a tier changed; `delta` in 1/1000, below 0 where points were lost."""

    code: str
    block: str
    tier: str
    before: Points
    after: Points
    reason: str
    note: str
    pages: str
    by: str

    @property
    def delta(self) -> Points:
        """What the tier added, or took."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Step:
    """A bar of the waterfall: from where to where (1/1000), under a key (block, reason or agency)."""

    key: str
    start: Points
    delta: Points
    rows: int

    @property
    def end(self) -> Points:
        """Where the bar ends."""
        return self.start + self.delta


def homes(document: Document) -> dict[str, str]:
    """The block of each row by code."""
    return {
        code: block["code"]
        for block in document["edition"]["blocks"]
        for indicator in block["indicators"]
        for code, _most in indicator["rows"]
    }


def changes(document: Document) -> list[Change]:
    """Every change of points, tier by tier, in the instrument's order."""
    return [
        change
        for tier in document["tiers"][1:]
        for code, block in homes(document).items()
        if (change := _change(document, code, block, tier)) and change.delta
    ]


def values(document: Document, code: str) -> dict[str, Points]:
    """The points of one row at every tier; a tier that said nothing has the value of the one below."""
    row, told, value = document["rows"][code], {}, 0
    for number, tier in enumerate(document["tiers"]):
        verdict = row["verdicts"].get(tier)
        own = (row["claimed"] or 0) if not number else verdict["points"] if verdict else value
        told[tier] = value = own
    return told


def waterfall(document: Document, found: Iterable[Change], keys: Mapping[str, str]) -> list[Step]:
    """The way from EM to the last tier in bars, the greatest loss first; `keys` gives each row's bar."""
    parts: dict[str, list[Points]] = defaultdict(list)
    for change in found:
        parts[keys.get(change.code, UNSAID)].append(change.delta)
    return _laid(document, {key: (sum(deltas), len(deltas)) for key, deltas in parts.items()})


def by_reason(document: Document, found: Iterable[Change]) -> list[Step]:
    """`waterfall` with a bar for every reason that was given."""
    parts: dict[str, list[Points]] = defaultdict(list)
    for change in found:
        parts[change.reason].append(change.delta)
    return _laid(document, {key: (sum(deltas), len(deltas)) for key, deltas in parts.items()})


def _laid(document: Document, parts: Mapping[str, tuple[Points, int]]) -> list[Step]:
    at, steps = document["scores"][document["tiers"][0]]["total"], []
    for key, (delta, rows) in sorted(parts.items(), key=lambda part: (part[1][0], part[0])):
        steps.append(Step(key, at, delta, rows))
        at += delta
    return steps


def _change(document: Document, code: str, block: str, tier: str) -> Change | None:
    verdict = document["rows"][code]["verdicts"].get(tier)
    if verdict is None:
        return None
    told = values(document, code)
    below = document["tiers"][document["tiers"].index(tier) - 1]
    said = (verdict["reason"], verdict["note"], verdict["pages"], verdict["by"])
    return Change(code, block, tier, told[below], told[tier], *said)
