"""Answers add up exactly: to the ledger's lines, indicators, blocks, the total and what is at risk."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from layak.core import catalogue
from layak.core.answers import Choice, Count, Direct, Given, Matrix, Percent, to_data
from layak.core.instrument import AnswerType, Confidence, Edition, Question
from layak.core.ledger import rests_on_guess
from layak.core.scoring import Standing, UnknownRow, add_up, indicator_points, points_of, score
from tests.core.small import YEARS, certain, edition, question

SMALL = edition()
CAPPED = edition({"1": (question("1.1"), question("1.2")), "3": (question("3.1"),)}, caps={"1": 6000})
KLA = catalogue.get("kla-2024")


def answers_to(asked: Question) -> st.SearchStrategy[Given]:
    numbers = st.decimals(0, 100, places=1)
    pairs = st.tuples(numbers, numbers)
    own = {
        AnswerType.CHOICE: st.builds(Choice, st.integers(0, len(asked.ladder.steps) - 1)),
        AnswerType.PERCENT: st.builds(
            lambda parts: Percent(YEARS, parts, (Decimal(100), Decimal(100))),
            pairs,
        ),
        AnswerType.COUNT: st.builds(Count, st.just(YEARS), pairs),
        AnswerType.MATRIX: st.builds(lambda n: Matrix(({"mitra": "a"},) * n, n), st.integers(1, 9)),
    }
    return st.one_of(st.builds(Direct, st.integers(0, asked.max)), own[asked.answer])


@st.composite
def assessments(draw: st.DrawFn, instrument: Edition = KLA) -> tuple[dict[str, Given], frozenset[str]]:
    codes = draw(st.lists(st.sampled_from(list(instrument.questions)), unique=True, max_size=40))
    given = {code: draw(answers_to(instrument.questions[code])) for code in codes}
    return given, draw(st.frozensets(st.sampled_from(list(instrument.questions)), max_size=40))


@for_all(assessments())
def test_the_total_is_the_sum_of_its_blocks_and_they_of_their_indicators(made):
    scored = score(KLA, *made)
    for block in KLA.blocks:
        parts = [scored.indicators[i.code] for i in block.indicators]
        assert scored.blocks[block.code] == add_up(block.code, block.max, parts)
    assert scored.total.claimed == sum(block.claimed for block in scored.blocks.values())
    assert scored.total.claimed == sum(line.points for line in scored.ledger.values())


@for_all(assessments())
def test_nothing_is_ever_above_its_maximum_or_below_nought(made):
    scored = score(KLA, *made)
    lines = [(line.points, line.max) for line in scored.ledger.values()]
    sums = [*scored.indicators.values(), *scored.blocks.values(), scored.total]
    assert all(0 <= points <= most for points, most in [*lines, *((s.claimed, s.max) for s in sums)])


@for_all(assessments())
def test_what_is_claimed_is_exactly_what_is_ready_and_what_is_at_risk(made):
    scored = score(KLA, *made)
    for standing in [*scored.indicators.values(), *scored.blocks.values(), scored.total]:
        assert standing.claimed == standing.ready + standing.at_risk
        assert min(standing.ready, standing.at_risk, standing.unclaimed) >= 0


@for_all(assessments(), st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(made, random):
    answers, ready = made
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert score(KLA, dict(shuffled), ready).total == score(KLA, answers, ready).total


@settings(max_examples=60)
@for_all(assessments(CAPPED), st.sampled_from(list(CAPPED.questions)), st.data())
def test_more_points_in_a_row_never_lower_the_score_and_proof_never_does(made, code, data):
    answers, ready = made
    low, high = sorted(data.draw(st.tuples(st.integers(0, 4000), st.integers(0, 4000))))
    less = score(CAPPED, answers | {code: Direct(low)}, ready).total
    more = score(CAPPED, answers | {code: Direct(high)}, ready).total
    proven = score(CAPPED, answers | {code: Direct(high)}, ready | {code}).total
    assert less.claimed <= more.claimed <= less.claimed + high - low
    assert (more.ready, more.claimed) <= (proven.ready, proven.claimed)


@for_all(assessments(), st.sampled_from(list(KLA.indicators)))
def test_an_indicator_alone_stands_as_it_does_in_the_whole(made, code):
    assert indicator_points(KLA, code, *made) == score(KLA, *made).indicators[code]


def test_an_indicators_cap_takes_the_surplus_and_only_missing_proof_is_at_risk():
    answers = {"1.1": Direct(4000), "1.2": Direct(4000), "3.1": Direct(1000)}
    scored = score(CAPPED, answers, {"1.1"})
    assert scored.indicators["1"] == Standing("1", 6000, 4000, 6000, 2, 2)
    assert (scored.total.claimed, scored.total.ready, scored.total.at_risk) == (7000, 4000, 3000)
    assert score(CAPPED, answers, {"1.1", "1.2"}).indicators["1"].at_risk == 0


def test_unanswered_and_unfinished_rows_earn_nothing_and_are_not_progress():
    asked = question("1.1", answer=AnswerType.COUNT, steps=((0, 0), (4000, 1)))
    small = edition({"1": (asked, question("1.2"), question("1.4")), "3": (question("3.1"),)})
    scored = score(small, {"1.1": Count(YEARS, (Decimal(5), None)), "1.2": Choice(2)})
    assert scored.indicators["1"] == Standing("1", 4000, 0, 12_000, 1, 3, estimate=True)
    assert [(line.rule, line.explanation.id) for line in scored.ledger.values()] == [
        ("incomplete", "Jawaban belum lengkap, jadi belum dihitung: 0 dari 4."),
        ("step", "“langkah 2”: 4 dari 4."),
        ("unanswered", "Belum dijawab: 0 dari 4."),
        ("unanswered", "Belum dijawab: 0 dari 4."),
    ]


def test_progress_is_exact_to_two_decimals():
    assert Standing("K3", 0, 0, 0, 46, 47).progress == Decimal("97.87")
    assert Standing("", 0, 0, 0, 0, 0).progress == Decimal("0.00")


def test_an_answer_to_a_row_the_edition_does_not_have_is_refused_by_name():
    with pytest.raises(UnknownRow, match=r"9\.9"):
        score(SMALL, {"9.9": Choice(1)})


def test_a_score_on_an_unconfirmed_ladder_is_an_estimate_and_says_so():
    scored = score(SMALL, {"1.1": Choice(1), "2.1": Direct(4000)})
    assert (scored.estimate, scored.official) == (True, False)
    assert [c.id for c in scored.caveats] == [
        "Estimasi: 1 pertanyaan memakai tangga nilai atau batas nilai yang belum resmi.",
        "1 pertanyaan diisi langsung dengan nilai dari formulir nasional.",
    ]


def test_points_entered_directly_rest_on_no_ladder_but_an_unconfirmed_cut_is_an_estimate():
    unsure = replace(question(), confidence=Confidence.INFERRED)
    assert not points_of(unsure, Direct(4000)).estimate
    assert points_of(unsure, Direct(6000)).estimate
    assert not points_of(replace(unsure, confidence=Confidence.OFFICIAL), Direct(6000)).estimate


@pytest.mark.parametrize("given", [Choice(1), Choice(0), Choice(), Direct(4000), Direct()])
@pytest.mark.parametrize("asked", [question(), certain(question())])
def test_a_stored_answer_is_known_for_an_estimate_without_reading_it(asked, given):
    line = points_of(asked, given)
    earned = line.points if given.complete else None
    assert rests_on_guess(asked, to_data(given)["kind"], earned) is line.estimate


def test_no_total_of_a_reconstructed_or_unofficial_edition_is_called_official():
    exact = {"1.1": Direct(4000)}
    official = edition({"1": (certain(question("1.1")),), "3": (question("3.1"),)})
    assert score(official, exact).official
    for status in ("reconstructed", "unofficial"):
        assert not score(replace(official, status=status), exact).official
    for key in catalogue.keys():  # noqa: SIM118 - a function, not a dict
        shipped = catalogue.get(key)
        assert not score(shipped, {}).official
        assert score(shipped, {}).caveats


def test_points_above_the_maximum_are_cut_and_the_line_tells_both():
    line = points_of(question(), Direct(6000))
    assert (line.raw, line.points, line.capped, line.direct) == (6000, 4000, True, True)
    assert line.explanation.id == "Diisi langsung 6, dipotong ke nilai maksimal 4."
    assert line.explanation.en == "Entered directly 6, cut to the maximum of 4."


def test_a_row_is_ready_with_its_points_or_not_at_all():
    scored = score(SMALL, {"1.1": Direct(4000), "2.1": Direct(1000)}, {"1.1"})
    assert [scored.row_ready(code) for code in ("1.1", "2.1", "3.1")] == [4000, 0, 0]
    assert (scored.placing.band.key, scored.ready_placing.band) == ("satu", None)
