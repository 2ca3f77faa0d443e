"""Scoring in core, without a database: one district, and all 514."""

import random
from typing import Any

from bench.clock import Timing, repeat
from layak.core import answers, catalogue, scoring
from layak.core.points import text

DISTRICTS = 514
EDITION = "kla-2024"
YEARS = (2024, 2025)


def one() -> Timing:
    """Milliseconds to score one district of 274 answers: also what says how fast the machine is just now."""
    edition, districts = catalogue.get(EDITION), _answered(20)
    ready = frozenset(edition.questions)
    return repeat(50, lambda n: scoring.score(edition, districts[n % 20], ready))


def every() -> Timing:
    """Milliseconds to score 514 districts of 274 answers each."""
    edition, districts = catalogue.get(EDITION), _answered(DISTRICTS)
    ready = frozenset(edition.questions)
    return repeat(5, lambda _: [scoring.score(edition, given, ready) for given in districts], warm=1)


def _answered(districts: int) -> list[dict[str, Any]]:
    """Made-up answers of so many districts, the same each time."""
    chance = random.Random(7)
    questions = catalogue.get(EDITION).questions
    return [
        {
            code: answers.read(q, _points(q.max * chance.randrange(5) // 4), YEARS)
            for code, q in questions.items()
        }
        for _ in range(districts)
    ]


def _points(points: int) -> dict[str, str]:
    return {"kind": "direct", "points": text(points)}
