"""Somebody with roles in two districts works in one of them at a time, and in no third."""

import pytest
from django.urls import reverse

from layak.assessments.queries import visible
from layak.assessments.queries.steered import newest
from layak.core.refusal import Refused
from layak.people import actions
from layak.people import queries as people
from layak.people.models import Membership, Region, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved(world):
    """Rina, an operator in Ogan Ilir, who is also the secretariat of Kutai Timur."""
    Membership.objects.create(user=world.rina, role=Role.SECRETARIAT, region=world.kutai_timur)
    return User.objects.get(pk=world.rina.pk)


def again(person):
    return User.objects.get(pk=person.pk)


def roles(person):
    return [seat.role for seat in people.here(person)]


def test_until_one_chooses_the_first_role_counts(moved, world):
    assert [place.pk for place in people.places_of(moved)] == ["16.10", "64.08"]
    assert (roles(moved), visible.current(moved)) == (["operator"], world.assessment)


def test_the_chosen_district_is_where_everything_happens(moved, world):
    actions.choose_place("64.08", by=moved)
    for person in (moved, again(moved)):
        assert [place.pk for place in people.places_of(person)] == ["64.08", "16.10"]
        assert (roles(person), visible.current(person)) == (["secretariat"], world.assessment_lain)
        assert newest(person) == world.assessment_lain


def test_a_district_without_a_sheet_does_not_show_the_other_ones(moved, world):
    Region.objects.create(pk="64.09", name="Berau", level=Region.Level.DISTRICT, parent_id="64")
    Membership.objects.create(user=moved, role=Role.LEADER, region_id="64.09")
    moved = again(moved)
    actions.choose_place("64.09", by=moved)
    assert (visible.current(moved), newest(moved)) == (None, None)


def test_nobody_chooses_a_district_without_a_role_there(moved, world):
    for person, place in ((world.yusuf, "64.08"), (world.dewi, "16.10"), (moved, "16"), (moved, "")):
        with pytest.raises(Refused):
            actions.choose_place(place, by=person)
        assert again(person).place == ""


def test_a_place_whose_role_has_ended_is_forgotten(moved, world):
    actions.choose_place("64.08", by=moved)
    Membership.objects.filter(user=moved, region="64.08").delete()
    assert (roles(again(moved)), visible.current(again(moved))) == (["operator"], world.assessment)


def test_home_asks_first_and_then_goes_to_the_desk_there(moved, client_for):
    client = client_for(moved)
    assert client.get("/")["Location"] == reverse("places")
    page = client.get(reverse("places")).content.decode()
    assert "Kabupaten Ogan Ilir" in page
    assert "Kabupaten Kutai Timur" in page
    assert client.post(reverse("places"), {"tempat": "64.08"})["Location"] == "/"
    assert client.get("/")["Location"] == reverse("control_room")
    client.post(reverse("places"), {"tempat": "16.10"})
    assert client.get("/")["Location"] == reverse("tasks")


def test_the_page_around_says_where_one_is_and_offers_the_other(moved, client_for, world):
    client = client_for(moved)
    client.post(reverse("places"), {"tempat": "64.08"})
    page = client.get(reverse("profile"))
    assert str(page.context["place"]["name"]) == "Kabupaten Kutai Timur"
    assert str(page.context["me"]["role"]) == "Sekretariat KLA"
    assert reverse("places") in [link["url"] for link in page.context["me"]["links"]]
    labels = [str(item["label"]) for group in page.context["nav"] for item in group["items"]]
    assert "Ruang kendali" in labels
    assert "Tugas saya" not in labels


def test_a_sheet_of_the_other_district_shows_its_own_place(moved, client_for, world):
    client = client_for(moved)
    client.post(reverse("places"), {"tempat": "64.08"})
    page = client.get(reverse("sheet_indicator", args=[world.assessment.pk, "14"]))
    assert (page.status_code, str(page.context["place"]["name"])) == (200, "Dinkes")


@pytest.mark.parametrize("place", ["16.10", "64.08"])
def test_two_roles_open_no_door_of_a_third_district(moved, client_for, world, place):
    Region.objects.create(pk="64.09", name="Berau", level=Region.Level.DISTRICT, parent_id="64")
    other = world.cycle.assessments.create(district_id="64.09", edition_key="kla-2024")
    client = client_for(moved)
    client.post(reverse("places"), {"tempat": place})
    doors = [
        reverse("sheet_indicator", args=[other.pk, "14"]),
        reverse("control_room_of", args=[other.pk]),
        reverse("question", args=[other.pk, "14.1"]),
        reverse("agencies_of", args=["64.09"]),
        reverse("result", args=[other.pk]),
    ]
    assert {client.get(door).status_code for door in doors} == {404}
    assert client.post(reverse("places"), {"tempat": "64.09"}).status_code == 403


def test_the_secretariat_of_two_districts_works_in_one_control_room_at_a_time(world, client_for):
    Membership.objects.create(user=world.yusuf, role=Role.SECRETARIAT, region=world.kutai_timur)
    client = client_for(world.yusuf)
    for place, sheet in (("64.08", world.assessment_lain), ("16.10", world.assessment)):
        client.post(reverse("places"), {"tempat": place})
        for desk in ("control_room", "leader_page", "assignments_home", "sheets"):
            assert f"/{sheet.pk}/" in client.get(reverse(desk))["Location"]


def test_a_role_in_one_district_gives_no_power_in_the_other(moved, client_for, world):
    """The secretariat of Kutai Timur does not steer Ogan Ilir, where she is an operator."""
    client = client_for(moved)
    client.post(reverse("places"), {"tempat": "64.08"})
    assert client.get(reverse("control_room_of", args=[world.assessment.pk])).status_code == 404
    assert client.get(reverse("control_room_of", args=[world.assessment_lain.pk])).status_code == 200
