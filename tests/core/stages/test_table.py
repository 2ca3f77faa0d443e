"""The procedure's tables are whole: every stage held, reached and left, every step owned and explained."""

from datetime import UTC, datetime, timedelta

import pytest

from layak.assessments.models import CALENDAR
from layak.core.stages import PLACES, STEPS, Act, Clock, Condition, FieldMode, Go, Party, Reach, Stage

ORDER = list(Stage)
NOON = datetime(2025, 5, 16, 12, tzinfo=UTC)


def test_every_stage_has_exactly_one_holder_who_may_do_something_there():
    assert {stage: place.holder for stage, place in PLACES.items()} == {
        Stage.SELF: Party.DISTRICT,
        Stage.PROVINCE: Party.PROVINCE,
        Stage.REVIEW: Party.MINISTRY,
        Stage.FIELD: Party.FIELD_TEAM,
        Stage.REPAIR: Party.DISTRICT,
        Stage.FINAL: Party.MINISTRY,
        Stage.AWARD: Party.MINISTRY,
    }
    assert all(place.may[place.holder] for place in PLACES.values())


def test_who_may_do_what_is_exactly_this():
    verifies = {Act.JUDGE, Act.NOTE, Act.SETTLE, Act.SIGN}
    assert {stage: dict(place.may) for stage, place in PLACES.items()} == {
        Stage.SELF: {Party.DISTRICT: {Act.ANSWER, Act.SIGN}},
        Stage.PROVINCE: {Party.PROVINCE: verifies, Party.DISTRICT: {Act.REPLY}},
        Stage.REVIEW: {Party.MINISTRY: verifies, Party.DISTRICT: {Act.REPLY}},
        Stage.FIELD: {
            Party.FIELD_TEAM: {Act.INSPECT, Act.JUDGE, Act.NOTE, Act.SIGN},
            Party.DISTRICT: {Act.SIGN},
        },
        Stage.REPAIR: {Party.DISTRICT: {Act.REPAIR, Act.REPLY}},
        Stage.FINAL: {Party.MINISTRY: {Act.JUDGE, Act.SETTLE, Act.SIGN}},
        Stage.AWARD: {Party.MINISTRY: {Act.DECIDE, Act.SIGN}},
    }


def test_every_stage_is_reached_from_the_first_and_leads_to_the_end():
    reached, todo = {Stage.SELF}, [Stage.SELF]
    while todo:
        start = todo.pop()
        ends = {step.end for step in STEPS if step.start is start and step.end} - reached
        reached |= ends
        todo += ends
    assert reached == set(Stage)
    assert [step.start for step in STEPS if step.end is None] == [Stage.AWARD]
    assert {step.start for step in STEPS if step.freezes} == set(Stage)


def test_every_step_belongs_to_the_holder_or_when_taken_over_to_whoever_holds_next():
    for step in STEPS:
        owner = step.end if step.go is Go.TAKE else step.start
        assert step.by is PLACES[owner].holder


def test_every_step_goes_forward_but_a_return_which_needs_a_reason_and_an_open_window():
    for step in STEPS:
        back = step.end is not None and ORDER.index(step.end) < ORDER.index(step.start)
        assert back == step.reason == (step.go is Go.RETURN) == (not step.freezes)
        assert (Condition.TARGET_OPEN in step.conditions) is back


def test_a_sheet_is_taken_over_only_when_the_time_is_up_and_sent_by_a_district_only_in_time():
    assert {s.conditions for s in STEPS if s.go is Go.TAKE} == {(Condition.TIME_IS_UP,)}
    assert all(
        (Condition.IN_TIME in s.conditions) is (s.go is Go.SEND and s.by is Party.DISTRICT) for s in STEPS
    )


def test_no_verifier_passes_on_an_unsigned_stage():
    sent = [s for s in STEPS if s.go in (Go.SEND, Go.SKIP, Go.FINISH) and s.by is not Party.DISTRICT]
    assert len(sent) == 6
    assert all(Condition.SIGNED in step.conditions for step in sent)


def test_every_condition_and_act_of_the_tables_is_used_and_has_its_words():
    assert {c for step in STEPS for c in step.conditions} == set(Condition)
    assert {a for place in PLACES.values() for acts in place.may.values() for a in acts} == set(Act)
    words = [x.unmet for x in Condition] + [
        x.label for kind in (Act, Go, Party, Stage, FieldMode) for x in kind
    ]
    assert all(text.id and text.en for text in words)
    assert all(c.unmet.id.endswith(".") and c.unmet.en.endswith(".") for c in Condition)


def test_rows_open_to_the_district_where_it_may_answer_reply_or_repair_and_nowhere_else():
    for place in PLACES.values():
        may = place.may.get(Party.DISTRICT, frozenset())
        assert (Act.ANSWER in may) is (place.reach is Reach.ALL)
        assert bool(may & {Act.REPLY, Act.REPAIR}) is (place.reach is Reach.NOTED)


def test_the_stages_that_keep_points_are_em_va_rv_vl_and_vf():
    assert [stage.short for stage in Stage if stage.scores] == ["EM", "VA", "RV", "VL", "VF"]


def test_the_calendar_has_a_window_for_every_stage_but_the_one_counted_in_hours():
    counted = {stage for stage, place in PLACES.items() if place.clock.hours}
    assert counted == {Stage.REPAIR}
    assert set(CALENDAR) == {stage.value for stage in Stage} - counted | {"briefing"}


@pytest.mark.parametrize(
    ("clock", "closes", "ends"),
    [
        (Clock(), NOON + timedelta(days=30), NOON + timedelta(days=30)),
        (Clock(), None, None),
        (PLACES[Stage.REPAIR].clock, None, datetime(2025, 5, 18, 12, tzinfo=UTC)),
        (PLACES[Stage.REPAIR].clock, NOON, datetime(2025, 5, 18, 12, tzinfo=UTC)),
    ],
)
def test_a_stage_ends_with_its_window_and_the_repair_two_times_24_hours_after_it_began(clock, closes, ends):
    assert clock.ends(NOON, closes) == ends
