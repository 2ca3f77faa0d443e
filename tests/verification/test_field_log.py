"""Operations of phones: each kept once, none overwritten, late or twice or broken as they come."""

import json
import threading
from uuid import uuid4

import pytest
from django.db import connection

from layak.core.refusal import Refused
from layak.evidence.actions import uploads
from layak.trail.models import Entry
from layak.verification.actions import field, field_log
from layak.verification.forms import field_log as forms
from layak.verification.models import Operation
from layak.verification.queries import field as queries
from tests.evidence.files import picture
from tests.verification.fielding import at_the_field, finding, planned, puskesmas, said, sent

YES, NO = {"note": "", "answer": "yes"}, {"note": "", "answer": "no"}


def refusal(call) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.refusal.code


@pytest.fixture
def unit(world, team):
    return puskesmas(planned(at_the_field(world, team), team.ratna), team.ratna)


def now(unit, item="sdm"):
    found = queries.said(unit, item)
    return [each.value["answer"] for each in found.ends], found.conflict


def test_an_operation_sent_twice_is_kept_once_with_one_line_in_the_trail(unit, team):
    operation = sent("sdm", YES)
    before = Entry.objects.count()
    for _time in range(2):
        receipt = field_log.receive(unit, [operation], by=team.ratna)
        assert (receipt.kept, receipt.refused) == ([operation.id], {})
    assert (Operation.objects.count(), Entry.objects.count() - before) == (1, 1)


def test_two_phones_that_answer_the_same_item_are_both_kept_as_a_conflict(unit, team):
    start = said(unit, team.ratna, "partly")
    one, two = said(unit, team.ratna, "yes", base=start.pk), said(unit, team.imam, "no", base=start.pk)
    assert (one.conflict, two.conflict) == (False, True)
    assert now(unit) == (["yes", "no"], True)
    assert Operation.objects.count() == 3


def test_two_phones_that_say_the_same_are_no_conflict(unit, team):
    said(unit, team.ratna, "yes")
    assert said(unit, team.imam, "yes").conflict is False
    assert now(unit) == (["yes", "yes"], False)


def test_a_phone_that_goes_on_offline_makes_no_conflict_with_itself(unit, team):
    first = sent("sdm", YES)
    second = sent("sdm", NO, base=first.id)
    field_log.receive(unit, [second, first], by=team.ratna)
    assert now(unit) == (["no"], False)


def test_choosing_settles_a_conflict_and_keeps_what_was_not_chosen(unit, team):
    one, two = said(unit, team.ratna, "yes"), said(unit, team.imam, "no")
    found = queries.found([unit])[0]
    choice = forms.read_choice(found, f"sdm|{two.pk}|{one.pk},")
    field_log.keep(unit, choice, by=team.ratna)
    assert now(unit) == (["no"], False)
    assert Operation.objects.filter(pk=one.pk).exists()


def test_an_operation_that_was_kept_is_acknowledged_after_the_session_closed_but_a_new_one_is_not(unit, team):
    operation = sent("sdm", YES)
    field_log.keep(unit, operation, by=team.ratna)
    finding(unit, team.ratna)
    field.close(unit.session, version=1, by=team.ratna)
    late = sent("sanitasi", NO)
    receipt = field_log.receive(unit, [operation, late], by=team.ratna)
    assert (receipt.kept, [why.code for why in receipt.refused.values()]) == (
        [operation.id],
        ["session-closed"],
    )
    field.reopen(unit.session, version=2, by=team.ratna)
    assert field_log.receive(unit, [late], by=team.ratna).kept == [late.id]


def test_an_id_that_stands_for_something_else_is_refused(unit, team):
    operation = sent("sdm", YES)
    field_log.keep(unit, operation, by=team.ratna)
    assert refusal(lambda: field_log.keep(unit, operation, by=team.imam)) == "id-taken"
    other = sent("sdm", NO, number=operation.id)
    assert refusal(lambda: field_log.keep(unit, other, by=team.ratna)) == "id-taken"


