"""What was published about real districts comes out of a frozen result as it was reported."""

import json
from pathlib import Path

import pytest
import yaml

from layak.core import catalogue, points, predikat
from layak.core.frozen import freeze, name, verify, written
from layak.core.points import parse
from layak.core.stages import Stage
from layak.results.queries import loss
from tests.core.frozen.made import head, spread

TESTS = Path(__file__).parents[1]
CASES = yaml.safe_load((TESTS / "cases" / "results" / "published.yaml").read_text("utf-8"))
SHARED = TESTS.parents[1] / "shared" / "domain" / "cases.json"
EDITION = catalogue.get("kla-2024")


def frozen(case):
    """The result with these totals; where EM is not known, it is taken as equal to the verified score."""
    tiers = {tier: parse(total) for tier, total in case["tiers"].items()}
    rows = spread(EDITION, tiers.get("self", tiers["province"]), tiers["province"])
    return freeze(EDITION, head(Stage.AWARD, award=case["award"]), rows)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_published_result_says_what_was_reported(case):
    document = frozen(case)
    scores = {tier: document["scores"][tier] for tier in case["tiers"]}
    last = document["scores"]["province"]
    told = {tier: score["predikat"] for tier, score in scores.items()}
    told["gap"] = points.text(predikat.place(EDITION, last["total"]).gap)
    told["differs"] = document["award"] != last["predikat"]
    if "self" in case["tiers"]:
        told["loss"] = points.text(-sum(change.delta for change in loss.changes(document)))
    assert told == case["expect"]
    assert {tier: score["total"] for tier, score in scores.items()} == {
        tier: parse(total) for tier, total in case["tiers"].items()
    }
    assert verify(written(document), name(document), EDITION) == ()


@pytest.mark.skipif(not SHARED.exists(), reason="the collected cases are not on this machine")
def test_the_figures_are_those_that_were_collected():
    collected = {one["id"]: one for one in json.loads(SHARED.read_text("utf-8"))}
    keys = {"self": ("em",), "province": ("va", "total")}
    for case in CASES:
        one = collected[case["id"]]
        found = {
            tier: parse(str(one[key]))
            for tier, known in keys.items()
            for key in known
            if isinstance(one.get(key), int | float)
        }
        known = {tier: parse(total) for tier, total in case["tiers"].items()}
        assert found in (known, {}), case["id"]
        if "drop" in one:
            assert parse(case["expect"]["loss"]) == parse(str(one["drop"]))
        if "gap_to_next" in one:
            assert parse(case["expect"]["gap"]) == parse(str(one["gap_to_next"]))
