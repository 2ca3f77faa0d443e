"""How a cycle goes: chosen stages, provinces with windows of their own, and who may say so."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from layak.assessments.actions import procedure as actions
from layak.assessments.models import Assessment, Cycle, Extension, Stage, Window
from layak.assessments.queries import clock
from layak.assessments.queries.procedure import procedure
from layak.core.refusal import Refused
from layak.core.stages import Stage as Step

SHORT = [Step.SELF, Step.PROVINCE, Step.AWARD]


def refusal(call) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.refusal.code


def settle(world, stages=SHORT, version=1, by=None):
    said = {"double_share": 10, "rivals_judge": True, "provinces_publish": True}
    return actions.settle(world.cycle.pk, version=version, stages=stages, **said, by=by)


def test_a_cycle_chooses_its_stages(world):
    assert procedure(world.cycle).stages == tuple(Step)
    done = settle(world)
    assert procedure(done).stages == tuple(SHORT)
    assert (done.double_share, done.rivals_judge, done.provinces_publish, done.version) == (10, True, True, 2)


def test_stages_that_make_no_procedure_are_refused_with_their_sentence(world):
    assert refusal(lambda: settle(world, [Step.SELF, Step.AWARD])) == "bad-procedure"
    assert refusal(lambda: settle(world, version=9)) == "stale"
    assert refusal(lambda: settle(world, by=world.yusuf)) == "not-admin"
    Assessment.objects.filter(pk=world.assessment.pk).update(stage="review")
    assert refusal(lambda: settle(world)) == "stage-in-use"
    assert Cycle.objects.get(pk=world.cycle.pk).stages == ""


def test_a_provinces_own_window_goes_before_the_nations(world):
    now = timezone.now()
    later = (now + timedelta(days=20), now + timedelta(days=30))
    actions.set_window(world.cycle.pk, Stage.SELF, "64", later, version=0, by=None)
    here, there = clock.clock(world.assessment), clock.clock(world.assessment_lain)
    assert (here.is_open(), there.is_open()) == (True, False)
    assert (there.opens_at, there.closes_at) == later
    found = clock.currents([world.assessment, world.assessment_lain])
    assert (found[world.assessment.pk], found[world.assessment_lain.pk]) == (here, there)
    assert [c.closes_at for c in clock.calendar(world.cycle.pk, "64.08")] == [later[1]]
    assert refusal(
        lambda: actions.set_window(world.cycle.pk, Stage.SELF, "64", later, version=0, by=None)
    ) == ("stale")
    actions.set_window(world.cycle.pk, Stage.SELF, "64", None, version=1, by=None)
    assert clock.clock(world.assessment_lain).is_open()


def test_an_extension_lengthens_the_window_that_counts_for_its_district(world):
    now = timezone.now()
    own = Window.objects.create(
        cycle=world.cycle, stage="self", province_id="16", opens_at=now - timedelta(days=2), closes_at=now
    )
    end = now + timedelta(days=3)
    Extension.objects.create(
        window=own, district=world.ogan_ilir, closes_at=end, reason="Banjir.", granted_by=world.agus
    )
    assert clock.clock(world.assessment).closes_at == end
    assert clock.currents([world.assessment])[world.assessment.pk].closes_at == end


def test_the_repair_counts_its_48_hours_from_its_beginning(world):
    began = timezone.now() - timedelta(hours=47)
    Assessment.objects.update(stage="repair", stage_began_at=began)
    sheet = Assessment.objects.get(pk=world.assessment.pk)
    now = clock.current(sheet)
    assert (now.opens_at, now.closes_at, now.is_open()) == (began, began + timedelta(hours=48), True)
    assert clock.currents([sheet])[sheet.pk] == now


def test_the_admin_settles_it_on_a_page(world, client_for):
    url, agus = reverse("cycle_procedure", args=[world.cycle.pk]), client_for(world.agus)
    assert client_for(world.yusuf).get(url).status_code == 403
    assert "Evaluasi mandiri" in agus.get(url).content.decode()
    typed = {"version": "1", "stages": ["self", "province", "award"], "double_share": "5"}
    assert agus.post(url, typed).status_code == 302
    assert Cycle.objects.get(pk=world.cycle.pk).stages == "self,province,award"
    window = {"province": "64", "stage": "self", "opens": "2026-12-01T08:00", "closes": "2026-12-02T08:00"}
    place = reverse("cycle_window", args=[world.cycle.pk])
    assert agus.post(place, window).status_code == 302
    assert Window.objects.get(province="64").opens_at.isoformat() == "2026-12-01T00:00:00+00:00"
    page = agus.get(url).content.decode()
    assert "Kalimantan Timur" in page
    assert "08.00" in page
    assert agus.post(place, removing(version=1)).status_code == 302
    assert not Window.objects.filter(province="64").exists()
    assert agus.post(place, window | {"closes": "2026-11-30T08:00"}).status_code == 422


def removing(version: int) -> dict[str, str]:
    """What the button beside Kalimantan Timur's window sends."""
    return {"act": "remove", "window": "self.64", "version": str(version)}


