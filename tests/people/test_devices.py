"""Where a person is logged in: seen, ended one by one or all, and all over once the password is another."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from layak.people.queries import sessions
from layak.people.views.devices import named
from layak.trail.queries import lines
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Mobile"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"
NEW = "kata-sandi-lain-sekali"


@pytest.fixture(autouse=True)
def _no_earlier_attempts(db):
    cache.clear()


def enter(agent, password=PASSWORD, who="rina"):
    client = Client(headers={"User-Agent": agent})
    assert client.post(reverse("account_login"), {"login": who, "password": password}).status_code == 302
    return client


def known(client, person):
    return [(named(one.agent), one.current) for one in sessions.devices(person, client.session.session_key)]


def is_in(client):
    return client.get(reverse("profile")).status_code == 200


def test_every_device_is_listed_with_this_one_first(world):
    desk = enter(DESK)
    enter(PHONE)
    assert known(desk, world.rina) == [("Firefox di Windows", True), ("Chrome di Android", False)]
    page = desk.get(reverse("profile")).content.decode()
    assert "Firefox di Windows" in page
    assert "perangkat ini" in page
    assert "Chrome di Android" in page


def test_one_device_is_logged_out_and_the_others_stay(world):
    desk, phone, tablet = enter(DESK), enter(PHONE), enter(PHONE)
    number = sessions.devices(world.rina, phone.session.session_key)[0].pk
    desk.post(reverse("device_end", args=[number]))
    assert [is_in(one) for one in (desk, phone, tablet)] == [True, False, True]
    assert [(e.action, e.about) for e in lines("instance")] == [
        ("people.end_devices", f"person:{world.rina.pk}")
    ]


def test_all_other_devices_are_logged_out_at_once(world):
    desk, phone, tablet = enter(DESK), enter(PHONE), enter(PHONE)
    page = desk.post(reverse("devices_end"), follow=True).content.decode()
    assert "2 perangkat lain dikeluarkan." in page
    assert [is_in(one) for one in (desk, phone, tablet)] == [True, False, False]


def test_nobody_logs_out_somebody_elses_device_nor_the_own_by_this_way(world):
    rina, yusuf = enter(DESK), enter(DESK, who="yusuf")
    for person, client in ((world.yusuf, yusuf), (world.rina, rina)):
        number = sessions.devices(person, client.session.session_key)[0].pk
        assert rina.post(reverse("device_end", args=[number])).status_code == 404
    assert (is_in(rina), is_in(yusuf)) == (True, True)


def test_a_new_password_ends_every_other_log_in(world):
    desk, phone = enter(DESK), enter(PHONE)
    said = {"oldpassword": PASSWORD, "password": NEW, "password1": NEW, "password2": NEW}
    assert desk.post(reverse("account_change_password"), said).status_code == 302
    assert (is_in(desk), is_in(phone)) == (True, False)
    world.rina.refresh_from_db()
    assert known(desk, world.rina) == [("Firefox di Windows", True)]


def test_logging_out_takes_the_device_off_the_list(world):
    desk, phone = enter(DESK), enter(PHONE)
    phone.post(reverse("account_logout"))
    assert known(desk, world.rina) == [("Firefox di Windows", True)]


def test_the_list_costs_two_queries_however_many_devices(world, django_assert_num_queries):
    client = enter(DESK)
    key = client.session.session_key
    for _time in range(4):
        enter(PHONE)
    with django_assert_num_queries(2):
        assert len(sessions.devices(world.rina, key)) == 5


@pytest.mark.parametrize(
    ("agent", "name"),
    [("", "Perangkat tidak dikenal"), ("curl/8", "Perangkat tidak dikenal"), ("X (iPhone) Y", "iPhone")],
)
def test_a_device_that_says_little_is_called_by_what_it_says(agent, name):
    assert named(agent) == name
