"""Counting an open extract again: exactly where every row is open, within bounds where rows are kept back."""

from collections.abc import Iterator, Mapping
from typing import Any

from layak.core.frozen import alike
from layak.core.frozen.findings import Finding
from layak.core.frozen.tally import above, own_points
from layak.core.points import Points

Document = Mapping[str, Any]


def kept_back(document: Document) -> int:
    """How many rows of an extract keep their points back."""
    return sum("verdicts" not in row for row in document["rows"].values())


def scores(document: Document) -> Iterator[Finding]:
    """Where a tier's score does not follow from the open rows. Points in 1/1000."""
    framed, told = document["edition"], document["scores"]
    known = {code: row for code, row in document["rows"].items() if "verdicts" in row}
    closed, values = kept_back(document), dict[str, Points]()
    for tier in document["tiers"]:
        own = {code: given for code, row in known.items() if (given := own_points(row, tier)) is not None}
        values |= own
        says = told.get(tier) or {}
        counted = _counted(framed, values, known, says.get("indicators", {}))
        counted["judged"] = _within(says.get("judged"), len(own), len(own) + closed)
        yield from alike.differences(tier, "", told.get(tier), counted)
    for tier in told.keys() - set(document["tiers"]):
        yield from alike.differences(tier, "", told[tier], None)


def _counted(
    framed: Mapping[str, Any],
    values: Mapping[str, Points],
    known: Mapping[str, Any],
    told: Mapping[str, Points],
) -> dict[str, Any]:
    """The score as it is told, but for indicators that the open rows contradict."""
    indicators = {}
    for block in framed["blocks"]:
        for one in block["indicators"]:
            least = min(sum(values.get(code, 0) for code, _ in one["rows"]), one["max"])
            most = min(least + sum(most for code, most in one["rows"] if code not in known), one["max"])
            indicators[one["code"]] = _within(told.get(one["code"]), least, most)
    return {"indicators": indicators, **above(framed, indicators)}


def _within(told: int | None, least: int, most: int) -> int:
    return least if told is None else min(max(told, least), most)
