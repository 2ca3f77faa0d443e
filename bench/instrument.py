"""Scoring in core, without a database: one district, and all 514."""

import random

from bench.clock import Timing, repeat
from layak.core import answers, catalogue, scoring
from layak.core.points import text

DISTRICTS = 514
YEARS = (2024, 2025)


def timings() -> dict[str, Timing]:
    """Milliseconds to score one district, and 514 of them, 274 answers each."""
    edition = catalogue.get("kla-2024")
    chance = random.Random(7)
    nation = [
        {
            code: answers.read(q, {"kind": "direct", "points": text(q.max * chance.randrange(5) // 4)}, YEARS)
            for code, q in edition.questions.items()
        }
        for _ in range(DISTRICTS)
    ]
    ready = frozenset(edition.questions)

    def all_districts(_: int) -> None:
        for given in nation:
            scoring.score(edition, given, ready)

    return {
        "one": repeat(50, lambda n: scoring.score(edition, nation[n % DISTRICTS], ready)),
        "all": repeat(5, all_districts, warm=1),
    }
