"""Cycles: made by the admin, changed without losing a colleague's change, opened on one fixed edition."""

from datetime import timedelta

import pytest

from layak.assessments.actions import cycles
from layak.assessments.models import Assessment, Cycle, Extension, Stage, Window
from layak.assessments.queries.clock import calendar
from layak.core import catalogue
from layak.core.refusal import Refused
from layak.people.models import Region
from layak.trail import queries as trail
from layak.trail.actions import INSTANCE
from tests.assessments.steering import CLOSES, OPENS, cycle_of
from tests.world import KUTAI_TIMUR, OGAN_ILIR

EARLIER = timedelta(hours=1)
"""So much earlier than in WIB the same wall time comes in WITA."""


def values(**said):
    return {
        "year": 2097,
        "title": "Evaluasi KLA 2097",
        "edition_key": "kla-2024",
        "years": (2095, 2096),
        "windows": {Stage.SELF: (OPENS, CLOSES)},
    } | said


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.refusal.code


def test_a_cycle_is_made_with_its_edition_windows_and_a_trail_line(world):
    made = cycle_of(world.agus)
    stored = Cycle.objects.get(pk=made.pk)
    assert (stored.year, stored.years, stored.version) == (2097, (2095, 2096), 1)
    assert stored.edition_fingerprint == catalogue.get("kla-2024").fingerprint
    assert list(stored.windows.values_list("stage", "opens_at", "closes_at")) == [("self", OPENS, CLOSES)]
    line = trail.lines(INSTANCE).first()
    assert (line.action, line.actor, line.about) == ("cycles.create", "Agus", f"cycle:{made.pk}")
    assert line.details["windows"] == {"self": [OPENS.isoformat(), CLOSES.isoformat()]}


def test_only_the_admin_makes_and_changes_cycles(world):
    made = cycle_of(world.agus)
    for person in (world.yusuf, world.sri, world.rina, world.dewi):
        assert refusal(lambda who=person: cycle_of(who, year=2028)) == "not-admin"
        assert (
            refusal(lambda who=person: cycles.change(made.pk, version=1, **values(), by=who)) == "not-admin"
        )
    assert list(Cycle.objects.filter(year__gte=2097).values_list("year", "version")) == [(2097, 1)]


def test_what_cannot_be_a_cycle_is_refused_and_leaves_nothing(world):
    cycle_of(world.agus)
    assert refusal(lambda: cycle_of(world.agus)) == "year-taken"
    assert refusal(lambda: cycle_of(world.agus, year=2028, edition_key="kla-1999")) == "other-edition"
    backwards = {Stage.SELF: (CLOSES, OPENS)}
    assert refusal(lambda: cycle_of(world.agus, year=2028, windows=backwards)) == "window-order"
    assert list(Cycle.objects.values_list("year", flat=True).order_by("year")) == [2026, 2097]


def test_a_stale_change_is_refused_and_the_first_one_stands(world):
    made = cycle_of(world.agus)
    cycles.change(made.pk, version=1, **values(title="Pertama"), by=world.agus)
    assert (
        refusal(lambda: cycles.change(made.pk, version=1, **values(title="Kedua"), by=world.agus)) == "stale"
    )
    assert list(Cycle.objects.filter(pk=made.pk).values_list("title", "version")) == [("Pertama", 2)]


def test_windows_are_changed_added_and_taken_away_together(world):
    made = cycle_of(
        world.agus, windows={Stage.SELF: (OPENS, CLOSES), Stage.AWARD: (CLOSES, CLOSES + timedelta(1))}
    )
    later = CLOSES + timedelta(days=7)
    windows = {Stage.SELF: (OPENS, later), Stage.PROVINCE: (later, later + timedelta(days=14))}
    cycles.change(made.pk, version=1, **values(windows=windows), by=world.agus)
    stored = made.windows.order_by("opens_at").values_list("stage", "opens_at", "closes_at")
    assert list(stored) == [(stage.value, *ends) for stage, ends in windows.items()]


def test_once_a_district_opened_the_year_and_the_edition_stand(world):
    made = cycle_of(world.agus)
    cycles.open_assessment(made.pk, OGAN_ILIR, by=world.yusuf)
    renamed = cycles.change(made.pk, version=1, **values(title="Nama baru"), by=world.agus)
    assert renamed.title == "Nama baru"
    for said in ({"year": 2028}, {"years": (2024, 2026)}, {"edition_key": "opd-12"}):
        act = lambda s=said: cycles.change(made.pk, version=2, **values(**s), by=world.agus)  # noqa: E731
        assert refusal(act) == "cycle-in-use"


