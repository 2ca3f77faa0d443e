"""Every route is public by name or refuses strangers, and nobody looks into another district."""

import os

import pytest
from django.test import Client
from django.urls import reverse

from layak.web.middleware import PUBLIC
from tests.shape.doors import DOORS, GLOBAL, HEADING, TABLE, Things, arguments, meet, things
from tests.shape.routes import routes

ROUTES = dict(routes())
CLOSED = sorted(set(ROUTES) - PUBLIC)

__all__ = ["things"]


def address(name: str, what: Things | None) -> str:
    return reverse(name, kwargs=arguments(ROUTES[name], what))


def test_every_route_has_a_name_of_its_own():
    names = [name for name, _ in routes()]
    assert "" not in names
    assert sorted(names) == sorted(set(names))


def test_every_public_name_is_a_route():
    optional = {"openid_connect_login", "openid_connect_callback"}
    assert PUBLIC - optional <= set(ROUTES)


@pytest.mark.parametrize("name", CLOSED)
def test_a_stranger_is_sent_to_the_log_in_page(things, name):
    url = address(name, things)
    for answer in (Client().get(url), Client().post(url)):
        assert (answer.status_code, answer.headers.get("Location", "")[:7]) == (302, "/masuk/")


@pytest.mark.parametrize("name", CLOSED)
def test_a_script_of_a_stranger_is_told_401(things, name):
    assert Client(headers={"HX-Request": "true"}).get(address(name, things)).status_code == 401


@pytest.mark.parametrize("name", sorted(PUBLIC & set(ROUTES)))
def test_a_public_route_answers_a_stranger(things, name):
    assert Client().get(address(name, things)).status_code < 500


@pytest.mark.parametrize("person", ["wayan", "maya"])
@pytest.mark.parametrize("name", [n for n in CLOSED if ROUTES[n].pattern.regex.groups and n not in GLOBAL])
def test_another_district_finds_nothing_and_changes_nothing(things, client_for, world, name, person):
    client, url = client_for(getattr(world, person)), address(name, things)
    before = things.traces()
    assert {client.get(url).status_code, client.post(url).status_code} <= {403, 404, 405}
    assert things.traces() == before


@pytest.mark.parametrize("name", sorted(DOORS))
def test_each_role_meets_the_door_that_the_table_says(things, client_for, world, name):
    people = dict(zip(things.columns, DOORS[name], strict=True))
    url = address(name, things)
    met = {p: meet(client_for(getattr(world, p)), url) for p in people}
    assert met == people


def test_the_table_of_doors_speaks_of_every_closed_route():
    assert set(DOORS) == set(CLOSED)


@pytest.mark.skipif(
    "DOORS" not in os.environ, reason="DOORS=write rewrites doors.txt, to be read in the diff"
)
def test_the_table_of_doors_is_rewritten_when_asked(things, client_for, world):
    width = max(map(len, CLOSED)) + 2
    lines = [f"{'route':<{width}}" + " ".join(f"{person:<5}" for person in things.columns)]
    for name in CLOSED:
        url = address(name, things)
        met = [meet(client_for(getattr(world, person)), url) for person in things.columns]
        lines.append(f"{name:<{width}}" + " ".join(f"{status:<5}" for status in met))
    TABLE.write_text("\n".join([HEADING, *(line.rstrip() for line in lines), ""]))
