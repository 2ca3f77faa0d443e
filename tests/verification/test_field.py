"""A field session: planned by its team, units chosen or drawn as anyone can repeat, closed when done."""

from dataclasses import replace

import pytest
from django.utils import timezone

from layak.core.refusal import Refused
from layak.core.stages import Stage
from layak.trail.models import Entry
from layak.verification.actions import field
from layak.verification.forms.field import DrawForm, SessionForm
from layak.verification.forms.field_names import possible_names
from layak.verification.models import FieldSession, Unit
from layak.verification.queries import field as queries
from tests.verification.fielding import at_the_field, finding, planned, puskesmas, said
from tests.verification.people import fresh

SCHOOLS = [f"SDN {number:02} Indralaya" for number in range(1, 41)]


def refusal(call) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.refusal.code


@pytest.fixture
def session(world, team):
    return planned(at_the_field(world, team), team.ratna)


def test_only_the_field_team_plans_a_session(world, team):
    sheet = at_the_field(world, team)
    for who in (team.hadi, world.yusuf, world.agus, world.maya):
        assert refusal(lambda who=who: planned(sheet, who)) == "not-field-team"
    assert not FieldSession.objects.exists()


def test_a_session_is_planned_only_at_the_stage_of_field_verification(world, team):
    sheet = at_the_field(world, team)
    type(sheet).objects.update(stage=Stage.REVIEW)
    assert refusal(lambda: planned(fresh(sheet), team.ratna)) == "not-this-stage"


def test_a_plan_is_in_the_trail_of_the_district(session, team):
    entry = Entry.objects.latest("seq")
    assert (entry.chain, entry.action, entry.actor, entry.about) == (
        "16.10",
        "field.plan",
        "Ratna",
        f"session:{session.pk}",
    )


def test_a_stale_change_is_refused_and_what_was_saved_first_stays(session, team):
    first = replace(field.plan_of(session), place="Kantor bupati")
    field.change(session, first, version=1, by=team.ratna)
    second = replace(field.plan_of(session), place="Aula dinas")
    assert refusal(lambda: field.change(session, second, version=1, by=team.imam)) == "stale"
    session.refresh_from_db()
    assert (session.place, session.version) == ("Kantor bupati", 2)


def test_a_unit_speaks_for_its_kinds_usual_rows_unless_others_are_named(session, team):
    assert puskesmas(session, team.ratna).codes == "15.1,15.3,15.4"
    named = field.choose_unit(session, "sra", field.Place("SDN 1"), codes=["19.1"], by=team.ratna)
    assert named.codes == "19.1"


@pytest.mark.parametrize(
    ("kind", "name", "codes", "code"),
    [
        ("kantor", "Dinkes", None, "unknown-kind"),
        ("sra", "SDN 1", ["99.9"], "unknown-row"),
        ("sra", "Puskesmas Timbangan", None, "unit-twice"),
    ],
)
def test_a_unit_that_makes_no_sense_is_refused(session, team, kind, name, codes, code):
    puskesmas(session, team.ratna)
    place = field.Place(name)
    assert refusal(lambda: field.choose_unit(session, kind, place, codes=codes, by=team.ratna)) == code


def test_a_draw_can_be_repeated_from_the_seed_in_the_trail(session, team):
    made = field.draw_units(session, "sra", [field.Place(n) for n in SCHOOLS], 5, by=team.ratna)
    told = Entry.objects.latest("seq").details
    assert told["drawn"] == [unit.name for unit in made] == field.drawn_from(SCHOOLS, 5, told["seed"])
    assert (told["of"], len(told["list"])) == (40, 64)


def test_the_order_of_the_list_does_not_change_a_draw():
    assert field.drawn_from(SCHOOLS, 7, "a") == field.drawn_from(reversed(SCHOOLS), 7, "a")
    assert field.drawn_from(SCHOOLS, 7, "a") != field.drawn_from(SCHOOLS, 7, "b")


