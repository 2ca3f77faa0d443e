"""What may be done with regions, agencies, invitations and roles, and what each leaves in the trail."""

import hashlib
import json
import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone

from layak.core import catalogue
from layak.core.refusal import Refused
from layak.people import actions
from layak.people.models import Agency, Invitation, Membership, Region, Role, User
from layak.people.queries import agencies, agency_of_function, colleagues, proposed_agencies
from layak.trail.queries import first_break, lines

pytestmark = pytest.mark.django_db
PASSWORD = "kalimat pendek saya"


def told(chain):
    """The last line of a chain, as (action, about, data)."""
    last = lines(chain).first()
    return last.action, last.about, json.loads(last.data)


def refusal_of(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.refusal.code


# --- Regions ---


def test_loading_regions_brings_the_whole_country_in_its_time_zones(db):
    actions.load_regions()
    by_level = {level: Region.objects.filter(level=level).count() for level in (1, 2)}
    assert by_level == {1: 38, 2: 514}
    rows = dict(
        Region.objects.filter(
            pk__in=["16.10", "32.71", "51.71", "61.71", "62.71", "64.08", "91.71"]
        ).values_list("name", "timezone")
    )
    assert rows == {
        "Kabupaten Ogan Ilir": "Asia/Jakarta",
        "Kota Bogor": "Asia/Jakarta",
        "Kota Denpasar": "Asia/Makassar",
        "Kota Pontianak": "Asia/Jakarta",
        "Kota Palangkaraya": "Asia/Jakarta",
        "Kabupaten Kutai Timur": "Asia/Makassar",
        "Kota Jayapura": "Asia/Jayapura",
    }


def test_loading_regions_again_changes_nothing_and_mends_what_was_bent(db):
    actions.load_regions()
    written = lines("instance").count()
    assert actions.load_regions() == 0
    assert lines("instance").count() == written
    Region.objects.filter(pk="16.10").update(name="Ogan")
    assert actions.load_regions() == 1
    assert Region.objects.get(pk="16.10").name == "Kabupaten Ogan Ilir"


def test_the_areas_of_a_district_hang_under_it(world):
    actions.load_district_areas("16.10")
    kecamatan = Region.objects.filter(parent_id="16.10")
    villages = Region.objects.filter(parent__in=kecamatan)
    assert (kecamatan.count(), villages.count()) == (16, 241)
    assert set(villages.values_list("timezone", flat=True)) == {"Asia/Jakarta"}
    assert actions.load_district_areas("16.10") == 0


def test_areas_of_what_is_no_district_are_refused(world):
    assert refusal_of(actions.load_district_areas, "16") == "no-district"


# --- Agencies ---


def test_a_new_agency_is_told_in_the_districts_chain(world):
    agency = actions.create_agency("16.10", by=world.yusuf, name="Badan Pusat Statistik", kind="vertical")
    assert agency.short_name == "Badan Pusat Statistik"
    values = {
        "name": agency.name,
        "short_name": agency.name,
        "kind": "vertical",
        "head_name": "",
        "head_title": "",
    }
    assert told("16.10") == ("people.create_agency", f"agency:{agency.pk}", values)


def test_only_the_districts_secretariat_and_the_admin_change_agencies(world):
    for person in (world.rina, world.ketut, world.sri, world.dewi, world.maya):
        assert refusal_of(actions.create_agency, "16.10", by=person, name="Lain") == "not-secretariat"
    assert actions.create_agency("16.10", by=world.agus, name="Lain").pk


def test_two_agencies_of_a_district_never_share_a_name(world):
    assert refusal_of(actions.create_agency, "16.10", by=None, name="Dinas Kesehatan") == "agency-name-taken"
    rename = {"by": None, "version": 1, "name": "Dinas Kesehatan"}
    assert refusal_of(actions.change_agency, world.disdik.pk, **rename) == "agency-name-taken"
    assert Agency.objects.get(pk=world.disdik.pk).name == "Dinas Pendidikan"


def test_a_stale_change_is_refused_with_what_is_stored(world):
    actions.change_agency(world.dinkes.pk, by=world.yusuf, version=1, head_name="dr. Mina")
    with pytest.raises(actions.Stale) as caught:
        actions.change_agency(world.dinkes.pk, by=world.agus, version=1, head_name="dr. Toto")
    assert (caught.value.current.head_name, caught.value.current.version) == ("dr. Mina", 2)
    old_and_new = {"old": {"head_name": ""}, "new": {"head_name": "dr. Mina"}}
    assert told("16.10") == ("people.change_agency", f"agency:{world.dinkes.pk}", old_and_new)


def test_an_agency_put_aside_carries_nothing_until_it_is_taken_back(world):
    actions.deactivate_agency(world.dinkes.pk, by=world.yusuf, version=1)
    assert "dinkes" not in agency_of_function("16.10")
    assert world.dinkes not in agencies("16.10")
    actions.reactivate_agency(world.dinkes.pk, by=world.yusuf, version=2)
    assert agency_of_function("16.10")["dinkes"] == world.dinkes.pk


def test_functions_move_and_every_move_is_told(world):
    was = agency_of_function("16.10")
    changes = {"dinkes": world.disdik.pk, "dp3a": None, "disdik": was["disdik"]}
    assert actions.map_functions("16.10", changes, by=world.yusuf, seen=was) == 2
    now = {key: agency for key, agency in was.items() if key != "dp3a"} | {"dinkes": world.disdik.pk}
    assert agency_of_function("16.10") == now
    moved = {"dinkes": world.disdik.pk, "dp3a": None}
    data = {"old": {key: was[key] for key in moved}, "new": moved}
    assert told("16.10") == ("people.map_functions", "district:16.10", data)


def test_a_stale_map_is_refused_but_an_untouched_function_is_not_stale(world):
    was = agency_of_function("16.10")
    actions.map_functions("16.10", {"dinkes": world.disdik.pk}, by=world.agus, seen=was)
    with pytest.raises(actions.Stale) as caught:
        actions.map_functions("16.10", {"dinkes": world.bappeda.pk}, by=world.yusuf, seen=was)
    assert caught.value.current["dinkes"] == world.disdik.pk
    assert actions.map_functions("16.10", {"dp3a": world.bappeda.pk}, by=world.yusuf, seen=was) == 1


def test_a_function_never_goes_to_another_district_or_to_an_agency_put_aside(world):
    foreign = {"dinkes": world.dinkes_lain.pk}
    assert refusal_of(actions.map_functions, "16.10", foreign, by=world.yusuf) == "agency-elsewhere"
    actions.deactivate_agency(world.bappeda.pk, by=None, version=1)
    aside = {"dinkes": world.bappeda.pk}
    assert refusal_of(actions.map_functions, "16.10", aside, by=world.yusuf) == "agency-elsewhere"


def test_the_usual_agencies_carry_every_function_exactly_once():
    carried = [key for proposal in proposed_agencies() for key in proposal.functions]
    assert sorted(carried) == sorted(catalogue.functions())


def test_adopting_the_usual_agencies_leaves_what_is_there_and_repeats_without_effect(world):
    actions.adopt_proposed_agencies("16.10", by=world.yusuf)
    carried = agency_of_function("16.10")
    assert set(carried) == set(catalogue.functions())
    assert (carried["dinkes"], carried["bappeda"]) == (world.dinkes.pk, world.bappeda.pk)
    assert actions.adopt_proposed_agencies("16.10", by=world.yusuf) == []


# --- Invitations ---


def invited(world, **changes):
    fields = {"by": world.yusuf, "name": "Nur", "role": Role.OPERATOR, "agency": world.dinkes} | changes
    return actions.invite(**fields)


def test_only_the_hash_of_a_token_is_kept_anywhere(world):
    made = invited(world)
    stored = Invitation.objects.get(pk=made.invitation.pk)
    assert len(made.token) == 43
    assert stored.token_hash == hashlib.sha256(made.token.encode()).hexdigest()
    assert made.token not in json.dumps([list(row) for row in Invitation.objects.values_list()], default=str)
    assert made.token not in "".join(lines("16.10").values_list("data", flat=True))


def test_an_invitation_becomes_a_person_with_the_role_and_a_line_for_each(world):
    made = invited(world, email="Nur@Dinkes.test")
    nur = actions.accept(made.token, username="Nur", password=PASSWORD)
    assert (nur.username, nur.name, nur.email) == ("nur", "Nur", "nur@dinkes.test")
    assert nur.check_password(PASSWORD)
    assert [(seat.role, seat.agency, seat.region_id) for seat in nur.seats] == [
        ("operator", world.dinkes, "16.10")
    ]
    address = EmailAddress.objects.get(user=nur)
    assert (address.email, address.verified, address.primary) == ("nur@dinkes.test", True, True)
    actions_told = list(lines("16.10").values_list("action", flat=True)[:3])
    assert actions_told == ["people.grant", "people.accept_invitation", "people.invite"]
    assert first_break("16.10") is None


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ({"accepted_at": timezone.now()}, "invitation-used"),
        ({"revoked_at": timezone.now()}, "invitation-revoked"),
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "invitation-expired"),
        ({"token_hash": "0" * 64}, "invitation-unknown"),
    ],
)
def test_a_dead_link_says_which_way_it_died_and_makes_nobody(world, spoil, code):
    made, people = invited(world), User.objects.count()
    Invitation.objects.filter(pk=made.invitation.pk).update(**spoil)
    assert refusal_of(actions.accept, made.token, username="nur", password=PASSWORD) == code
    assert User.objects.count() == people


