"""Counting a frozen result from what the document itself holds: rows, indicators, blocks, total, predikat.

Everything here takes the JSON form, so that the one who freezes and the one who verifies count alike.
Points in 1/1000.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from layak.core.instrument import Band, Edition, Text
from layak.core.points import Points
from layak.core.predikat import place_among
from layak.core.stages import Stage


def frame(edition: Edition) -> dict[str, Any]:
    """What of an edition is enough to count again without it: maxima in order, bands, and its seal."""
    return {
        "key": edition.key,
        "fingerprint": edition.fingerprint,
        "title": _both(edition.title),
        "year": edition.year,
        "status": edition.status,
        "max": edition.max,
        "blocks": [
            {
                "code": block.code,
                "title": _both(block.title),
                "max": block.max,
                "indicators": [
                    {"code": i.code, "max": i.max, "rows": [[q.code, q.max] for q in i.questions]}
                    for i in block.indicators
                ],
            }
            for block in edition.blocks
        ],
        "bands": [
            {"key": b.key, "title": _both(b.title), "lower": b.lower, "upper": b.upper} for b in edition.bands
        ],
    }


def maxima(framed: Mapping[str, Any]) -> dict[str, Points]:
    """The maximum of every row by code."""
    return {
        code: most
        for block in framed["blocks"]
        for indicator in block["indicators"]
        for code, most in indicator["rows"]
    }


def scores(framed: Mapping[str, Any], rows: Mapping[str, Any], tiers: Sequence[str]) -> dict[str, Any]:
    """The score of every tier. A row not judged in a tier takes the value of the tier below it."""
    told: dict[str, Any] = {}
    values: dict[str, Points] = {}
    for tier in tiers:
        own = {code: given for code, row in rows.items() if (given := own_points(row, tier)) is not None}
        values = values | own
        told[tier] = {**_sums(framed, values), "judged": len(own)}
    return told


def own_points(row: Mapping[str, Any], tier: str) -> Points | None:
    """What a tier itself gave a row; None where it said nothing. For EM that is the district's claim."""
    if tier == Stage.SELF:
        return row["claimed"]  # type: ignore[no-any-return]
    verdict = row["verdicts"].get(tier)
    return verdict["points"] if verdict else None


def _sums(framed: Mapping[str, Any], values: Mapping[str, Points]) -> dict[str, Any]:
    indicators = {
        one["code"]: min(sum(values.get(code, 0) for code, _ in one["rows"]), one["max"])
        for block in framed["blocks"]
        for one in block["indicators"]
    }
    return {"indicators": indicators, **above(framed, indicators)}


def above(framed: Mapping[str, Any], indicators: Mapping[str, Points]) -> dict[str, Any]:
    """What follows from the points of all indicators: blocks, total, predikat, ambiguous."""
    blocks = {
        block["code"]: sum(indicators[one["code"]] for one in block["indicators"])
        for block in framed["blocks"]
    }
    total = sum(blocks.values())
    return {"blocks": blocks, "total": total, **_placed(framed, total)}


def _placed(framed: Mapping[str, Any], total: Points) -> dict[str, Any]:
    bands = [Band(b["key"], Text(**b["title"]), b["lower"], b["upper"]) for b in framed["bands"]]
    at = place_among(bands, total)
    return {"predikat": at.band.key if at.band else None, "ambiguous": at.ambiguous}


def _both(text: Text) -> dict[str, str]:
    return {"id": text.id, "en": text.en}
