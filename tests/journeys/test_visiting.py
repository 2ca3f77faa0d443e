"""A visit without a signal: Imam's phone keeps and sends what he notes; of two answers one is chosen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.evidence import files
from tests.journeys import house, staging
from tests.journeys.looking import Watch
from tests.journeys.pictures import picture


@pytest.fixture(scope="module")
def home(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance whose district waits for the ministry's team."""
    own = house.copied(demo, tmp_path_factory.mktemp("visiting") / "home")
    return staging.play(own, "windows", "visiting")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Where it is served."""
    with house.served(home) as found:
        yield found


def item(page: Page, key: str) -> Locator:
    """One point of the checklist."""
    return page.locator(f"[data-item={key}]")


def tap(page: Page, key: str, answer: str) -> None:
    """Answer one point."""
    item(page, key).get_by_text(answer, exact=True).click()


def waiting(page: Page, words: str) -> None:
    """What the phone says it has not sent yet."""
    expect(page.locator("[data-field-status] [data-count]")).to_have_text(words)


def kept(page: Page) -> None:
    """Wait until the phone has put the page away for later."""
    expect(page.locator("html")).to_have_attribute("data-field-kept", "true")


def test_a_visit_is_noted_without_a_signal_and_agreed_on_when_it_is_back(enter, watch):
    watch.expected = ("ERR_INTERNET_DISCONNECTED",)
    imam, ratna = enter("Imam", phone=True), enter("Ratna", phone=True)
    he_plans_the_visit(imam, watch)
    both_open_the_checklist(imam, ratna)
    he_notes_what_he_finds_without_a_signal(imam, watch)
    she_found_something_else(ratna)
    everything_arrives_when_the_signal_is_back(imam)
    she_sees_both_answers_and_chooses(ratna, watch)
    he_ends_the_visit(imam)


def he_plans_the_visit(page: Page, watch: Watch) -> None:
    page.goto("/lapangan/")
    page.get_by_role("link", name="Rencanakan sesi Kabupaten Ogan Ilir").click()
    watch.look(page)
    page.get_by_label("Cara").select_option("visit")
    page.get_by_label("Mulai").fill("2026-12-01T09:00")
    page.get_by_label("Tempat").fill("Indralaya")
    page.get_by_label("Tim verifikasi").fill("Imam Santosa\nRatna Dewanti")
    page.get_by_role("button", name="Simpan sesi").click()
    page.get_by_text("Tambah unit").first.click()
    page.get_by_label("Jenis unit").first.select_option("puskesmas")
    page.get_by_label("Nama").first.fill("Puskesmas Timbangan")
    page.get_by_role("button", name="Tambah unit").click()
    expect(page.locator("main")).to_contain_text("Puskesmas Timbangan")


def both_open_the_checklist(imam: Page, ratna: Page) -> None:
    ratna.goto(imam.url)
    for page in (imam, ratna):
        page.get_by_role("link", name="Puskesmas Timbangan").click()
        waiting(page, "Semua terkirim")
        kept(page)
        page.context.set_offline(True)


def he_notes_what_he_finds_without_a_signal(page: Page, watch: Watch) -> None:
    tap(page, "sdm", "Ya")
    tap(page, "informasi", "Sebagian")
    page.locator("#n-informasi").fill("Hanya satu poster, di ruang tunggu.")
    page.locator("#n-informasi").blur()
    photo = {"name": "poster.jpg", "mimeType": "image/jpeg", "buffer": files.picture()}
    item(page, "informasi").locator("input[type=file]").set_input_files(photo)
    waiting(page, "4 belum terkirim")
    page.reload()
    waiting(page, "4 belum terkirim")
    expect(item(page, "informasi").locator("[data-photo-count]")).to_have_text("1 foto belum terkirim")
    expect(page.locator("#n-informasi")).to_have_value("Hanya satu poster, di ruang tunggu.")
    picture(page, "kunjungan-tanpa-sinyal", of=item(page, "informasi"))
    watch.look(page)


def she_found_something_else(page: Page) -> None:
    tap(page, "sdm", "Tidak")
    waiting(page, "1 belum terkirim")


def everything_arrives_when_the_signal_is_back(page: Page) -> None:
    page.context.set_offline(False)
    waiting(page, "Semua terkirim")
    page.reload()
    expect(item(page, "informasi").get_by_role("link", name=re.compile("Foto Imam Santosa"))).to_be_visible()
    picture(page, "kunjungan-terkirim", of=item(page, "informasi"))


def she_sees_both_answers_and_chooses(page: Page, watch: Watch) -> None:
    page.context.set_offline(False)
    waiting(page, "Semua terkirim")
    both = item(page, "sdm").locator("[data-conflict]")
    expect(both).to_contain_text("Dua orang menjawab berbeda.")
    expect(both).to_contain_text("Imam Santosa")
    expect(both).to_contain_text("Ratna Dewanti")
    picture(page, "kunjungan-berbeda", of=both)
    watch.look(page)
    both.get_by_role("button", name="Pakai ini Imam Santosa").click()
    expect(both).to_have_count(0)
    waiting(page, "Semua terkirim")


def he_ends_the_visit(page: Page) -> None:
    page.reload()
    expect(item(page, "sdm").get_by_label("Ya", exact=True)).to_be_checked()
    page.get_by_label("Apa yang ditemukan").fill("Informasi layanan ramah anak baru satu poster.")
    page.get_by_label("Pertanyaan yang terkait").fill("15.1")
    page.get_by_label("Pertanyaan yang terkait").blur()
    waiting(page, "Semua terkirim")
    page.get_by_role("link", name="Sesi lapangan").first.click()
    expect(page.locator("main")).to_contain_text("Informasi layanan ramah anak baru satu poster.")
    page.get_by_role("button", name="Tutup sesi").click()
    expect(page.locator("main")).to_contain_text("Ditutup")