def test_a_link_for_an_agency_put_aside_is_refused(world):
    made = invited(world)
    actions.deactivate_agency(world.dinkes.pk, by=None, version=1)
    assert refusal_of(actions.accept, made.token, username="nur", password=PASSWORD) == "agency-inactive"


def test_a_taken_user_name_leaves_the_invitation_open(world):
    made = invited(world)
    assert refusal_of(actions.accept, made.token, username="RINA", password=PASSWORD) == "username-taken"
    assert actions.accept(made.token, username="nur", password=PASSWORD).pk


def test_a_taken_address_asks_to_log_in_with_the_account_there_is(world):
    made = invited(world, email="rina@contoh.test")
    assert refusal_of(actions.accept, made.token, username="rina2", password=PASSWORD) == "email-taken"
    actions.accept_as(made.token, by=world.rina)
    assert [seat.role for seat in world.rina.seats] == ["operator"]


def test_one_account_takes_a_second_role_through_a_link(world):
    made = actions.invite(by=world.yusuf, name="Rina", role=Role.SECRETARIAT, region=world.ogan_ilir)
    actions.accept_as(made.token, by=world.rina)
    assert [seat.role for seat in world.rina.seats] == ["operator", "secretariat"]
    assert refusal_of(actions.accept_as, made.token, by=world.bayu) == "invitation-used"


