"""The open extract of a frozen result: what anyone may have, enough to count every sum again.

It holds the points of every row and tier, and in place of what a row rests on (answer, proof, notes,
names) a salted hash of it: whoever has the whole result can show that a row is the one sealed here, and
nobody can find it by trying (decision 18).
"""

import hmac
from collections.abc import Mapping
from typing import Any

from layak.core.canonical import seal
from layak.core.frozen.guarding import keeps_back

FORMAT = "layak-result-extract"
VERSION = 1
OPEN = ("district", "cycle", "stage", "tiers", "trail", "estimate", "synthetic", "award", "edition", "scores")
"""What of a result stands in its extract as it is."""


def extract(document: Mapping[str, Any]) -> dict[str, Any] | None:
    """The open extract of a result; None for one frozen before results had a salt (format version 1)."""
    if "salt" not in document:
        return None
    closed = withheld(document)
    return {
        "format": FORMAT,
        "version": VERSION,
        "of": seal(document),
        "closed": {"at": document["closed"]["at"]},
        **{key: document[key] for key in OPEN},
        "rows": {
            code: {**({} if code in closed else _points(row)), "sealed": sealed(document["salt"], code, row)}
            for code, row in document["rows"].items()
        },
    }


def sealed(salt: str, code: str, row: Mapping[str, Any]) -> str:
    """The hash that stands for a row. Each row has a salt of its own, so that one can be shown alone."""
    own = hmac.digest(bytes.fromhex(salt), code.encode(), "sha256").hex()
    return seal({"salt": own, "row": row})


def withheld(document: Mapping[str, Any]) -> frozenset[str]:
    """The rows whose points are kept back, since a count below five could be read off a narrow step.

    A single one would follow from its indicator's sum, so the row with the most to lose there joins it. In
    an indicator of one row the sum tells its points all the same.
    """
    years, rows = document["cycle"]["data_years"], document["rows"]
    small = {code for code, row in rows.items() if keeps_back((row["answer"] or {}).get("data") or {}, years)}
    for block in document["edition"]["blocks"]:
        for one in block["indicators"]:
            kept = [code for code, _most in one["rows"] if code in small]
            beside = [(most, code) for code, most in one["rows"] if code not in small]
            if len(kept) == 1 and beside:
                small.add(max(beside)[1])
    return frozenset(small)


def _points(row: Mapping[str, Any]) -> dict[str, Any]:
    verdicts = row["verdicts"].items()
    return {
        "claimed": row["claimed"],
        "verdicts": {tier: {"points": one["points"], "reason": one["reason"]} for tier, one in verdicts},
    }