def test_every_unit_is_drawn_about_equally_often():
    draws = [name for seed in range(400) for name in field.drawn_from(SCHOOLS, 4, str(seed))]
    assert all(15 <= draws.count(name) <= 70 for name in SCHOOLS)


def test_more_units_than_the_list_holds_cannot_be_drawn(session, team):
    places = [field.Place("SDN 1"), field.Place("SDN 2")]
    assert refusal(lambda: field.draw_units(session, "sra", places, 3, by=team.ratna)) == "list-too-short"


def test_a_pasted_list_takes_each_name_once_with_its_address():
    given = {"kind": "sra", "names": "SDN 1; Jalan Raya, no. 2\nSDN 2\n\nSDN 1", "count": "1"}
    form = DrawForm(given)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["places"] == [("SDN 1", "Jalan Raya, no. 2"), ("SDN 2", "")]


def test_a_unit_with_notes_stays(session, team):
    unit = puskesmas(session, team.ratna)
    said(unit, team.imam)
    assert refusal(lambda: field.drop_unit(unit, by=team.ratna)) == "unit-in-use"
    other = puskesmas(session, team.ratna, "Puskesmas Lain")
    field.drop_unit(other, by=team.ratna)
    assert list(Unit.objects.all()) == [unit]


def test_a_session_with_an_unresolved_conflict_does_not_close(session, team):
    unit = puskesmas(session, team.ratna)
    finding(unit, team.ratna)
    one, two = said(unit, team.ratna, "yes"), said(unit, team.imam, "no")
    with pytest.raises(Refused) as caught:
        field.close(session, version=1, by=team.ratna)
    assert caught.value.refusal.code == "conflicts-open"
    assert "Puskesmas Timbangan" in str(caught.value.refusal.sentence)
    said(unit, team.ratna, "yes", base=one.pk, settles=[str(two.pk)])
    assert field.close(session, version=1, by=team.ratna).closed_at is not None


def test_a_unit_that_was_visited_needs_a_finding_before_the_session_closes(session, team):
    unit = puskesmas(session, team.ratna)
    puskesmas(session, team.ratna, "Tidak jadi dikunjungi")
    said(unit, team.ratna)
    assert refusal(lambda: field.close(session, version=1, by=team.ratna)) == "findings-missing"
    finding(unit, team.imam)
    assert field.close(session, version=1, by=team.ratna).version == 2


def test_the_field_is_done_when_every_session_is_closed(session, team):
    sheet = session.assessment
    assert not queries.is_done(sheet)
    field.close(session, version=1, by=team.ratna)
    assert queries.is_done(sheet)
    planned(sheet, team.imam)
    assert not queries.is_done(sheet)


def test_who_sees_a_session(session, world, team):
    seen = {who.username for who in (*world.people, *vars(team).values()) if queries.sessions(who).exists()}
    assert seen == {"yusuf", "sri", "agus", "ratna", "imam"}


def test_local_time_in_the_form_is_the_districts(session):
    given = {"mode": "visit", "starts_at": "2026-05-04T09:00", "place": "Sangatta"}
    form = SessionForm(given, zone="Asia/Makassar")
    assert form.is_valid(), form.errors
    assert form.plan().starts_at.astimezone(timezone.get_fixed_timezone(0)).hour == 1


@pytest.mark.parametrize("mode", ["visit", "hybrid"])
def test_a_session_says_where_it_is_met(mode):
    form = SessionForm({"mode": mode, "starts_at": "2026-05-04T09:00"})
    assert not form.is_valid()
    assert set(form.errors) == {"place" if mode == "visit" else "link"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anak ingin taman bermain di Kabupaten Ogan Ilir dan Forum Anak ikut rapat.", []),
        ("Usul dari Budi Santoso tentang jalan sekolah.", ["Budi Santoso"]),
        ("Seorang anak bernama Sinta takut ke sekolah.", ["Sinta"]),
        ("Dinas Pendidikan belum menjawab.", []),
    ],
)
def test_what_may_be_a_childs_name_is_pointed_out(text, names):
    assert possible_names(text, "Kabupaten Ogan Ilir") == names