def test_a_renewed_link_replaces_the_old_one(world):
    made = invited(world, email="nur@dinkes.test")
    again = actions.renew_invitation(made.invitation.pk, by=world.yusuf)
    assert refusal_of(actions.accept, made.token, username="nur", password=PASSWORD) == "invitation-revoked"
    nur = actions.accept(again.token, username="nur", password=PASSWORD)
    assert (nur.email, nur.seats[0].agency) == ("nur@dinkes.test", world.dinkes)
    assert refusal_of(actions.renew_invitation, again.invitation.pk, by=world.yusuf) == "invitation-used"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_exactly_one_comes_in(world):
    made, together, results = invited(world), threading.Barrier(2), []

    def come(name):
        together.wait()
        try:
            results.append(actions.accept(made.token, username=name, password=PASSWORD).username)
        except Refused as error:
            results.append(error.refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=(name,)) for name in ("nur", "nia")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results)[0] == "invitation-used"
    assert sorted(results)[1] in ("nia", "nur")
    assert User.objects.filter(username__in=["nur", "nia"]).count() == 1
    assert first_break("16.10") is None


# Who may invite whom: (role, place) by inviter. Everything else is refused.
PLACES = {"admin": None, "secretariat": "16.10", "leader": "16.10", "verifier": "16.10"}


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize(
    ("who", "gives"),
    [
        ("agus", set(Role.values)),
        ("yusuf", {"secretariat", "operator", "head", "leader"}),
        ("ketut", {"operator"}),
        ("maya", set()),
        ("rina", set()),
        ("bayu", set()),
        ("sri", set()),
        ("dewi", set()),
    ],
)
def test_a_role_is_given_only_by_who_may_give_it(world, who, gives, role):
    agency = world.dinkes if role in ("operator", "head") else None
    region = world.ogan_ilir if PLACES.get(role) else None
    by = getattr(world, who)
    if role in gives:
        assert actions.invite(by=by, name="Nur", role=role, region=region, agency=agency).token
    else:
        refused = refusal_of(actions.invite, by=by, name="Nur", role=role, region=region, agency=agency)
        assert refused == "not-yours-to-invite"


