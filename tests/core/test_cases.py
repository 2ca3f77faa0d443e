"""The golden cases in tests/cases: situations and their expected scores, written for a verifier."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from layak.core import catalogue, points, predikat, recap
from layak.core.answers import Given, read
from layak.core.instrument import Edition, Question
from layak.core.scoring import Standing, add_up, score

CASES = Path(__file__).parents[1] / "cases"
EXAMPLES = Path(__file__).parents[2] / "examples"
LOADED = [case for file in sorted(CASES.glob("*.yaml")) for case in yaml.safe_load(file.read_text("utf-8"))]


@pytest.mark.parametrize("case", LOADED, ids=lambda case: case["name"])
def test_a_case_scores_as_a_verifier_expects(case):
    edition = catalogue.get(case["edition"])
    assert outcome(edition, case) == {key: exact(value) for key, value in case["expect"].items()}


def test_there_are_cases_from_answers_recaps_blocks_and_totals():
    assert {"answers", "recap", "blocks", "total"} <= {key for case in LOADED for key in case}


def outcome(edition: Edition, case: Mapping[str, Any]) -> dict[str, Any]:
    """What the engine says about a case, for every key that the case expects."""
    if "total" in case or "blocks" in case:
        told = placed(edition, summed(edition, case))
    else:
        told = scored(edition, case)
    return {key: exact(told[key]) for key in case["expect"]}


def summed(edition: Edition, case: Mapping[str, Any]) -> Standing:
    """Only published sums are known: add the blocks up, or take the total as it is."""
    blocks = case.get("blocks", {"": case.get("total")})
    most = {block.code: block.max for block in edition.blocks} | {"": edition.max}
    return add_up(
        "", edition.max, [Standing(c, points.parse(str(p)), 0, most[c], 0, 0) for c, p in blocks.items()]
    )


def placed(edition: Edition, total: Standing) -> dict[str, Any]:
    at = predikat.place(edition, total.claimed)
    return {
        "total": points.text(total.claimed),
        "predikat": at.band.title.id if at.band else None,
        "ambiguous": at.ambiguous,
        "next": at.next.title.id if at.next else None,
        "gap": None if at.gap is None else points.text(at.gap),
    }


def scored(edition: Edition, case: Mapping[str, Any]) -> dict[str, Any]:
    if "recap" in case:
        result = recap.check(edition, recap.read(EXAMPLES / case["recap"], edition)).score
    else:
        given = {code: answered(edition.questions[code], a, case) for code, a in case["answers"].items()}
        result = score(edition, given, set(case.get("ready", ())))
    named = {"blocks": result.blocks, "indicators": result.indicators}
    claimed = {
        kind: {code: points.text(s.claimed) for code, s in of.items() if code in case["expect"].get(kind, ())}
        for kind, of in named.items()
    }
    return {
        **placed(edition, result.total),
        **claimed,
        "estimate": result.estimate,
        "ready": points.text(result.total.ready),
        "at_risk": points.text(result.total.at_risk),
        "progress": str(result.total.progress),
        "rows": {c: points.text(line.points) for c, line in result.ledger.items() if line.given},
    }


def answered(question: Question, answer: Any, case: Mapping[str, Any]) -> Given:
    """A step by its wording, points entered directly, or the fields of the form."""
    if isinstance(answer, str):
        wordings = [step.label.id for step in question.ladder.steps]
        answer = {"step": wordings.index(answer)}
    elif not isinstance(answer, dict):
        answer = {"kind": "direct", "points": str(answer)}
    return read(question, answer, tuple(case["years"]))


def exact(value: Any) -> Any:
    """Figures as exact numbers, so that 885.4 and "885.40" are the same; words as they are."""
    if isinstance(value, dict):
        return {key: exact(part) for key, part in value.items()}
    if isinstance(value, bool) or value is None:
        return value
    return Decimal(str(value)) if str(value).replace(".", "", 1).isdigit() else value
