"""A cycle may leave stages out: what is left keeps its order, its owners and a way to the end."""

from itertools import combinations, product

import pytest

from layak.core.stages import (
    PLACES,
    Act,
    BadProcedure,
    Condition,
    Go,
    Party,
    Procedure,
    Reach,
    Stage,
    acts,
    reach,
    unmet,
    why_not,
)

ORDER = list(Stage)


def _possible():
    for size in range(len(ORDER) + 1):
        for chosen in combinations(ORDER, size):
            try:
                yield Procedure.of(chosen)
            except BadProcedure:
                continue


POSSIBLE = list(_possible())


def test_all_stages_are_chosen_unless_some_are_named_and_always_in_order():
    assert Procedure.of().stages == tuple(Stage)
    assert Procedure.of([Stage.AWARD, Stage.FINAL, Stage.SELF]).stages == (
        Stage.SELF,
        Stage.FINAL,
        Stage.AWARD,
    )


def test_nineteen_procedures_are_possible():
    # 15 choices of VA, RV, VL, VF with at least one, and the repair wherever VL and VF both are: 4 more
    assert len(POSSIBLE) == 19


@pytest.mark.parametrize("whole", POSSIBLE, ids=lambda p: "-".join(p.stages))
def test_whatever_is_left_out_the_rest_keeps_its_order_owners_and_way_to_the_end(whole):
    steps = whole.steps
    places = [None if step.end is None else whole.stages.index(step.end) for step in steps]
    at = [whole.stages.index(step.start) for step in steps]

    assert {(s.start, s.end) for s in steps if s.go is Go.SEND} == set(
        zip(whole.stages[:-1], whole.stages[1:], strict=True)
    )
    assert [s.start for s in steps if s.go is Go.FINISH] == [Stage.AWARD]
    assert all(
        end is None or end == start - 1 for start, end, s in zip(at, places, steps, strict=True) if s.reason
    )
    assert all(s.by is PLACES[s.end if s.go is Go.TAKE else s.start].holder for s in steps)
    assert len({(s.start, s.end, s.go) for s in steps}) == len(steps)


def test_past_a_stage_left_out_the_sheet_goes_to_the_next_and_returns_to_the_one_before():
    short = Procedure.of([Stage.SELF, Stage.REVIEW, Stage.FIELD, Stage.FINAL, Stage.AWARD])
    roads = {(s.start, s.go): (s.end, s.by) for s in short.steps}
    assert roads == {
        (Stage.SELF, Go.SEND): (Stage.REVIEW, Party.DISTRICT),
        (Stage.SELF, Go.TAKE): (Stage.REVIEW, Party.MINISTRY),
        (Stage.REVIEW, Go.SEND): (Stage.FIELD, Party.MINISTRY),
        (Stage.REVIEW, Go.RETURN): (Stage.SELF, Party.MINISTRY),
        (Stage.FIELD, Go.SEND): (Stage.FINAL, Party.FIELD_TEAM),
        (Stage.FIELD, Go.TAKE): (Stage.FINAL, Party.MINISTRY),
        (Stage.FINAL, Go.SEND): (Stage.AWARD, Party.MINISTRY),
        (Stage.AWARD, Go.FINISH): (None, Party.MINISTRY),
    }


def test_the_neighbours_of_a_stage_are_known_also_where_it_is_left_out():
    short = Procedure.of([Stage.SELF, Stage.PROVINCE, Stage.AWARD])
    assert (short.before(Stage.FIELD), short.following(Stage.FIELD)) == (Stage.PROVINCE, Stage.AWARD)
    assert (short.before(Stage.SELF), short.following(Stage.AWARD)) == (None, None)
    assert short.tiers == (Stage.SELF, Stage.PROVINCE)


@pytest.mark.parametrize(
    ("left_out", "says"),
    [
        ({Stage.SELF}, "Evaluasi mandiri dan penetapan predikat tidak dapat dilewati"),
        ({Stage.AWARD}, "Evaluasi mandiri dan penetapan predikat tidak dapat dilewati"),
        (set(ORDER) - {Stage.SELF, Stage.AWARD}, "Belum ada tahap yang menilai"),
        ({Stage.FIELD}, "Perbaikan 2 x 24 jam dimulai saat verifikasi lapangan ditutup"),
        ({Stage.FINAL}, "Hasil perbaikan dinilai pada verifikasi final"),
    ],
)
def test_stages_that_make_no_procedure_are_refused_with_a_sentence(left_out, says):
    with pytest.raises(BadProcedure) as refused:
        Procedure.of(set(ORDER) - left_out)
    assert refused.value.text.id.startswith(says)


def test_each_party_sees_its_own_ways():
    whole = Procedure.of()
    assert [s.go for s in whole.ways(Stage.PROVINCE, Party.PROVINCE)] == [Go.SEND, Go.RETURN]
    assert [s.go for s in whole.ways(Stage.PROVINCE, Party.MINISTRY)] == [Go.TAKE]
    assert whole.ways(Stage.PROVINCE, Party.DISTRICT) == ()


@pytest.mark.parametrize(
    ("stage", "party", "act", "open_clock"), list(product(Stage, Party, Act, [True, False]))
)
def test_an_act_is_either_permitted_or_refused_with_a_sentence(stage, party, act, open_clock):
    sentence = why_not(stage, party, act, open_clock)
    assert (act in acts(stage, party, open_clock)) is (sentence is None)
    assert sentence is None or (sentence.id.endswith(".") and sentence.en.endswith("."))


def test_who_does_not_hold_the_sheet_is_told_who_does():
    assert why_not(Stage.PROVINCE, Party.DISTRICT, Act.ANSWER).id == (
        "Lembar ini sedang pada tahap verifikasi administrasi provinsi dan dipegang oleh provinsi. "
        "Pada tahap ini Anda tidak dapat mengisi jawaban dan bukti."
    )


def test_when_the_clock_has_run_out_only_signing_is_left():
    assert acts(Stage.PROVINCE, Party.PROVINCE, open_clock=False) == {Act.SIGN}
    assert acts(Stage.REPAIR, Party.DISTRICT, open_clock=False) == frozenset()
    assert {reach(stage, open_clock=False) for stage in Stage} == {Reach.NONE}
    assert reach(Stage.REPAIR) is Reach.NOTED
    assert why_not(Stage.PROVINCE, Party.PROVINCE, Act.JUDGE, open_clock=False) == Condition.IN_TIME.unmet


def test_a_step_names_every_condition_that_does_not_hold_yet():
    (send, _back) = Procedure.of().ways(Stage.PROVINCE, Party.PROVINCE)
    assert unmet(send, {Condition.ROWS_JUDGED}) == (Condition.NOTES_SETTLED.unmet, Condition.SIGNED.unmet)
    assert unmet(send, set(send.conditions)) == ()
