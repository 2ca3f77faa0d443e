"""Two editions are compared by key, so that renumbering loses no answer."""

from dataclasses import replace

import pytest

from layak.core import catalogue
from layak.core.diffing import Renamed, Weight, carry_over, diff, recheck, render_diff
from layak.core.instrument import AnswerType, Edition, Text


@pytest.fixture(scope="module")
def old() -> Edition:
    return catalogue.get("kla-2024")


def changed(edition: Edition, change) -> Edition:
    """The edition with every indicator put through `change`; None drops it."""
    blocks = tuple(
        replace(b, indicators=tuple(i for i in map(change, b.indicators) if i is not None))
        for b in edition.blocks
    )
    return replace(edition, key="baru", blocks=blocks)


def with_question(edition: Edition, code: str, **values) -> Edition:
    """The edition with one row changed."""
    return changed(
        edition,
        lambda i: replace(
            i, questions=tuple(replace(q, **values) if q.code == code else q for q in i.questions)
        ),
    )


def swapped(edition: Edition) -> Edition:
    """Indicators 9 and 10 with each other's number, as the older lists have them."""
    other = {"9": "10", "10": "9"}

    def renumber(indicator):
        if indicator.code not in other:
            return indicator
        code = other[indicator.code]
        rows = tuple(replace(q, code=f"{code}.{q.code.split('.')[1]}") for q in indicator.questions)
        return replace(indicator, code=code, questions=rows)

    return changed(edition, renumber)


def test_an_edition_does_not_differ_from_itself(old):
    difference = diff(old, old)

    assert difference.is_empty
    assert difference.carried == {code: code for code in old.questions}
    assert render_diff(difference).splitlines() == [
        "kla-2024 → kla-2024",
        "Tidak ada yang berubah.",
        "",
        "274 jawaban terbawa, 0 di antaranya perlu dilihat lagi.",
    ]


def test_swapping_indicators_9_and_10_only_renumbers(old):
    difference = diff(old, swapped(old))

    assert [(p.old.code, p.new.code) for p in difference.moved] == [
        *((f"9.{n}", f"10.{n}") for n in range(1, 5)),
        *((f"10.{n}", f"9.{n}") for n in range(1, 7)),
    ]
    assert (difference.added, difference.removed, difference.reworded, difference.points) == ((), (), (), ())
    assert len(difference.carried) == 274
    assert (difference.carried["9.4"], difference.carried["10.6"]) == ("10.4", "9.6")
    assert difference.recheck == frozenset()


def test_a_reworded_row_carries_over_for_a_second_look(old):
    new = with_question(old, "4.7", title=Text("Inovasi apa yang ada?", "Which innovation is there?"))
    difference = diff(old, new)

    assert [p.new.code for p in difference.reworded] == ["4.7"]
    assert (carry_over(old, new)["4.7"], recheck(old, new)) == ("4.7", frozenset({"4.7"}))


def test_other_points_alone_do_not_change_the_ladder(old):
    row = old.questions["4.7"]
    doubled = replace(row.ladder, steps=tuple(replace(s, points=s.points * 2) for s in row.ladder.steps))
    difference = diff(old, with_question(old, "4.7", max=row.max * 2, ladder=doubled))

    assert [(p.old.max, p.new.max) for p in difference.points] == [(2_000, 4_000)]
    assert (difference.ladders, difference.recheck) == ((), frozenset({"4.7"}))


def test_another_ladder_is_a_change_of_its_own(old):
    difference = diff(old, with_question(old, "4.7", ladder=replace(old.questions["2.1"].ladder)))

    assert [p.new.code for p in difference.ladders] == ["4.7"]


def test_another_shape_of_answer_does_not_carry(old):
    difference = diff(old, with_question(old, "4.3", answer=AnswerType.COUNT))

    assert [p.new.code for p in difference.answers] == ["4.3"]
    assert "4.3" not in difference.carried


def test_other_columns_of_a_matrix_do_not_carry(old):
    difference = diff(old, with_question(old, "3.1a", columns=()))

    assert [p.new.code for p in difference.answers] == ["3.1a"]


def test_rows_that_came_and_went_are_named(old):
    new = changed(old, lambda i: None if i.code == "9" else i)

    assert [q.code for q in diff(old, new).removed] == ["9.1", "9.2", "9.3", "9.4"]
    assert [q.code for q in diff(new, old).added] == ["9.1", "9.2", "9.3", "9.4"]


def test_a_new_weight_of_an_indicator_is_reported(old):
    new = changed(old, lambda i: replace(i, max=16_000) if i.code == "4" else i)

    title = old.indicators["4"].title
    assert diff(old, new).weights == (Weight("4", title, 15_000, 16_000),)


def test_an_indicator_that_is_only_called_otherwise_is_reported(old):
    name = Text("Akta untuk semua", "Certificates for all")
    new = changed(old, lambda i: replace(i, title=name) if i.code == "4" else i)

    difference = diff(old, new)
    assert difference.renamed == (Renamed("4", old.indicators["4"].title, name),)
    assert not difference.is_empty
    assert f"  4 {old.indicators['4'].title.id} → Akta untuk semua" in render_diff(difference)


def test_the_difference_can_be_read_in_english(old):
    new = with_question(swapped(old), "4.7", title=Text("Inovasi?", "Innovation?"))
    lines = render_diff(diff(old, new), "en").splitlines()

    assert lines[:4] == [
        "kla-2024 → baru",
        "",
        "Renumbered (10)",
        "  9.1 → 10.1 Has a PAUD-HI task force been set up?",
    ]
    assert lines[-2:] == ["", "274 answers carry over, 1 of them need a second look."]


def test_two_editions_of_different_shape_share_nothing(old):
    difference = diff(old, catalogue.get("opd-12"))

    assert (len(difference.added), len(difference.removed), difference.carried) == (12, 274, {})