def test_a_role_without_its_place_is_refused(world):
    def refused(role, **place):
        return refusal_of(actions.invite, by=world.agus, name="Nur", role=role, **place)

    assert refused("operator", region=world.ogan_ilir) == "role-needs-agency"
    assert refused("operator", region=world.kutai_timur, agency=world.dinkes) == "role-needs-agency"
    assert refused("leader", agency=world.dinkes) == "role-needs-region"
    assert refused("admin", region=world.ogan_ilir) == "role-needs-none"


# --- Roles ---


def test_an_ended_role_is_kept_told_and_can_be_taken_back(world):
    seat = Membership.objects.get(user=world.rina)
    actions.end_membership(seat.pk, by=world.ketut)
    assert User.objects.get(pk=world.rina.pk).seats == []
    assert list(colleagues("16.10", Role.OPERATOR)) == [world.bayu]
    data = {"person": "Rina", "role": "operator", "agency": world.dinkes.pk}
    assert told("16.10") == ("people.end_membership", f"person:{world.rina.pk}", data)
    assert refusal_of(actions.end_membership, seat.pk, by=world.ketut) == "already-ended"
    actions.restore_membership(seat.pk, by=world.ketut)
    assert [s.agency for s in User.objects.get(pk=world.rina.pk).seats] == [world.dinkes]


def test_nobody_ends_the_last_admin(world):
    seat = Membership.objects.get(user=world.agus)
    assert refusal_of(actions.end_membership, seat.pk, by=world.agus) == "last-admin"
    made = actions.invite(by=world.agus, name="Nur", role=Role.ADMIN)
    nur = actions.accept(made.token, username="nur", password=PASSWORD)
    actions.end_membership(seat.pk, by=nur)
    assert refusal_of(actions.end_membership, nur.seats[0].pk, by=nur) == "last-admin"


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_end_each_other_leave_one(world):
    made = actions.invite(by=world.agus, name="Nur", role=Role.ADMIN)
    nur = actions.accept(made.token, username="nur", password=PASSWORD)
    seats = {world.agus: nur.seats[0].pk, nur: Membership.objects.get(user=world.agus).pk}
    together, refused = threading.Barrier(2), []

    def end(by, seat):
        together.wait()
        try:
            actions.end_membership(seat, by=by)
        except Refused as error:
            refused.append(error.refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=end, args=pair) for pair in seats.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Membership.objects.filter(role=Role.ADMIN, ended_at=None).count() == 1


def test_an_operator_ends_nobody(world):
    seat = Membership.objects.get(user=world.ketut)
    assert refusal_of(actions.end_membership, seat.pk, by=world.rina) == "not-yours-to-invite"
