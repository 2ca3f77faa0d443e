"""Public pages in a real browser: whole on a phone and a desk, by day and night, also without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.looking import DESK, PHONE, Watch

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/publik/",
    "/publik/provinsi/16/",
    "/publik/daerah/?q=ogan",
    "/publik/daerah/?q=atlantis",
    "/publik/daerah/16.10/",
    "/publik/daerah/64.08/",
    "/publik/penghargaan/",
    "/periksa/",
    "/periksa/terpotong/",
    "/data/",
    "/data/akar/",
)


def test_every_public_page_is_whole(awarded, beside_tables, live_server):
    watch = Watch(live_server.url, expected=("404",))
    page = watch.over(beside_tables.new_context(viewport=DESK, reduced_motion="reduce")).new_page()
    for path in (*PAGES, f"/periksa/{awarded.name}/"):
        page.goto(live_server.url + path)
        watch.look(page)
    assert watch.trouble == [], "\n".join(dict.fromkeys(watch.trouble))


def test_the_drawn_maps_are_whole(awarded, outlines, beside_tables, live_server):
    watch = Watch(live_server.url)
    page = watch.over(beside_tables.new_context(viewport=DESK, reduced_motion="reduce")).new_page()
    for path in ("/publik/", "/publik/provinsi/16/"):
        page.goto(live_server.url + path)
        watch.look(page)
    assert watch.trouble == [], "\n".join(dict.fromkeys(watch.trouble))


@pytest.fixture
def plain(beside_tables: Browser) -> Page:
    """A phone without JavaScript."""
    return beside_tables.new_context(viewport=PHONE, java_script_enabled=False).new_page()


def test_a_stranger_finds_their_district_and_checks_its_result_without_javascript(
    awarded, plain, live_server, tmp_path
):
    plain.goto(live_server.url)
    plain.get_by_label("Nama kabupaten atau kota").fill("ogan ilir")
    plain.get_by_role("button", name="Cari daerah").click()
    plain.get_by_role("link", name="Kabupaten Ogan Ilir").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Kabupaten Ogan Ilir")
    plain.get_by_role("link", name="Periksa keaslian hasil ini").click()
    expect(plain.get_by_text("Ini hasil yang diumumkan situs ini.")).to_be_visible()
    plain.get_by_role("link", name="Periksa yang lain").click()
    file = tmp_path / "hasil.json"
    file.write_text(awarded.document.replace('"total":11500', '"total":911500'))
    plain.get_by_label("Berkas PDF atau JSON").set_input_files(file)
    plain.get_by_role("button", name="Periksa berkas").click()
    expect(plain.get_by_role("status", name="Hasil pemeriksaan")).to_contain_text(
        "Berkas ini bukan hasil yang utuh."
    )


def test_a_stranger_reads_in_english_and_comes_back_to_the_same_page(awarded, plain, live_server):
    plain.goto(f"{live_server.url}/publik/daerah/16.10/")
    plain.get_by_role("link", name="EN", exact=True).click()
    expect(plain).to_have_url(f"{live_server.url}/publik/daerah/16.10/")
    expect(plain.locator("html")).to_have_attribute("lang", "en")
    plain.get_by_role("link", name="ID", exact=True).click()
    expect(plain.locator("html")).to_have_attribute("lang", "id")
