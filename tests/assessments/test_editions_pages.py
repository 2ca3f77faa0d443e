"""Edisi: everyone who is in may read what is asked, how sure we are, and what changed."""

import pytest

from layak.core import catalogue
from layak.core.diffing import diff

EDITION = catalogue.get("kla-2024")


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", ["rina", "ketut", "yusuf", "sri", "dewi", "agus"])
def test_every_role_reads_the_editions(world, client_for, name):
    client = client_for(getattr(world, name))
    addresses = ["/edisi/", "/edisi/kla-2024/", "/edisi/kla-2024/14/"]
    assert [client.get(address).status_code for address in addresses] == [200] * 3


def test_strangers_are_sent_to_the_door(client, db):
    assert client.get("/edisi/").headers["Location"].startswith("/masuk/")


def test_an_edition_lists_blocks_indicators_and_its_fingerprint(world, client_for):
    page = text(client_for(world.rina).get("/edisi/kla-2024/"))
    assert EDITION.fingerprint in page
    for block in EDITION.blocks:
        assert block.title.id in page
    assert page.count('href="/edisi/kla-2024/') == len(EDITION.indicators)
    assert "Tidak ada temuan" in page
    assert "jadi poinnya estimasi" in page


def test_every_row_says_its_source_and_how_sure_we_are(world, client_for):
    page = text(client_for(world.rina).get("/edisi/kla-2024/19/"))
    for question in EDITION.indicators["19"].questions:
        assert f"{question.code} {question.title.id}" in page
    assert "Tangga nilai, estimasi" in page
    assert EDITION.questions["19.4"].note.id in page


def test_two_editions_are_compared_with_what_carries_over(world, client_for):
    old, new = catalogue.keys()[0], catalogue.keys()[-1]
    found = diff(catalogue.get(old), catalogue.get(new))
    page = text(client_for(world.agus).get(f"/edisi/banding/?lama={old}&baru={new}"))
    if found.added:
        assert f"Baru, {len(found.added)} baris" in page
    assert f"{len(found.carried)} jawaban terbawa" in page or found.is_empty
    same = text(client_for(world.agus).get("/edisi/banding/?lama=kla-2024&baru=kla-2024"))
    assert "Tidak ada yang berubah." in same


def test_what_does_not_exist_is_not_found(world, client_for):
    client = client_for(world.agus)
    addresses = ["/edisi/kla-1999/", "/edisi/kla-2024/99/", "/edisi/banding/?lama=kla-1999"]
    assert [client.get(address).status_code for address in addresses] == [404] * 3


def test_both_languages(world, client_for):
    client = client_for(world.agus)
    client.cookies["django_language"] = "en"
    assert EDITION.blocks[0].title.en in text(client.get("/edisi/kla-2024/"))