@pytest.mark.parametrize("who", ["hadi", "yusuf", "agus"])
def test_only_the_team_notes_what_is_found(unit, world, team, who):
    person = getattr(team, who, None) or getattr(world, who)
    assert refusal(lambda: said(unit, person)) == "not-field-team"
    assert not Operation.objects.exists()


def test_a_finding_about_a_row_that_does_not_exist_is_refused(unit, team):
    wrong = sent("finding", {"note": "x", "codes": ["99.9"]})
    assert refusal(lambda: field_log.keep(unit, wrong, by=team.ratna)) == "unknown-row"


def test_a_clock_that_runs_ahead_does_not_date_a_note_in_the_future(unit, team):
    made = said(unit, team.ratna)
    assert made.done_at <= made.received_at


def test_photos_add_up_and_never_conflict(unit, team):
    content = picture()
    for who in (team.ratna, team.imam):
        upload = uploads.start("foto.jpg", len(content), by=who, district="16.10", agency=None, admitted=True)
        uploads.receive(upload, 0, content)
        uploads.finish(upload, by=who, admitted=True)
        field_log.keep(unit, sent("photo", {"of": "sdm"}, photo=upload.pk), by=who)
    found = queries.found([unit])[0]
    assert (len(found.photos), found.disputed) == (2, [])


def test_a_photo_that_did_not_arrive_or_is_another_persons_is_refused(unit, team):
    content = picture()
    foreign = uploads.start("f.jpg", len(content), by=team.imam, district="16.10", agency=None, admitted=True)
    for number in (None, uuid4(), foreign.pk):
        photo = sent("photo", {"of": "sdm"}, photo=number)
        assert refusal(lambda photo=photo: field_log.keep(unit, photo, by=team.ratna)) == "photo-missing"


def row(**more):
    usual = {"id": str(uuid4()), "item": "sdm", "value": YES, "base": None, "done_at": "2026-05-04T09:00:00Z"}
    return usual | more


@pytest.mark.parametrize(
    "wrong",
    [
        {"item": "tidak-ada"},
        {"value": {"answer": "mungkin", "note": ""}},
        {"value": []},
        {"base": "bukan"},
        {"done_at": "kemarin"},
        {"done_at": "2026-05-04T09:00:00"},
        {"item": "place", "value": {"lat": 91, "lon": 0, "accuracy": 1}},
        {"item": "place", "value": {"lat": float("nan"), "lon": 0, "accuracy": 1}},
    ],
)
def test_one_operation_that_cannot_be_read_stops_no_other(unit, wrong):
    good, bad = row(), row(**wrong)
    sent_ops, refused = forms.read_batch(unit, json.dumps([bad, good]).encode())
    assert [str(each.id) for each in sent_ops] == [good["id"]]
    assert {str(number): why.code for number, why in refused.items()} == {bad["id"]: "unread"}


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b'[{"id": "x"}]', b"\xff"])
def test_what_is_no_list_of_operations_is_refused(unit, body):
    assert refusal(lambda: forms.read_batch(unit, body)) == "unread"


@pytest.mark.django_db(transaction=True)
def test_two_phones_at_once_are_both_kept_and_one_is_told_of_the_conflict(world, team):
    unit = puskesmas(planned(at_the_field(world, team), team.ratna), team.ratna)
    gate = threading.Barrier(2)

    def send(who, answer):
        gate.wait(10)
        said(unit, who, answer)
        connection.close()

    threads = [threading.Thread(target=send, args=pair) for pair in ((team.ratna, "yes"), (team.imam, "no"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(now(unit)[0]) == ["no", "yes"]
    assert Operation.objects.filter(conflict=True).count() == 1


def test_what_is_known_of_many_units_is_one_query(unit, team, django_assert_num_queries):
    for number in range(3):
        said(puskesmas(unit.session, team.ratna, f"Puskesmas {number}"), team.imam)
    with django_assert_num_queries(2):
        assert [each.answered for each in queries.found_in(unit.session)] == [1, 1, 1, 0]
