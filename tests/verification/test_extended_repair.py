"""More time for a repair: for one district, with a reason, and only while the sheet is in it."""

from datetime import UTC, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from layak.assessments.actions import cycles
from layak.assessments.actions.answering import answer
from layak.assessments.models import Answer, Assessment, Extension, Stage
from layak.assessments.queries import clock
from layak.assessments.queries.rows import row
from layak.core.refusal import Refused
from layak.core.stages import Go
from layak.portal.queries.nation import picture
from layak.trail import queries as trail
from layak.verification.actions import noting
from layak.verification.actions.passing import pass_on
from layak.verification.models import Note
from tests.verification.people import DAY, charge, fresh

HOUR = timedelta(hours=1)


def refusal(call) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.refusal.code


@pytest.fixture
def repair(sheet, team) -> Assessment:
    """Ogan Ilir's sheet, whose repair began 49 hours ago: row 14.1 was noted, and the time is up."""
    noting.write(sheet, "14.1", "Foto tidak terbaca.", by=team.hadi)
    Assessment.objects.filter(pk=sheet.pk).update(stage="repair", stage_began_at=timezone.now() - 49 * HOUR)
    return fresh(sheet)


def extend(repair, world, **said):
    """The admin gives three more days."""
    now = clock.current(repair)
    given = {"closes_at": now.closes_at + 3 * DAY, "reason": "Listrik padam.", "seen": now.closes_at}
    told = given | {"by": world.agus} | said
    return cycles.extend(repair.cycle_id, Stage.REPAIR, repair.district_id, **told)


def claimed(repair, world):
    data = {"kind": "direct", "points": "2.5"}
    return answer(repair, "14.1", data, version=row(repair, "14.1").version, by=world.rina)


def test_a_repair_whose_time_is_up_goes_on_once_it_is_extended(repair, world):
    assert refusal(lambda: claimed(repair, world)) == "closed"
    before = clock.current(repair)
    extend(repair, world)
    after = clock.current(repair)
    assert (before.is_over(), after.is_open(), after.reason) == (True, True, "Listrik padam.")
    assert (after.opens_at, after.planned) == (before.opens_at, before.closes_at)
    assert after.closes_at == before.closes_at + 3 * DAY
    claimed(repair, world)
    assert Answer.objects.get(assessment=repair, code="14.1").points == 2_500


def test_every_clock_of_the_repair_says_the_same_later_end(repair, world):
    extend(repair, world)
    other = world.assessment_lain
    Assessment.objects.filter(pk=other.pk).update(stage="repair", stage_began_at=repair.stage_began_at)
    now, running = clock.current(repair), clock.currents([repair, fresh(other)])
    assert running[repair.pk] == now
    assert (running[other.pk].extended, running[other.pk].is_over()) == (False, True)
    assert {row.code: row.clock.closes_at for row in picture().places} == {
        "16.10": now.closes_at,
        "64.08": running[other.pk].closes_at,
    }


def test_only_the_admin_extends_it_with_a_reason_more_time_and_eyes_on_its_end(repair, world, sheet):
    now = clock.current(repair).closes_at
    assert refusal(lambda: extend(repair, world, by=world.yusuf)) == "not-admin"
    assert refusal(lambda: extend(repair, world, reason=" ")) == "no-reason"
    assert refusal(lambda: extend(repair, world, closes_at=now)) == "not-later"
    assert refusal(lambda: extend(repair, world, closes_at=now + HOUR / 2)) == "passed"
    assert refusal(lambda: extend(repair, world, seen=now - HOUR)) == "stale"
    assert refusal(lambda: extend(world.assessment_lain, world, seen=now, closes_at=now)) == "not-in-repair"
    assert not Extension.objects.exists()


def test_the_trail_tells_it_with_its_reason(repair, world):
    made = extend(repair, world)
    line = trail.lines(repair.district_id).first()
    assert (line.action, line.actor) == ("cycles.extend", "Agus")
    old, new = (end.astimezone(UTC).isoformat() for end in (made.closes_at - 3 * DAY, made.closes_at))
    assert line.details == {
        "stage": "repair",
        "old": old,
        "new": new,
        "reason": "Listrik padam.",
    }


def test_what_was_given_in_one_repair_does_not_lengthen_the_next(repair, world):
    extend(repair, world)
    later = timezone.now() + 5 * HOUR
    Assessment.objects.filter(pk=repair.pk).update(stage_began_at=later)
    again = clock.current(fresh(repair))
    assert (again.extended, again.closes_at) == (False, later + 48 * HOUR)
    Assessment.objects.filter(pk=repair.pk).update(stage="final")
    assert not clock.current(fresh(repair)).extended


def test_the_ministry_takes_over_only_after_the_later_end(repair, team, world):
    Note.objects.update(state="settled")
    charge(repair, team.ratna, Stage.FINAL)
    extend(repair, world)
    assert refusal(lambda: pass_on(repair, Go.TAKE, by=team.ratna)) == "unmet"


def test_the_clock_of_a_repair_takes_one_query(repair, world, django_assert_num_queries):
    extend(repair, world)
    with django_assert_num_queries(1):
        clock.current(repair)
    with django_assert_num_queries(3):
        clock.currents([repair, world.assessment_lain])


def test_the_page_of_extensions_lists_the_repair_only_while_the_sheet_is_in_it(repair, world, client_for):
    admin = client_for(world.agus)
    page = reverse("cycle_windows", args=[repair.cycle_id, "16.10"])
    address = reverse("cycle_extend", args=[repair.cycle_id, "16.10", "repair"])
    assert address in admin.get(page).content.decode()
    end = timezone.localtime(timezone.now() + 2 * DAY).strftime("%Y-%m-%dT%H:%M")
    seen = clock.current(repair).closes_at.isoformat()
    given = {"closes_at": end, "reason": "Listrik padam.", "seen": seen}
    assert admin.post(address, given).headers["Location"] == page
    said = admin.get(page).content.decode()
    assert "<b>Perbaikan 2 x 24 jam</b>: sampai" in said
    assert "Listrik padam." in said
    Assessment.objects.filter(pk=repair.pk).update(stage="final")
    assert address not in admin.get(page).content.decode()
    assert admin.get(address).status_code == 404


def test_the_district_reads_that_it_was_extended_and_why(repair, world, client_for):
    extend(repair, world)
    yusuf = client_for(world.yusuf)
    page = yusuf.get(reverse("notes_of", args=[repair.pk]))
    assert page.context["clock"]["text"] == "2 hari lagi, diperpanjang"
    assert "Diperpanjang: Listrik padam." in page.content.decode()
    assert "diperpanjang untuk daerah Anda" in yusuf.get(reverse("inbox")).content.decode()
