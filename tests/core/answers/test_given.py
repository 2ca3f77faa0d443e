"""Answers survive their stored form, show their percentages, and say what they lack."""

import json
from decimal import Decimal

from hypothesis import given as for_all
from hypothesis import strategies as st

from layak.core.answers import (
    Choice,
    Count,
    Direct,
    Matrix,
    Percent,
    empty,
    missing,
    percentages,
    read,
    to_data,
)
from layak.core.instrument import AnswerType
from tests.core.small import YEARS, question

QUESTIONS = {
    kind: question(most=10_000, answer=kind, steps=((0, None), (5000, 1), (10_000, 2))) for kind in AnswerType
}
figures = st.one_of(st.none(), st.decimals(min_value=1, max_value=10**9, places=2))
pairs = st.tuples(figures, figures)
cells = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
given_answers = st.one_of(
    st.builds(Choice, st.one_of(st.none(), st.integers(0, 2))),
    st.builds(Direct, st.one_of(st.none(), st.integers(0, 10_000))),
    st.builds(Count, st.just(YEARS), pairs),
    st.builds(
        lambda pair: Percent(YEARS, pair, tuple(None if n is None else n + 1 for n in pair)),
        pairs,
    ),
    st.builds(
        lambda names: Matrix(tuple({"mitra": n, "tahun": "2025"} for n in names), len(names)),
        st.lists(cells, max_size=3),
    ),
)


def asked(given):
    kind = "choice" if isinstance(given, Direct) else to_data(given)["kind"]
    return QUESTIONS[AnswerType(kind)]


@for_all(given_answers)
def test_a_stored_answer_reads_back_as_it_was(given):
    stored = json.loads(json.dumps(to_data(given)))
    assert read(asked(given), stored, YEARS) == given


@for_all(given_answers)
def test_an_answer_lacks_something_exactly_while_it_is_not_complete(given):
    assert bool(missing(asked(given), given)) is not given.complete


@for_all(given_answers)
def test_an_empty_answer_is_never_complete(given):
    assert not (empty(given) and given.complete)


def test_percentages_are_computed_for_each_year_to_one_decimal_half_up():
    given = Percent(YEARS, (Decimal(1), Decimal(2)), (Decimal(3), Decimal(3)))
    assert percentages(given) == (Decimal("33.3"), Decimal("66.7"))
    assert percentages(Percent(YEARS, (Decimal(125), None), (Decimal(1000), Decimal(5)))) == (
        Decimal("12.5"),
        None,
    )
    assert percentages(Percent(YEARS, (Decimal("12.25"), Decimal(0)), (Decimal(100), Decimal(9)))) == (
        Decimal("12.3"),
        Decimal("0.0"),
    )


def test_a_draft_says_what_it_lacks_and_where():
    told = {
        problem.field: problem.text.id
        for kind, given in [
            ("choice", Choice()),
            ("percent", Percent(YEARS, (Decimal(1), Decimal(1)), (Decimal(2), None))),
            ("count", Count(YEARS, (None, Decimal(1)))),
            ("matrix", Matrix(({"mitra": "RRI"},), 0)),
            ("choice", Direct()),
        ]
        for problem in missing(QUESTIONS[AnswerType(kind)], given)
    }
    assert told == {
        "step": "Belum ada pilihan. Pilih salah satu.",
        "denominator_2025": "Angka 2025 belum diisi.",
        "value_2024": "Angka 2024 belum diisi.",
        "rows.0.tahun": "Baris 1: kolom Tahun masih kosong. Isi, atau hapus barisnya.",
        "points": "Nilai belum diisi. Tulis nilai seperti di formulir nasional.",
    }


def test_only_an_answer_without_any_part_is_empty():
    given = [Choice(), Direct(), Count(YEARS), Percent(YEARS), Matrix()]
    begun = [Choice(0), Direct(0), Count(YEARS, (Decimal(0), None)), Matrix(({"mitra": "a"},), 0)]
    assert ([empty(g) for g in given], [empty(g) for g in begun]) == ([True] * 5, [False] * 4)