def hidden(page: str, name: str) -> str:
    """The value of the hidden field of that name."""
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)[1]


WINDOW = {"province": "64", "stage": "self", "opens": "2026-12-01T08:00", "closes": "2026-12-02T08:00"}


def test_of_two_tabs_the_second_gets_both_windows_and_loses_nothing(world, client_for):
    agus = client_for(world.agus)
    url, place = (reverse(name, args=[world.cycle.pk]) for name in ("cycle_procedure", "cycle_window"))
    assert 'name="seen"' in agus.get(url).content.decode()
    agus.post(place, WINDOW | {"seen": ""})
    late = agus.post(place, WINDOW | {"seen": "", "closes": "2026-12-09T10:00"})
    page = late.content.decode()
    assert late.status_code == 409
    for told in ("2 Desember 2026 pukul 08.00 WITA", "9 Desember 2026 pukul 10.00 WITA", "2026-12-09T10:00"):
        assert told in page
    assert Window.objects.get(province="64").closes_at.isoformat() == "2026-12-02T00:00:00+00:00"
    again = agus.post(place, WINDOW | {"seen": hidden(page, "seen"), "closes": "2026-12-09T10:00"})
    assert again.status_code == 302
    assert Window.objects.get(province="64").closes_at.isoformat() == "2026-12-09T02:00:00+00:00"


def test_a_window_changed_meanwhile_is_not_taken_back(world, client_for):
    agus, place = client_for(world.agus), reverse("cycle_window", args=[world.cycle.pk])
    agus.post(place, WINDOW)
    agus.post(place, WINDOW | {"seen": "self.64=1", "closes": "2026-12-09T10:00"})
    late = agus.post(place, removing(version=1))
    assert (late.status_code, "9 Desember 2026 pukul 10.00 WITA" in late.content.decode()) == (409, True)
    assert agus.post(place, removing(version=2)).status_code == 302
    gone = agus.post(place, removing(version=2))
    assert (gone.status_code, "jendela nasional berlaku" in gone.content.decode()) == (409, True)
    assert agus.post(place, removing(version=2) | {"window": "self.99"}).status_code == 404


def test_a_stale_procedure_is_shown_beside_what_was_typed(world, client_for):
    url, agus = reverse("cycle_procedure", args=[world.cycle.pk]), client_for(world.agus)
    settle(world)
    typed = {"version": "1", "stages": ["self", "province", "award"], "double_share": "5"}
    late = agus.post(url, typed)
    page = late.content.decode()
    assert late.status_code == 409
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page) == [
        ("Persen pertanyaan yang dinilai dua orang", "10"),
        ("Orang dari kabupaten/kota lain di provinsi yang sama boleh memverifikasi", "ya"),
        ("Provinsi boleh mengumumkan hasil verifikasi administrasinya", "ya"),
    ]
    assert 'name="double_share" value="5"' in page
    assert agus.post(url, typed | {"version": hidden(page, "version")}).status_code == 302
    assert Cycle.objects.get(pk=world.cycle.pk).double_share == 5
