"""Which language a visitor meets."""

import pytest

pytestmark = pytest.mark.django_db


def lang(client, **headers) -> str:
    page = client.get("/masuk/", headers=headers).content.decode()
    return page.split('<html lang="')[1][:2]


def test_a_browser_that_prefers_english_still_meets_indonesian_first(client):
    assert lang(client, accept_language="en-GB,en;q=0.9") == "id"


def test_a_person_who_chose_english_keeps_it(client):
    client.post("/bahasa/", {"language": "en", "next": "/masuk/"})
    assert lang(client) == "en"


def test_a_made_up_language_falls_back_to_indonesian(client):
    client.cookies["django_language"] = "xx"
    assert lang(client) == "id"
