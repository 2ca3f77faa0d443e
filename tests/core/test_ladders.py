"""An answer earns the best step it reaches, upward, downward, by change or by rows."""

from decimal import Decimal

import pytest

from layak.core.answers import Choice, Count, Matrix, Percent
from layak.core.instrument import AnswerType, Basis, Direction
from layak.core.ladders import step_of
from layak.core.scoring import points_of
from tests.core.small import YEARS, question


def percent(earlier, later, whole=100):
    return Percent(YEARS, (Decimal(earlier), Decimal(later)), (Decimal(whole), Decimal(whole)))


def count(earlier, later):
    return Count(YEARS, (Decimal(earlier), Decimal(later)))


def test_a_chosen_step_is_the_step():
    assert [step_of(question(), Choice(step)) for step in (0, 1, 2)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("later", "step"), [("0", 0), ("49.9", 0), ("50", 1), ("89.99", 1), ("90", 2), ("100", 2)]
)
def test_a_percentage_of_the_latest_year_climbs_from_its_threshold_upward(later, step):
    asked = question(answer=AnswerType.PERCENT, steps=((0, "-Infinity"), (2000, 50), (4000, 90)))
    assert step_of(asked, percent("99", later)) == step


@pytest.mark.parametrize(("later", "step"), [("90", 0), ("50", 1), ("10.1", 1), ("10", 2), ("0", 2)])
def test_where_lower_is_better_a_step_is_earned_down_to_its_threshold(later, step):
    steps = ((0, "Infinity"), (2000, 50), (4000, 10))
    asked = question(answer=AnswerType.PERCENT, steps=steps, direction=Direction.LOWER)
    assert step_of(asked, percent("0", later)) == step


def test_just_below_a_threshold_is_below_it_however_little_is_missing():
    asked = question(answer=AnswerType.PERCENT, steps=((0, 0), (4000, 90)))
    nearly = Percent(
        YEARS, (Decimal(0), Decimal(899_999_999_999)), (Decimal(1), Decimal(1_000_000_000_000 - 1))
    )
    assert step_of(asked, nearly) == 0


@pytest.mark.parametrize(("earlier", "later", "step"), [("3", "5", 0), ("5", "5", 1), ("5", "4", 2)])
def test_a_change_compares_the_two_years(earlier, later, step):
    steps = ((0, "Infinity"), (2000, 0), (4000, -1))
    asked = question(answer=AnswerType.COUNT, steps=steps, basis=Basis.CHANGE, direction=Direction.LOWER)
    assert step_of(asked, count(earlier, later)) == step


def test_a_change_of_thirds_reaches_the_step_it_equals():
    asked = question(answer=AnswerType.PERCENT, steps=((0, "-Infinity"), (4000, 5)), basis=Basis.CHANGE)
    given = Percent(YEARS, (Decimal(2), Decimal(215)), (Decimal(3), Decimal(300)))
    assert step_of(asked, given) == 1


def test_a_table_is_scored_by_its_complete_rows():
    asked = question(answer=AnswerType.MATRIX, steps=((0, 0), (2000, 1), (4000, 3)))
    assert [step_of(asked, Matrix(({"mitra": "a"},) * n, n)) for n in (1, 2, 3, 9)] == [1, 1, 2, 2]


def test_a_figure_below_the_lowest_step_earns_nothing_and_says_so():
    line = points_of(question(answer=AnswerType.COUNT, steps=((2000, 5), (4000, 9))), count(9, 4))
    assert (line.points, line.rule, line.explanation.id) == (
        0,
        "no-step",
        "Belum mencapai tangga paling bawah: 0 dari 4.",
    )
