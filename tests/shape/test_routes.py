"""Every route is public by name or refuses strangers, and nobody looks into another district."""

import os

import pytest
from django.test import Client

from layak.web.middleware import PUBLIC
from tests.shape.doors import PEOPLE, ROUTES, TABLE, address, meet, table, traces
from tests.shape.routes import routes
from tests.shape.things import entered, things

CLOSED = sorted(set(ROUTES) - PUBLIC)
GLOBAL = {"cycle", "edition", "edition_indicator", "mfa_remove_webauthn", "mfa_edit_webauthn"}
"""Routes whose arguments name nothing of a district."""

__all__ = ["things"]


def test_every_route_has_a_name_of_its_own():
    names = [name for name, _ in routes()]
    assert "" not in names
    assert sorted(names) == sorted(set(names))


def test_every_public_name_is_a_route():
    optional = {"openid_connect_login", "openid_connect_callback"}
    assert PUBLIC - optional <= set(ROUTES)


def test_a_stranger_is_sent_to_the_log_in_page_and_a_strangers_script_is_told_so(things):
    person, script = Client(), Client(headers={"HX-Request": "true"})
    for name in CLOSED:
        url = address(name, things)
        for answer in (person.get(url), person.post(url)):
            assert (name, answer.status_code, answer["Location"][:7]) == (name, 302, "/masuk/")
        assert (name, script.get(url).status_code) == (name, 401)


def test_a_public_route_answers_a_stranger(things):
    met = {name: Client().get(address(name, things)).status_code for name in sorted(PUBLIC & set(ROUTES))}
    assert {name: status for name, status in met.items() if status >= 500} == {}


@pytest.mark.parametrize("person", ["wayan", "maya", "tono"])
def test_another_district_finds_nothing_and_changes_nothing(things, person):
    client, before = entered(things.people[person]), traces()
    for name in CLOSED:
        if ROUTES[name].pattern.regex.groups and name not in GLOBAL:
            url = address(name, things)
            met = {client.get(url).status_code, client.post(url).status_code}
            assert (name, met - {403, 404, 405}) == (name, set())
            assert (name, traces()) == (name, before)


def test_each_role_meets_the_door_that_the_table_says(things):
    """DOORS=write rewrites the table, to be read in the diff."""
    inside = {person: entered(things.people[person]) for person in PEOPLE}
    found = table(
        {
            name: {who: meet(client, address(name, things)) for who, client in inside.items()}
            for name in CLOSED
        }
    )
    if os.environ.get("DOORS") == "write":
        TABLE.write_text(found)
    assert found.splitlines() == TABLE.read_text().splitlines()
