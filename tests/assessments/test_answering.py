"""Answering a row: exact points, a true standing, one trail line, and nothing lost to a stale save."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from layak.assessments.actions.answering import Stale, answer
from layak.assessments.models import Answer, Standing, Window
from layak.assessments.queries.rows import NoSuchRow, about
from layak.core.answers import Unfit
from layak.core.refusal import Refused
from layak.trail import queries as trail
from tests.world import World

HALF = {
    "kind": "percent",
    "numerator_2024": "400",
    "denominator_2024": "1.000",
    "numerator_2025": "720",
    "denominator_2025": "1.000",
}
KEPT = HALF | {"denominator_2024": "1000", "denominator_2025": "1000"}


def stored(world: World, code: str = "14.1") -> Answer:
    return Answer.objects.get(assessment=world.assessment, code=code)


def standing(world: World, indicator: str = "14") -> tuple[int, int, int]:
    found = Standing.objects.get(assessment=world.assessment, indicator=indicator)
    return found.claimed, found.ready, found.answered


def told(world: World, code: str = "14.1") -> list[str]:
    return [line.action for line in trail.history(about(world.assessment.pk, code))]


def test_an_answer_is_stored_exactly_with_its_points_its_standing_and_a_trail_line(world):
    saved = answer(world.assessment, "14.1", HALF, version=0, by=world.rina, note=" Data KIA ")

    found = stored(world)
    assert (found.data, found.points, found.status, found.note) == (KEPT, 2000, "draft", "Data KIA")
    assert (found.version, saved.version, found.changed_by) == (1, 1, world.rina)
    assert standing(world) == (2000, 0, 1)
    line = trail.history(about(world.assessment.pk, "14.1")).get()
    assert (line.action, line.actor, line.chain) == ("answers.save", "Rina", "16.10")
    assert line.details["old"] == {"data": {}, "points": None, "note": "", "status": "empty"}
    assert line.details["new"] == {"data": KEPT, "points": 2000, "note": "Data KIA", "status": "draft"}


def test_a_second_answer_in_the_same_indicator_adds_to_its_standing(world):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    answer(world.assessment, "14.2", HALF, version=0, by=world.rina)
    assert standing(world) == (4000, 0, 2)


def test_a_half_filled_answer_is_kept_as_a_draft_without_points(world):
    answer(world.assessment, "14.1", {"numerator_2024": "400"}, version=0, by=world.rina)
    found = stored(world)
    assert (found.status, found.points, found.data["numerator_2024"]) == ("draft", None, "400")
    assert standing(world) == (0, 0, 0)


def test_points_entered_directly_keep_their_three_decimals(world):
    answer(world.assessment, "14.1", {"kind": "direct", "points": "2,125"}, version=0, by=world.rina)
    assert (stored(world).points, stored(world).data) == (2125, {"kind": "direct", "points": "2.125"})
    assert standing(world) == (2125, 0, 1)


def test_an_impossible_answer_is_refused_at_its_field_and_nothing_is_stored(world):
    with pytest.raises(Unfit) as refused:
        answer(world.assessment, "14.1", HALF | {"numerator_2025": "1.020"}, version=0, by=world.rina)
    assert [p.field for p in refused.value.problems] == ["numerator_2025"]
    assert not Answer.objects.exists()
    assert told(world) == []


def test_a_stale_save_is_refused_with_both_values(world):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    answer(world.assessment, "14.1", HALF | {"numerator_2025": "900"}, version=1, by=world.yusuf)
    sent = HALF | {"numerator_2025": "100"}
    with pytest.raises(Stale) as stale:
        answer(world.assessment, "14.1", sent, version=1, by=world.rina, note="punya saya")
    assert stale.value.saved.data["numerator_2025"] == "900"
    assert (stale.value.sent, stale.value.note) == (sent, "punya saya")
    assert stored(world).points == 3000
    assert told(world) == ["answers.save", "answers.save"]


def test_two_first_saves_from_two_tabs_do_not_overwrite_each_other(world):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    with pytest.raises(Stale):
        answer(world.assessment, "14.1", HALF | {"numerator_2025": "1"}, version=0, by=world.rina)


def test_a_save_repeated_after_a_lost_response_succeeds_and_changes_nothing(world):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    again = answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    assert (again.version, told(world)) == (1, ["answers.save"])


def test_an_emptied_answer_is_not_answered_any_more(world):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    answer(world.assessment, "14.1", {}, version=1, by=world.rina)
    assert (stored(world).status, stored(world).points, stored(world).data) == ("empty", None, {})
    assert standing(world) == (0, 0, 0)


def test_an_empty_form_saved_for_the_first_time_stores_nothing(world):
    assert answer(world.assessment, "14.1", {}, version=0, by=world.rina).version == 0
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ("bayu", "not-yours"),
        ("ketut", "not-now"),
        ("sri", "not-yours"),
        ("dewi", "not-yours"),
        ("wayan", "not-yours"),
        ("maya", "not-yours"),
        ("agus", "not-yours"),
    ],
)
def test_only_the_accountable_operator_and_the_secretariat_answer(world, person, code):
    with pytest.raises(Refused) as refused:
        answer(world.assessment, "14.1", HALF, version=0, by=getattr(world, person))
    assert refused.value.refusal.code == code
    assert not Answer.objects.exists()


def test_the_secretariat_may_answer_a_row_that_nobody_owns(world):
    answer(world.assessment, "14.9", {"step": "1"}, version=0, by=world.yusuf)
    assert stored(world, "14.9").points == 1000


def test_a_helper_reads_why_only_the_lead_answers(world):
    world.assessment.assignments.create(code="14.1", agency=world.disdik, part="helper")
    with pytest.raises(Refused, match=r"Anda membantu pertanyaan ini.*Dinkes"):
        answer(world.assessment, "14.1", HALF, version=0, by=world.bayu)


def test_a_closed_window_locks_answers_and_an_extension_opens_them_again(world):
    window = Window.objects.get(cycle=world.cycle)
    now = timezone.now()
    Window.objects.filter(pk=window.pk).update(
        opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1)
    )
    with pytest.raises(Refused, match=r"Evaluasi mandiri ditutup .* jawaban terkunci"):
        answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    window.extensions.create(
        district=world.ogan_ilir, closes_at=now + timedelta(days=1), reason="banjir", granted_by=world.agus
    )
    assert answer(world.assessment, "14.1", HALF, version=0, by=world.rina).answer.points == 2000


def test_a_row_that_the_edition_does_not_have_is_named(world):
    with pytest.raises(NoSuchRow, match=r"99\.9"):
        answer(world.assessment, "99.9", {}, version=0, by=world.yusuf)


def test_a_save_costs_the_same_number_of_statements_however_full_the_indicator(
    world, django_assert_max_num_queries
):
    for code in ("14.2", "14.3", "14.4", "14.5"):
        answer(world.assessment, code, HALF, version=0, by=world.yusuf)
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    _ = world.rina.seats
    with django_assert_max_num_queries(12):
        answer(world.assessment, "14.1", HALF | {"numerator_2025": "900"}, version=1, by=world.rina)


@pytest.mark.django_db(transaction=True)
def test_rows_of_one_indicator_saved_at_the_same_time_all_count_in_its_standing(world):
    codes = ["14.1", "14.2", "14.4", "14.5", "14.6"]
    start, failures = threading.Barrier(len(codes)), []

    def save(code: str) -> None:
        try:
            start.wait()
            for version, part in enumerate(("400", "720", "950")):
                sent = HALF | {"numerator_2025": part}
                answer(world.assessment, code, sent, version=version, by=world.yusuf)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[code]) for code in codes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert standing(world) == (15_000, 0, 5)
    assert trail.first_break("16.10") is None


@pytest.mark.django_db(transaction=True)
def test_of_many_first_saves_of_one_row_exactly_one_wins(world):
    start, outcomes = threading.Barrier(6), []

    def save(part: int) -> None:
        try:
            start.wait()
            answer(world.assessment, "14.1", HALF | {"numerator_2025": str(part)}, version=0, by=world.yusuf)
            outcomes.append(part)
        except Stale:
            outcomes.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[800 + n]) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [part for part in outcomes if part != "stale"]
    assert (len(outcomes), len(won)) == (6, 1)
    assert stored(world).data["numerator_2025"] == str(won[0])
    assert told(world) == ["answers.save"]
