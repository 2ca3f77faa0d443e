"""The 2024 instrument as data agrees with its source, row by row, and adds up to exactly 1000."""

import json
from collections import Counter
from pathlib import Path

import pytest

from layak.core import catalogue, points
from layak.core.instrument import AnswerType, Basis, Confidence, Direction, Level
from layak.core.ladder_plans import LEFT_OVER

SOURCE = Path(__file__).parents[2].parent / "shared" / "domain" / "kla-2024.json"
SETTLED = {"19.4": 3_000, "21B.2": 8_000}  # the source prints 6 and 9; see the rows' notes


@pytest.fixture(scope="module")
def edition():
    return catalogue.get("kla-2024")


@pytest.fixture(scope="module")
def source():
    if not SOURCE.exists():
        pytest.skip("the source figures (../shared/domain/kla-2024.json) are not beside this checkout")
    return json.loads(SOURCE.read_text(encoding="utf-8"))


def test_seven_blocks_have_the_weights_that_two_sources_confirm(edition):
    assert [(b.code, b.max, b.confidence) for b in edition.blocks] == [
        (code, maximum, Confidence.TWO_SOURCES)
        for code, maximum in [
            ("KLB", 164_000),
            ("K1", 115_000),
            ("K2", 156_000),
            ("K3", 150_000),
            ("K4", 110_000),
            ("K5", 205_000),
            ("KD", 100_000),
        ]
    ]


def test_rows_sum_to_indicators_to_blocks_to_exactly_1000(edition):
    assert [i.code for i in edition.indicators.values() if i.max != sum(q.max for q in i.questions)] == []
    assert [b.code for b in edition.blocks if b.max != sum(i.max for i in b.indicators)] == []
    assert (sum(b.max for b in edition.blocks), edition.max) == (1_000_000, 1_000_000)
    assert (len(edition.indicators), len(edition.questions)) == (31, 274)


def test_the_first_indicator_is_12_and_38_and_41_and_5(edition):
    rows = {q.code.removeprefix("1."): q.max for q in edition.indicators["1"].questions}
    policy = [maximum for row, maximum in rows.items() if row.startswith("2")]
    budget = [maximum for row, maximum in rows.items() if row.startswith("3")]

    assert (len(policy), sum(policy)) == (28, 38_000)
    assert (len(budget), sum(budget)) == (33, 41_000)
    assert (rows["1"], rows["4"], edition.indicators["1"].max) == (12_000, 5_000, 96_000)


def test_every_row_and_maximum_is_the_sources_but_for_two_settled_defects(edition, source):
    printed = {
        f"{i['code'].replace(' ', '')}.{q['code']}": points.parse(str(q["max"]))
        for c in source["clusters"]
        for i in c["indicators"]
        for q in i["questions"]
    }

    assert {code: q.max for code, q in edition.questions.items()} == printed | SETTLED


def test_answers_have_the_shape_that_the_source_suggests(edition):
    shapes = Counter(q.answer for q in edition.questions.values())

    assert shapes == {
        AnswerType.CHOICE: 192,
        AnswerType.PERCENT: 54,
        AnswerType.COUNT: 20,
        AnswerType.MATRIX: 8,
    }


def test_what_is_settled_or_unknown_carries_a_note(edition):
    noted = {code: q.note.id for code, q in edition.questions.items() if q.note}

    assert noted.keys() >= {"7.2", "18.2", "19.4", "21B.2", "26.17"}
    assert edition.questions["7.2"].title.id == (
        "Upaya mencegah dan menangani perkawinan anak (rumusan resmi belum diketahui)"
    )
    assert {edition.questions[code].confidence for code in ("7.2", "18.2", "19.4", "21B.2")} == {
        Confidence.INFERRED
    }


def test_no_ladder_is_official_so_every_row_is_an_estimate(edition):
    assert {q.ladder.confidence for q in edition.questions.values()} == {Confidence.PLACEHOLDER}
    assert all(q.is_estimate for q in edition.questions.values())


def test_every_ladder_climbs_from_nothing_to_the_rows_maximum(edition):
    ends = {
        code: (q.ladder.steps[0].points, q.ladder.steps[-1].points) for code, q in edition.questions.items()
    }

    assert ends == {code: (0, q.max) for code, q in edition.questions.items()}


def test_every_measured_value_earns_a_step(edition):
    measured = [q for q in edition.questions.values() if q.ladder.basis is not Basis.OPTION]

    assert {q.ladder.steps[0].at == LEFT_OVER[q.direction] for q in measured} == {True}


def test_rows_where_less_is_better_are_named(edition):
    lower = [code for code, q in edition.questions.items() if q.direction is Direction.LOWER]

    assert lower == [
        *("12.4", "12.5", "13.1", "13.2", "13.3", "14.3", "17.5", "17.6", "24A.4"),
        *("25.7a", "25.7b", "25.7c", "25.7d", "26.8a", "26.8b", "26.8c", "26.8d", "26.17"),
    ]


@pytest.mark.parametrize("code", ["17.5", "17.6", "24A.4"])
def test_where_no_is_the_best_answer_the_last_step_says_no(edition, code):
    steps = edition.questions[code].ladder.steps

    assert [step.label.id.split(",")[0] for step in steps] == ["Ya", "Tidak"]


def test_deaths_are_compared_with_the_year_before(edition):
    assert {edition.questions[code].ladder.basis for code in ("12.4", "12.5")} == {Basis.CHANGE}


def test_rows_of_kecamatan_and_desa_ask_about_them(edition):
    levels = {i.code: {q.level for q in i.questions} for i in edition.indicators.values()}

    assert levels == {
        code: {{"25": Level.KECAMATAN, "26": Level.DESA}.get(code, Level.DISTRICT)} for code in levels
    }


def test_every_row_can_be_answered_proven_and_read_in_both_languages(edition):
    labels = {AnswerType.PERCENT: 2, AnswerType.COUNT: 1}
    for code, q in edition.questions.items():
        assert q.title.id, code
        assert q.title.en, code
        assert q.evidence, code
        assert q.source, code
        assert len(q.labels) == labels.get(q.answer, 0), code
        assert bool(q.columns) is (q.answer is AnswerType.MATRIX), code


def test_titles_are_our_own_short_sentences(edition):
    assert [q.code for q in edition.questions.values() if len(q.title.id) > 130] == []
    assert len({q.title.id for q in edition.questions.values()}) == 274


def test_bands_are_the_printed_ones(edition):
    assert [(b.key, b.lower, b.upper) for b in edition.bands] == [
        ("pratama", 500_000, 600_000),
        ("madya", 601_000, 700_000),
        ("nindya", 701_000, 800_000),
        ("utama", 801_000, 900_000),
        ("kla", 901_000, 1_000_000),
    ]


def test_gates_are_only_reported(edition):
    assert {(g.predikat, g.status) for g in edition.gates} == {
        ("utama", "dilaporkan"),
        ("nindya", "dilaporkan"),
    }
    assert all(g.source and g.question in edition.questions for g in edition.gates)
