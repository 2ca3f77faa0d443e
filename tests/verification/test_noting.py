"""Notes: a verifier asks, the row opens, the agency answers once, the verifier settles."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from layak.assessments.actions.answering import answer
from layak.assessments.models import Answer, Opening
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.rows import row
from layak.assessments.queries.sheet import tally
from layak.assessments.queries.tasks import tasks
from layak.core.refusal import Refused
from layak.core.stages import Stage
from layak.verification.actions import noting
from layak.verification.actions.judging import Sent, decide
from layak.verification.models import Note, TierStanding
from layak.verification.queries.desk import total
from layak.verification.queries.rows import judged
from tests.verification.people import charge, fresh, window


def refusal(call) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.refusal.code


@pytest.fixture
def note(sheet, team):
    return noting.write(sheet, "14.1", "Halaman 3 tidak terbaca.", reason="bukti-tidak-terbuka", by=team.hadi)


def mend(sheet, world, code="14.1"):
    seen = row(sheet, code)
    return answer(sheet, code, {"kind": "direct", "points": "2"}, version=seen.version, by=world.rina)


def test_a_note_opens_its_row_and_no_other(sheet, note, world):
    assert Answer.objects.get(code="14.1").status == "needs-fix"
    mend(sheet, world)
    assert refusal(lambda: mend(sheet, world, "14.2")) == "sent-on"


def test_once_the_sheet_is_sent_only_a_noted_row_waits_for_its_agency(sheet, note, world):
    agencies = {seat.agency_id for seat in world.rina.seats}
    mend(sheet, world)
    indicator = edition_of(sheet).indicators["14"]
    assert [task.code for task in tasks(sheet, agencies) if task.needs_us] == ["14.1"]
    assert list(tally(sheet, indicator, world.rina).drafts) == ["14.1"]


def test_a_note_is_answered_once_and_its_row_closes(sheet, note, world):
    mend(sheet, world)
    done = noting.reply(sheet, note.pk, "Halaman sudah diganti.", version=1, by=world.rina)
    assert (done.state, done.reply, done.replied_by) == ("replied", "Halaman sudah diganti.", world.rina)
    again = refusal(lambda: noting.reply(sheet, note.pk, "Satu lagi.", version=2, by=world.rina))
    assert again == "replied-once"
    assert refusal(lambda: mend(sheet, world)) == "sent-on"
    assert Answer.objects.get(code="14.1").status == "submitted"


def test_a_row_that_was_not_touched_gets_its_status_back(sheet, note, world):
    noting.reply(sheet, note.pk, "Halaman 3 terbaca di unduhan.", version=1, by=world.ketut)
    assert Answer.objects.get(code="14.1").status == "approved"


def test_a_row_mended_after_it_was_judged_is_judged_again(sheet, team, world):
    decide(sheet, "14.1", Sent(points=3_000), version=0, by=team.hadi)
    asked = noting.write(sheet, "14.1", "Periksa pembaginya.", by=team.hadi)
    mend(sheet, world)
    noting.reply(sheet, asked.pk, "Sudah dibetulkan.", version=1, by=world.rina)
    seen = judged(sheet, Stage.PROVINCE, ["14.1"])["14.1"]
    assert (seen.reopened, seen.changes) == (True, ("data", "points"))
    assert TierStanding.objects.get(stage="province", indicator="14").judged == 0


def test_the_running_total_follows_what_is_mended_before_the_reply(sheet, team, world):
    decide(sheet, "14.1", Sent(points=1_000, reason="salah-hitung"), version=0, by=team.hadi)
    noting.write(sheet, "14.1", "Periksa pembaginya.", by=team.hadi)
    assert total(fresh(sheet), "province") == 4_000
    mend(sheet, world)
    assert total(fresh(sheet), "province") == 6_000
    note = Note.objects.get()
    noting.reply(sheet, note.pk, "Sudah dibetulkan.", version=1, by=world.rina)
    assert (total(fresh(sheet), "province"), total(fresh(sheet), "self")) == (6_000, 6_000)


def test_only_whoever_answers_the_row_replies(sheet, note, world):
    for who in (world.bayu, world.sri, world.wayan, world.maya, world.agus):
        assert refusal(lambda who=who: noting.reply(sheet, note.pk, "x", version=1, by=who)) == "not-yours"
    assert noting.reply(sheet, note.pk, "Dijelaskan.", version=1, by=world.yusuf).state == "replied"


def test_the_clock_ends_replies_and_keeps_what_was_begun(sheet, note, world):
    mend(sheet, world)
    now = timezone.now()
    window(world, Stage.PROVINCE, now - timedelta(days=2), now - timedelta(minutes=1))
    assert refusal(lambda: noting.reply(sheet, note.pk, "x", version=1, by=world.rina)) == "closed"
    assert refusal(lambda: mend(sheet, world)) == "closed"
    assert Answer.objects.get(code="14.1").points == 2_000


def test_the_verifier_settles_and_a_settled_note_stays_settled(sheet, note, team, world):
    assert refusal(lambda: noting.settle(sheet, note.pk, version=1, by=team.lestari)) == "no-mandate"
    assert refusal(lambda: noting.settle(sheet, note.pk, version=7, by=team.hadi)) == "stale"
    assert noting.settle(sheet, note.pk, version=1, by=team.hadi).state == "settled"
    assert refusal(lambda: noting.settle(sheet, note.pk, version=2, by=team.hadi)) == "settled"
    assert not Opening.objects.filter(closed_at=None).exists()


def test_a_second_reader_writes_no_notes(sheet, team):
    charge(sheet, team.lestari, blind=True)
    assert refusal(lambda: noting.write(sheet, "14.1", "x", by=team.lestari)) == "blind"
    assert refusal(lambda: noting.write(sheet, "14.1", "  ", by=team.hadi)) == "no-text"
    assert not Note.objects.exists()


def test_two_notes_on_a_row_keep_it_open_until_both_are_answered(sheet, note, team, world):
    other = noting.write(sheet, "14.1", "Tanggalnya juga.", by=team.hadi)
    noting.reply(sheet, note.pk, "Sudah.", version=1, by=world.rina)
    mend(sheet, world)
    noting.reply(sheet, other.pk, "Sudah juga.", version=1, by=world.rina)
    assert refusal(lambda: mend(sheet, world)) == "sent-on"


def test_the_district_sees_its_notes_with_a_badge_a_clock_and_a_form(sheet, note, client_for, world):
    rina = client_for(world.rina)
    page = rina.get(reverse("notes")).content.decode()
    assert "Halaman 3 tidak terbaca." in page
    assert "Bukti tidak dapat dibuka" in page
    assert "ly-clock" in page
    assert "Halaman 3" not in client_for(world.bayu).get(reverse("notes")).content.decode()
    card = rina.get(reverse("question", args=[sheet.pk, "14.1"])).content.decode()
    assert "Verifikator memberi catatan" in card
    place = reverse("note_reply", args=[sheet.pk, note.pk])
    assert rina.post(place, {"version": "1", "text": ""}).status_code == 422
    assert rina.post(place, {"version": "1", "text": "Diganti."}).status_code == 302
    assert Note.objects.get().state == "replied"
    again = rina.post(place, {"version": "2", "text": "Lagi."})
    assert again.status_code == 403


def test_strangers_to_the_district_find_no_notes(sheet, note, client_for, world, team):
    place = reverse("note_reply", args=[sheet.pk, note.pk])
    for who in (world.wayan, world.maya, team.hadi):
        assert client_for(who).get(reverse("notes_of", args=[sheet.pk])).status_code == 404
        assert client_for(who).post(place, {"version": "1", "text": "x"}).status_code == 404
    assert Note.objects.get().state == "open"
