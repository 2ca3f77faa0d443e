"""A stranger reads published results, and only those; every page has its twin and may be kept."""

import json
import re

import pytest
from django.test import Client

from layak.core.stages import Stage
from layak.people.models import Region
from layak.results.actions.publishing import withdraw
from tests.results.stage import claimed, close

PAGES = (
    "/publik/",
    "/publik/provinsi/16/",
    "/publik/daerah/",
    "/publik/daerah/16.10/",
    "/publik/penghargaan/",
)


@pytest.fixture
def stranger():
    return Client()


def twin(client, url):
    return json.loads(client.get(url).content)


def test_the_front_door_leads_strangers_to_the_portal_and_people_to_their_desk(stranger, client_for, world):
    assert stranger.get("/").headers["Location"] == "/publik/"
    assert client_for(world.rina).get("/").headers["Location"] == "/tugas/"


@pytest.mark.parametrize("url", PAGES)
def test_a_page_may_be_kept_and_asked_for_again(stranger, awarded, url, django_assert_num_queries):
    first = stranger.get(url)
    assert (first.status_code, first.cookies) == (200, {})
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    with django_assert_num_queries(2):
        again = stranger.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with django_assert_num_queries(2):
        assert stranger.get(url).content == first.content


@pytest.mark.parametrize("url", PAGES)
def test_every_page_speaks_of_help_in_both_languages(stranger, awarded, url):
    assert b"tel:129" in stranger.get(url).content
    english = stranger.get(f"/publik/bahasa/en/?next={url}")
    assert english.headers["Location"] == url
    page = stranger.get(url).content.decode()
    assert '<html lang="en"' in page


def test_the_language_link_leads_to_no_other_site(stranger, world):
    assert stranger.get("/publik/bahasa/en/?next=//jahat.test/").headers["Location"] == "/publik/"


def test_the_list_of_districts_comes_in_pages_and_its_twin_whole(stranger, world):
    for number in range(60):
        Region.objects.create(code=f"16.{number + 20}", name=f"Kabupaten {number}", level=2, parent_id="16")
    page = stranger.get("/publik/daerah/?q=kabupaten&hal=2").content.decode()
    assert "51 sampai 62 dari 62" in page
    assert page.count('<th scope="row">') == 12
    assert "?tahun=&amp;q=kabupaten&amp;hal=1" in page
    assert len(twin(stranger, "/publik/daerah.json?q=kabupaten&hal=2")["districts"]) == 62


def test_the_district_page_tells_points_as_text_and_the_fingerprint(stranger, awarded):
    told = twin(stranger, "/publik/daerah/16.10.json")
    assert (told["state"], told["result"]["total"], told["result"]["award"]) == ("pratama", "11.5", "pratama")
    assert told["result"]["fingerprint"] == awarded.name
    page = stranger.get("/publik/daerah/16.10/").content.decode()
    assert awarded.name in page
    assert "Contoh untuk uji" in page


def test_a_score_that_is_not_decided_is_no_predikat(stranger, judged):
    told = twin(stranger, "/publik/daerah/16.10.json")
    assert (told["state"], told["result"]["award"]) == ("running", None)
    assert "Predikat baru ada setelah penetapan" in stranger.get("/publik/daerah/16.10/").content.decode()


def test_what_is_not_published_or_taken_back_is_not_there(stranger, world):
    claimed(world)
    hidden = close(world, Stage.SELF)
    before = twin(stranger, "/publik/daerah/16.10.json")
    assert (before["result"], before["history"]) == (None, [])
    assert hidden.name not in stranger.get("/publik/daerah/16.10/").content.decode()


def test_a_result_taken_back_is_gone_at_once(stranger, awarded, world):
    before = stranger.get("/publik/daerah/16.10/")
    withdraw(awarded, reason="Salah hitung", by=world.agus)
    after = stranger.get("/publik/daerah/16.10/", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert awarded.name not in after.content.decode()


def test_a_search_finds_by_parts_of_the_name(stranger, awarded):
    found = twin(stranger, "/publik/daerah.json?q=ilir+OGAN")
    assert [one["code"] for one in found["districts"]] == ["16.10"]
    assert twin(stranger, "/publik/daerah.json?q=atlantis")["districts"] == []
    assert "Tidak ada daerah dengan nama itu" in stranger.get("/publik/daerah/?q=atlantis").content.decode()


@pytest.mark.parametrize("url", ["/publik/daerah/99.99/", "/publik/provinsi/99/", "/publik/provinsi/99.json"])
def test_a_place_that_does_not_exist_is_not_found(stranger, world, url):
    assert stranger.get(url).status_code == 404


def test_without_outlines_the_country_is_a_grid_of_provinces(stranger, awarded):
    page = stranger.get("/publik/").content.decode()
    assert page.count('<a href="/publik/provinsi/') == page.count('aria-label="Sumatera Selatan') * 2 + 2
    assert "Setiap kotak satu provinsi" in page


def test_without_outlines_a_province_is_a_square_for_each_district_with_its_words(stranger, awarded):
    Region.objects.create(pk="16.71", name="Kota Palembang", level=Region.Level.DISTRICT, parent_id="16")
    page = stranger.get("/publik/provinsi/16/").content.decode()
    square = r'href="([^"]+)" aria-label="([^"]+)"><svg.*?ly-m-(\w+)".*?>(?:(\w)</text>)?</svg>([^<]+)</a>'
    squares = re.findall(square, page.split('<ul class="ly-squares"')[1].split("</ul>")[0])
    assert squares == [
        ("/publik/daerah/16.10/", "Kabupaten Ogan Ilir: Pratama", "pratama", "P", "Ogan Ilir"),
        (
            "/publik/daerah/16.71/",
            "Kota Palembang: Belum ada hasil yang diumumkan",
            "none",
            "",
            "Kota Palembang",
        ),
    ]
    assert 'id="ly-map-none"' in page
    assert "Setiap kotak satu kabupaten atau kota" in page
    assert "bukan batas hukum" not in page


def test_with_outlines_every_district_is_drawn_and_pages_stay_small(stranger, awarded, outlines):
    start, province = (stranger.get(url) for url in ("/publik/", "/publik/provinsi/16/"))
    assert outlines == 514
    assert "Kabupaten Ogan Ilir: Pratama" in province.content.decode()
    assert max(len(start.content), len(province.content)) < 150_000
