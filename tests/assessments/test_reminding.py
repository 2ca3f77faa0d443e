"""Reminding: once a day per agency, told in the trail, shown on its own page, mailed where there is mail."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from layak.assessments.actions import assigning as assigning_actions
from layak.assessments.actions.reminding import remind
from layak.assessments.models import Assessment
from layak.assessments.queries import assigning
from layak.assessments.queries.reminding import latest, reminded_today
from layak.core.refusal import Refused
from layak.trail import queries as trail
from tests.assessments.steering import claim, claim_everything
from tests.world import OGAN_ILIR, World


def assessment(world: World) -> Assessment:
    return Assessment.objects.select_related("cycle", "district").get(pk=world.assessment.pk)


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.refusal.code


def overdue(world: World, *codes: str) -> None:
    stamp = assigning.stamp(assigning.parts(world.assessment.pk, codes))
    day = timezone.localdate() - timedelta(days=3)
    assigning_actions.set_due(world.assessment.pk, codes, due=day, seen=stamp, by=world.yusuf)


def test_a_reminder_tells_what_is_owed_and_is_read_back(world):
    overdue(world, "14.1", "14.2")
    claim(world, "12.1", 1000)
    assert remind(assessment(world), {world.dinkes.pk}, by=world.yusuf) == 1
    line = trail.lines(OGAN_ILIR).first()
    assert (line.action, line.actor, line.about) == (
        "assignments.remind",
        "Yusuf",
        f"agency:{world.dinkes.pk}",
    )
    assert line.details == {"late": 2, "unanswered": 3, "at_risk": 1000}
    told = latest([world.dinkes.pk, world.disdik.pk])
    assert {key: (r.actor, r.late, r.unanswered, r.at_risk) for key, r in told.items()} == {
        world.dinkes.pk: ("Yusuf", 2, 3, 1000)
    }


def test_an_agency_is_reminded_once_a_day(world):
    both = {world.dinkes.pk, world.disdik.pk}
    assert remind(assessment(world), {world.dinkes.pk}, by=world.yusuf) == 1
    assert refusal(lambda: remind(assessment(world), {world.dinkes.pk}, by=world.yusuf)) == "reminded-today"
    assert remind(assessment(world), both, by=world.yusuf) == 1
    assert reminded_today(assessment(world), both) == both
    assert trail.lines(OGAN_ILIR).filter(action="assignments.remind").count() == 2


def test_the_day_is_the_districts_own(world, monkeypatch):
    from datetime import UTC, datetime

    evening = datetime(2026, 12, 1, 16, 30, tzinfo=UTC)  # 23.30 WIB
    monkeypatch.setattr(timezone, "now", lambda: evening)
    remind(assessment(world), {world.dinkes.pk}, by=world.yusuf)
    monkeypatch.setattr(timezone, "now", lambda: evening + timedelta(hours=1))  # 00.30 WIB, the next day
    assert reminded_today(assessment(world), [world.dinkes.pk]) == set()
    assert remind(assessment(world), {world.dinkes.pk}, by=world.yusuf) == 1


def test_whoever_owes_nothing_is_not_reminded(world):
    claim_everything(world.assessment, world.rina, ready=True)
    assert refusal(lambda: remind(assessment(world), {world.dinkes.pk}, by=world.yusuf)) == "nobody-owes"
    assert refusal(lambda: remind(assessment(world), {world.dinkes_lain.pk}, by=world.yusuf)) == "nobody-owes"
    assert not latest([world.dinkes.pk, world.dinkes_lain.pk])


def test_only_who_steers_reminds(world):
    for person in (world.maya, world.sri, world.rina, world.ketut):
        act = lambda who=person: remind(assessment(world), {world.dinkes.pk}, by=who)  # noqa: E731
        assert refusal(act) == "not-secretariat"


def test_every_operator_and_head_gets_a_letter_of_their_own(
    world, mailoutbox, django_capture_on_commit_callbacks
):
    overdue(world, "14.1")
    with django_capture_on_commit_callbacks(execute=True):
        remind(assessment(world), {world.dinkes.pk, world.disdik.pk}, by=world.yusuf)
    assert sorted((tuple(letter.to), letter.subject) for letter in mailoutbox) == [
        (("bayu@contoh.test",), "Pengingat penilaian mandiri KLA untuk Disdik"),
        (("ketut@contoh.test",), "Pengingat penilaian mandiri KLA untuk Dinkes"),
        (("rina@contoh.test",), "Pengingat penilaian mandiri KLA untuk Dinkes"),
    ]
    assert "4 pertanyaan belum terjawab, 1 lewat tenggat." in mailoutbox[-1].body + mailoutbox[-2].body


def test_a_letter_leads_to_the_instance_whether_or_not_it_has_a_public_address(
    world, settings, client_for, mailoutbox, django_capture_on_commit_callbacks
):
    def link() -> str:
        return mailoutbox.pop().body.rpartition("Buka Tugas saya: ")[2]

    yusuf, address = client_for(world.yusuf), f"/ruang-kendali/{world.assessment.pk}/ingatkan/"
    with django_capture_on_commit_callbacks(execute=True):
        yusuf.post(address, {"agency": [world.dinkes.pk]})
    assert link() == "http://testserver/"
    settings.PUBLIC_URL = "https://kla.example.go.id"
    with django_capture_on_commit_callbacks(execute=True):
        yusuf.post(address, {"agency": [world.disdik.pk]})
    assert link() == "https://kla.example.go.id/"


def test_a_letter_sent_from_no_page_leads_to_the_usual_local_address(
    world, settings, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        remind(assessment(world), {world.disdik.pk}, by=world.yusuf)
    assert f"Buka Tugas saya: {settings.LOCAL_URL}/" in mailoutbox[0].body


def test_the_button_reminds_all_who_are_late_and_then_says_so(world, client_for):
    overdue(world, "14.1", "18.1")
    client, address = client_for(world.yusuf), f"/ruang-kendali/{world.assessment.pk}/"
    page = client.get(address).content.decode()
    assert "Ingatkan 2 yang terlambat" in page
    sent = {"agency": [world.dinkes.pk, world.disdik.pk]}
    answered = client.post(f"{address}ingatkan/", sent, follow=True).content.decode()
    assert "2 instansi diingatkan." in answered
    assert "yang terlambat" not in answered
    assert answered.count("diingatkan hari ini") == 2
    again = client.post(f"{address}ingatkan/", sent, follow=True).content.decode()
    assert "Sudah diingatkan hari ini. Pengingat berikutnya dapat dikirim besok." in again


def test_due_days_are_days(world):
    overdue(world, "14.1")
    assert isinstance(assigning.parts(world.assessment.pk, ["14.1"])[0].due, date)
