"""Anyone can count an open extract again; nobody finds in it what a row rests on, not even by trying."""

import json
from datetime import datetime

import pytest

from layak.core.canonical import content_of_answer, digest
from layak.core.frozen import Row, Verdict, extract, freeze, held, verify, written
from layak.core.frozen.checking import check
from layak.core.frozen.extracts import sealed
from layak.core.frozen.telling import Compared
from layak.core.instrument import AnswerType
from layak.core.stages import Stage
from tests.core import small
from tests.core.frozen.made import AT, TIP, changed, codes, head, rows

EDITION = small.edition()
RESULT = freeze(EDITION, head(), rows())
SOUND = extract(RESULT)
PERCENT = ((0, None), (2_000, "10"), (4_000, "50"))
COUNTING = small.edition(
    {
        "1": (small.question("1.1", 4_000, AnswerType.PERCENT, steps=PERCENT), small.question("1.2a", 3_000),
              small.question("1.3", 5_000)),
        "2": (small.question("2.1", 4_000, AnswerType.PERCENT, steps=PERCENT),),
        "3": (small.question("3.1", 2_000),),
    }
)  # fmt: skip


def percent(part, whole, points):
    figures = {f"{name}_{year}": figure for year in (2024, 2025)
               for name, figure in (("numerator", part), ("denominator", whole))}  # fmt: skip
    return Row(content_of_answer({"kind": "percent", **figures}, "", points, []), points)


def choice(step, points):
    return Row(content_of_answer({"kind": "choice", "step": step}, "", points, []), points)


def with_small_counts():
    """In indicator 1 three of 40 children, so 1.1 is small; in indicator 2 thirty of them."""
    own = {"1.1": percent("3", "40", 0), "1.2a": choice(1, 1_500), "1.3": choice(2, 5_000)}
    own |= {"2.1": percent("30", "40", 4_000), "3.1": choice(2, 2_000)}
    return extract(freeze(COUNTING, head(Stage.SELF, (Stage.SELF,)), own))


def test_it_tells_points_and_reasons_of_every_row_and_seals_the_rest():
    assert SOUND["of"] == digest(RESULT)
    assert SOUND["rows"]["1.1"] == {
        "claimed": 4_000,
        "verdicts": {"province": {"points": 2_660, "reason": "tidak-ditandatangani"}},
        "sealed": sealed(RESULT["salt"], "1.1", RESULT["rows"]["1.1"]),
    }
    assert SOUND["closed"] == {"at": "2025-05-16T09:30:00+00:00"}
    assert SOUND["trail"] == TIP._asdict()


def test_names_notes_proof_and_answers_are_not_in_it():
    text = written(SOUND)
    private = ("Rina", "Budi", "a" * 64, "documents", "step", RESULT["salt"])
    assert [word for word in private if word in text] == []


def test_it_holds_by_its_own_name_and_with_the_edition():
    assert verify(written(SOUND), digest(SOUND), EDITION) == ()


@pytest.mark.parametrize(
    ("document", "found"),
    [
        (changed(SOUND, "rows", "1.1", "verdicts", "province", "points", 4_000),
         ("score", "province.indicators 1")),
        (changed(SOUND, "rows", "1.1", "claimed", 4_001), ("above-maximum", "1.1")),
        (changed(SOUND, "scores", "province", "total", 10_661), ("score", "province.total")),
        (changed(SOUND, "scores", "province", "blocks", "A", 1), ("score", "province.blocks A")),
        (changed(SOUND, "scores", "province", "predikat", "tiga"), ("score", "province.predikat")),
        (changed(SOUND, "scores", "self", "judged", 4), ("score", "self.judged")),
        (changed(SOUND, "scores", "final", SOUND["scores"]["self"]), ("score", "final")),
        (changed(SOUND, "scores", {}), ("score", "self")),
        (changed(SOUND, "tiers", ["province"]), ("tiers", "tiers")),
        (changed(SOUND, "award", "dua"), ("award", "award")),
        (changed(SOUND, "edition", "max", 18_001), ("maxima", "")),
        (changed(SOUND, "rows", "9.9", SOUND["rows"]["1.1"]), ("rows", "9.9")),
        (changed(SOUND, "rows", "1.1", {"sealed": "a" * 64, "claimed": 0}), ("shape", "rows.1.1.verdicts")),
        (changed(SOUND, "rows", "1.1", "note", "x"), ("shape", "rows.1.1.note")),
        (changed(SOUND, "of", "x"), ("shape", "of")),
        (changed(SOUND, "version", 2), ("version", "version")),
        (changed(SOUND, "version", True), ("version", "version")),
    ],
)  # fmt: skip
def test_a_change_is_found_where_it_was_made(document, found):
    assert found in codes(document)