def test_an_assessment_is_bound_to_the_very_edition_of_its_cycle(world):
    made = cycles.open_assessment(cycle_of(world.agus).pk, OGAN_ILIR, by=world.yusuf)
    assert (made.edition_key, made.edition_fingerprint) == ("kla-2024", catalogue.get("kla-2024").fingerprint)
    line = trail.lines(OGAN_ILIR).first()
    assert (line.action, line.actor, line.about) == ("assessments.open", "Yusuf", f"assessment:{made.pk}")


def test_an_edition_that_changed_since_is_not_opened_on(world):
    made = cycle_of(world.agus)
    Cycle.objects.filter(pk=made.pk).update(edition_fingerprint="0" * 64)
    assert refusal(lambda: cycles.open_assessment(made.pk, OGAN_ILIR, by=world.yusuf)) == "other-edition"
    assert not Assessment.objects.filter(cycle=made).exists()


def test_a_district_is_opened_once_and_only_by_its_own_secretariat_or_the_admin(world):
    made = cycle_of(world.agus)
    for person in (world.maya, world.sri, world.rina, world.ketut, world.dewi):
        act = lambda who=person: cycles.open_assessment(made.pk, OGAN_ILIR, by=who)  # noqa: E731
        assert refusal(act) == "not-secretariat"
    cycles.open_assessment(made.pk, OGAN_ILIR, by=world.yusuf)
    assert refusal(lambda: cycles.open_assessment(made.pk, OGAN_ILIR, by=world.yusuf)) == "already-open"
    cycles.open_assessment(made.pk, KUTAI_TIMUR, by=world.agus)
    assert set(Assessment.objects.filter(cycle=made).values_list("district", flat=True)) == {
        OGAN_ILIR,
        KUTAI_TIMUR,
    }


def test_an_extension_needs_a_reason_more_time_and_eyes_on_the_present_end(world, monkeypatch):
    made = cycle_of(world.agus)
    later = CLOSES + timedelta(days=2)

    def extend(**said):
        given = {"closes_at": later, "reason": "Banjir", "seen": CLOSES, "by": world.agus} | said
        return cycles.extend(made.pk, Stage.SELF, OGAN_ILIR, **given)

    assert refusal(lambda: extend(reason="  ")) == "no-reason"
    assert refusal(lambda: extend(closes_at=CLOSES)) == "not-later"
    assert refusal(lambda: extend(seen=OPENS)) == "stale"
    assert refusal(lambda: extend(by=world.yusuf)) == "not-admin"
    assert not Extension.objects.exists()
    with monkeypatch.context() as late:
        late.setattr("django.utils.timezone.now", lambda: CLOSES + timedelta(days=3))
        assert refusal(extend) == "passed"
    extend()
    assert refusal(extend) == "stale"
    line = trail.lines(OGAN_ILIR).first()
    assert line.details == {
        "stage": "self",
        "old": CLOSES.isoformat(),
        "new": later.isoformat(),
        "reason": "Banjir",
    }


# --- pages ---

FORM = {
    "year": "2097",
    "title": "Evaluasi KLA 2097",
    "edition_key": "kla-2024",
    "year_before": "2025",
    "year_latest": "2026",
    "self_opens": "2097-01-04T08:00",
    "self_closes": "2097-02-28T23:59",
}


def test_wall_times_are_stored_as_moments_of_the_instances_zone(world, client_for):
    response = client_for(world.agus).post("/siklus/baru/", FORM)
    made = Cycle.objects.get(year=2097)
    assert response.headers["Location"] == f"/siklus/{made.pk}/"
    window = Window.objects.get(cycle=made)
    assert window.opens_at.isoformat() == "2097-01-04T01:00:00+00:00"
    assert window.closes_at.isoformat() == "2097-02-28T16:59:00+00:00"


def test_a_form_with_half_a_stage_says_which_half_is_missing(world, client_for):
    response = client_for(world.agus).post("/siklus/baru/", FORM | {"award_opens": "2097-07-01T08:00"})
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "award_closes": ["Isi kedua waktunya, atau kosongkan keduanya bila tahap ini tidak ada."]
    }
    assert not Cycle.objects.filter(year=2097).exists()


