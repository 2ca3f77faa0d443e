"""A frozen result says what counted, in one text whose hash is its name."""

import hashlib
import json
from datetime import datetime

import pytest

from layak.core import catalogue, scoring
from layak.core.answers import Choice, to_data
from layak.core.canonical import content_of_answer
from layak.core.frozen import NotSound, Row, freeze, name, verify, written
from layak.core.stages import Stage
from tests.core import small
from tests.core.frozen.made import answer, head, rows, spread, verdict

EDITION = small.edition()
EM = (Stage.SELF,)


def test_every_tier_keeps_its_own_score_and_what_is_not_judged_keeps_the_value_below():
    told = freeze(EDITION, head(), rows())["scores"]
    assert told == {
        "self": {
            "indicators": {"1": 6_000, "2": 0, "3": 6_000},
            "blocks": {"A": 6_000, "B": 6_000},
            "total": 12_000,
            "judged": 3,
            "predikat": "dua",
            "ambiguous": False,
        },
        "province": {
            "indicators": {"1": 4_660, "2": 0, "3": 6_000},
            "blocks": {"A": 4_660, "B": 6_000},
            "total": 10_660,
            "judged": 3,
            "predikat": "dua",
            "ambiguous": False,
        },
    }


def test_the_name_is_the_sha_256_of_the_text_and_the_text_holds():
    document = freeze(EDITION, head(), rows())
    text = written(document)
    assert name(document) == hashlib.sha256(text.encode()).hexdigest()
    assert verify(text.encode(), name(document), EDITION) == ()
    assert json.loads(text) == document


def test_the_same_result_has_the_same_name_in_whatever_order_its_rows_come():
    turned = dict(reversed(rows().items()))
    assert name(freeze(EDITION, head(), turned)) == name(freeze(EDITION, head(), rows()))


def test_a_row_without_an_entry_is_frozen_as_unanswered():
    document = freeze(EDITION, head(Stage.SELF, EM), {})
    assert document["rows"] == {
        code: {"answer": None, "claimed": None, "verdicts": {}} for code in EDITION.questions
    }
    assert document["scores"]["self"]["judged"] == 0


def test_a_score_between_two_bands_is_flagged():
    full = {
        "1.1": Row(answer(4_000), 4_000),
        "1.2a": Row(answer(4_000), 4_000),
        "2.1": Row(_direct(660), 660),
    }
    told = freeze(EDITION, head(Stage.SELF, EM), full)["scores"]["self"]
    assert (told["total"], told["predikat"], told["ambiguous"]) == (8_660, "satu", True)


def test_the_sums_are_those_of_the_scoring_engine():
    edition = catalogue.get("kla-2024")
    chosen = {
        code: Choice(len(q.ladder.steps) - 1) for code, q in edition.questions.items() if q.answer == "choice"
    }
    scored = scoring.score(edition, chosen)
    frozen = freeze(
        edition,
        head(Stage.SELF, EM),
        {
            code: Row(content_of_answer(to_data(given), "", line.points, []), line.points)
            for code, given in chosen.items()
            for line in [scored.ledger[code]]
        },
    )
    assert frozen["scores"]["self"] == {
        "indicators": {code: standing.claimed for code, standing in scored.indicators.items()},
        "blocks": {code: standing.claimed for code, standing in scored.blocks.items()},
        "total": scored.total.claimed,
        "judged": len(chosen),
        "predikat": scored.placing.band.key,
        "ambiguous": scored.placing.ambiguous,
    }


# Scores in 1/1000 as the press reported them; sources: radarsampit.com (2023), jatengpos.co.id (2022),
# penanews.id (2025), koranrb.id (2025), radarlambar.bacakoran.co (2025). Where only VA is known, EM is
# taken as equal.
@pytest.mark.parametrize(
    ("em", "va", "predikat", "award"),
    [
        pytest.param(721_000, 588_400, "pratama", "pratama", id="Kotawaringin Timur 2023"),
        pytest.param(955_000, 885_400, "utama", "nindya", id="Magelang 2022"),
        pytest.param(913_000, 602_000, "madya", "madya", id="Bangkalan 2024"),
        pytest.param(683_550, 683_550, "madya", "madya", id="Kaur 2024"),
        pytest.param(740_250, 740_250, "nindya", "madya", id="Pesisir Barat 2024"),
    ],
)
def test_published_results_are_frozen_with_the_band_of_the_score_beside_the_award(em, va, predikat, award):
    edition = catalogue.get("kla-2024")
    document = freeze(edition, head(Stage.AWARD, award=award), spread(edition, em, va))
    told = document["scores"]
    assert (told["self"]["total"], told["province"]["total"]) == (em, va)
    assert (told["province"]["predikat"], document["award"]) == (predikat, award)
    assert verify(written(document), name(document), edition) == ()


def test_what_would_not_verify_is_not_frozen():
    above = {"1.1": Row(None, None, {Stage.PROVINCE: verdict(4_001)})}
    with pytest.raises(NotSound) as refused:
        freeze(EDITION, head(), above)
    assert [f.text.id for f in refused.value.findings] == [
        "Pertanyaan 1.1, Verifikasi administrasi provinsi: 4,001 melebihi maksimal 4."
    ]


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        freeze(EDITION, head(closed_at=datetime(2025, 5, 16)), {})


def _direct(points):
    return content_of_answer({"kind": "direct", "points": f"0,{points}"}, "", points, [])