def test_an_instrument_other_than_the_edition_of_its_name_is_found():
    assert codes(changed(SOUND, "edition", "fingerprint", "lain"), EDITION) == [("edition", "fingerprint")]


def test_a_row_with_a_small_count_keeps_its_points_back_and_so_does_one_beside_it():
    document = with_small_counts()
    closed = {code for code, row in document["rows"].items() if row.keys() == {"sealed"}}
    assert (closed, codes(document)) == ({"1.1", "1.3"}, [])


def test_sums_over_rows_that_are_kept_back_are_counted_within_bounds():
    document = with_small_counts()
    told = document["scores"]["self"]
    assert told["indicators"]["1"] == 6_500
    above = changed(document, "scores", "self", "indicators", "1", 10_501)
    below = changed(document, "scores", "self", "indicators", "1", 1_499)
    assert ("score", "self.indicators 1") in codes(above)
    assert ("score", "self.indicators 1") in codes(below)
    assert ("score", "self.judged") in codes(changed(document, "scores", "self", "judged", 2))
    assert ("score", "self.total") in codes(changed(document, "scores", "self", "total", 12_499))


def test_the_sentence_says_that_it_is_an_extract_and_what_is_kept_back():
    assert held(SOUND, Compared.TOLD).id == (
        "Hasil ini cocok: Kabupaten Uji 2025, Verifikasi administrasi provinsi, 10,66 poin. Ini kutipan "
        f"terbuka dari hasil {digest(RESULT)}: jawaban dan buktinya tidak ikut. Sidik jari {digest(SOUND)}."
    )
    assert (
        "The points of 2 questions are kept back, as they rest on counts below 5; their sums were checked "
        "within bounds."
    ) in held(with_small_counts(), Compared.TOLD).en


def test_who_holds_the_result_can_show_that_a_row_is_the_one_that_was_sealed():
    row = RESULT["rows"]["1.1"]
    other = changed(row, "answer", "data", "step", 1)
    seals = [sealed(RESULT["salt"], "1.1", row), sealed(RESULT["salt"], "1.1", other)]
    assert [one == SOUND["rows"]["1.1"]["sealed"] for one in seals] == [True, False]


def test_the_same_row_under_another_salt_or_code_has_another_seal():
    row = Row(None, None, {Stage.PROVINCE: Verdict(0, digest(None), "Budi", AT)})
    twice = freeze(EDITION, head(salt="6" * 64), {"1.1": row, "1.2a": row})
    once = freeze(EDITION, head(), {"1.1": row, "1.2a": row})
    seals = {extract(one)["rows"][code]["sealed"] for one in (twice, once) for code in ("1.1", "1.2a")}
    assert len(seals) == 4


def test_results_frozen_before_there_was_a_salt_hold_as_ever_and_have_no_extract():
    old = {key: value for key, value in RESULT.items() if key != "salt"} | {"version": 1}
    assert (check(old), extract(old)) == ((), None)
    assert codes(old | {"salt": "5" * 64}) == [("shape", "salt")]
    assert codes({key: value for key, value in RESULT.items() if key != "salt"}) == [("shape", "salt")]


@pytest.mark.parametrize("spoiled", [None, [], 3, "x", {}])
def test_no_part_of_another_kind_makes_it_stumble(spoiled):
    for key in SOUND:
        assert check(SOUND | {key: spoiled}) or SOUND[key] == spoiled or key == "award", key
    assert verify(json.dumps(SOUND | {"rows": {"1.1": spoiled}}))
    assert datetime.fromisoformat(SOUND["closed"]["at"]) == AT
