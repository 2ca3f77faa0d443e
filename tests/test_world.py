"""The test harness keeps its own promises: the world is whole before every test, committed or not."""

import pytest
from django.db import transaction

from layak.people.models import Agency
from layak.trail import actions, queries
from tests.world import PEOPLE, World


def test_everybody_is_in_the_world_with_one_seat(world):
    seats = {person.username: person.seats[0] for person in world.people}
    found = {name: (s.role, s.region_id, s.agency_id) for name, s in seats.items()}
    assert found == {
        name: (role, district, getattr(world, agency).pk if agency else None)
        for name, role, district, agency in PEOPLE
    }


def test_a_person_of_the_world_can_open_a_page(world, client_for):
    assert client_for(world.rina).get("/sehat/").content == b"ok"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", [1, 2])
def test_a_test_that_commits_finds_the_world_whole_each_time(world, attempt):
    assert not queries.lines("here").exists()
    with transaction.atomic():
        actions.record("test.commits", by=world.rina, chain="here", about="test:1")
    Agency.objects.filter(pk=world.bappeda.pk).update(name="Berubah")
    assert queries.first_break("here") is None


def test_the_world_is_whole_after_tests_that_committed(world):
    assert World().bappeda.name == "Bappeda"
    assert not queries.lines("here").exists()