def test_a_stale_cycle_form_keeps_what_was_typed_beside_what_stands(world, client_for):
    made = cycle_of(world.agus)
    cycles.change(made.pk, version=1, **values(title="Dari rekan"), by=world.agus)
    client = client_for(world.agus)
    response = client.post(f"/siklus/{made.pk}/ubah/", FORM | {"title": "Dari saya", "version": "1"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Dari saya" in page
    assert "Dari rekan" in page
    assert 'name="version" value="2"' in page


def test_the_change_form_shows_the_stored_times_in_its_zone(world, client_for):
    made = cycle_of(world.agus)
    page = client_for(world.agus).get(f"/siklus/{made.pk}/ubah/").content.decode()
    assert 'value="2097-02-28T23:59"' in page


def test_an_extension_is_typed_in_the_districts_own_time(world, client_for):
    made = cycle_of(world.agus)
    cycles.open_assessment(made.pk, KUTAI_TIMUR, by=world.maya)
    client = client_for(world.agus)
    address = f"/siklus/{made.pk}/perpanjang/{KUTAI_TIMUR}/self/"
    assert "28 Februari 2097 pukul 23.59 WITA" in client.get(address).content.decode()
    seen = CLOSES - EARLIER
    client.post(address, {"closes_at": "2097-03-05T23:59", "reason": "Banjir", "seen": seen.isoformat()})
    assert Extension.objects.get().closes_at.isoformat() == "2097-03-05T15:59:00+00:00"
    seen = client_for(world.maya).get(f"/siklus/{made.pk}/").content.decode()
    assert "Banjir" in seen
    assert "5 Maret 2097 pukul 23.59 WITA" in seen


def test_the_secretariat_opens_its_own_district_from_the_page(world, client_for):
    made = cycle_of(world.agus)
    client = client_for(world.yusuf)
    assert "Buka penilaian Kabupaten Ogan Ilir" in client.get("/siklus/").content.decode()
    response = client.post(f"/siklus/{made.pk}/buka/", {"district": OGAN_ILIR})
    opened = Assessment.objects.get(cycle=made)
    assert response.headers["Location"] == f"/pembagian/{opened.pk}/"
    assert Region.objects.filter(parent=OGAN_ILIR, level=Region.Level.KECAMATAN).count() == 16
    assert client.post(f"/siklus/{made.pk}/buka/", {"district": KUTAI_TIMUR}).status_code == 403


def test_who_steers_nothing_is_told_so(world, client_for):
    made = cycle_of(world.agus)
    for person in (world.rina, world.ketut, world.dewi):
        client = client_for(person)
        assert [client.get(a).status_code for a in ("/siklus/", f"/siklus/{made.pk}/")] == [403, 403]
    for person in (world.yusuf, world.sri, world.maya):
        client = client_for(person)
        addresses = ("/siklus/baru/", f"/siklus/{made.pk}/ubah/")
        assert [client.get(a).status_code for a in addresses] == [403, 403]


@pytest.mark.parametrize("address", ["/siklus/", "/siklus/{pk}/"])
def test_the_pages_of_cycles_take_the_same_queries_for_one_district_and_for_two(
    world, client_for, address, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    made = cycle_of(world.agus)
    client, counts = client_for(world.agus), []
    for district in (OGAN_ILIR, KUTAI_TIMUR):
        cycles.open_assessment(made.pk, district, by=world.agus)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(address.format(pk=made.pk)).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1] <= 12


def test_every_window_of_a_district_can_be_extended_from_one_page(world, client_for):
    later = CLOSES + timedelta(days=60)
    made = cycle_of(world.agus, windows={Stage.SELF: (OPENS, CLOSES), Stage.FINAL: (CLOSES, later)})
    cycles.open_assessment(made.pk, KUTAI_TIMUR, by=world.maya)
    client = client_for(world.agus)
    home = f"/siklus/{made.pk}/perpanjang/{KUTAI_TIMUR}/"
    assert home in client.get(f"/siklus/{made.pk}/").content.decode()
    page = client.get(home).content.decode()
    assert [f"{home}{stage}/" in page for stage in ("self", "final", "award")] == [True, True, False]
    for stage, seen in (("self", CLOSES), ("final", later)):
        seen = (seen - EARLIER).isoformat()
        given = {"closes_at": "2097-09-05T23:59", "reason": f"Banjir {stage}", "seen": seen}
        assert client.post(f"{home}{stage}/", given).headers["Location"] == home
    assert [clock.extended for clock in calendar(made.pk, KUTAI_TIMUR)] == [True, True]
    page = client.get(home).content.decode()
    assert "Banjir final" in page
    assert "semula" in page
    assert {client_for(p).get(home).status_code for p in (world.maya, world.rina)} == {403}
    assert client.get(f"/siklus/{made.pk}/perpanjang/16/").status_code == 404
