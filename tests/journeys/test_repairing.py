"""Two times 24 hours: Rina mends what was noted on her phone, Bayu is late, the ministry settles both."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.evidence import files
from tests.journeys import house, staging
from tests.journeys.looking import Watch
from tests.journeys.pictures import picture

QUESTION = "/lembar/2/pertanyaan/{}/"
PDF = "application/pdf"


@pytest.fixture(scope="module")
def home(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance whose district was visited and has 48 hours for two notes."""
    own = house.copied(demo, tmp_path_factory.mktemp("repairing") / "home")
    acts = ("windows", "settled", "province", "review", "field", "repair", "charged")
    return staging.play(own, *acts)


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Where it is served."""
    with house.served(home) as found:
        yield found


def test_a_district_mends_what_was_noted_while_its_48_hours_run(enter, watch, home):
    watch.expected = ("status of 403", "status of 409", "status of 422")
    the_visit_is_kept(enter("Imam"), watch)
    rina = enter("Rina", phone=True)
    she_sees_the_hours_that_are_left(rina, watch)
    only_what_was_noted_is_open(rina, watch)
    she_answers_once_with_better_proof(rina, watch)
    bayu = enter("Bayu", phone=True)
    he_writes_until_the_time_is_up(bayu, watch, home)
    ratna = enter("Ratna")
    she_takes_the_sheet_over(ratna, watch)
    she_settles_what_was_mended(ratna, watch)


def time_left(page: Page) -> Locator:
    """The line under the bar that counts down."""
    return page.locator(".ly-clockline", has_text=re.compile(r"4[78] jam"))


def the_visit_is_kept(page: Page, watch: Watch) -> None:
    page.goto("/lapangan/")
    page.locator("main").get_by_role("link", name="Ogan Ilir").first.click()
    expect(page.locator("main")).to_contain_text("Puskesmas Timbangan")
    picture(page, "lapangan-sesi")
    watch.look(page)


def she_sees_the_hours_that_are_left(page: Page, watch: Watch) -> None:
    expect(time_left(page)).to_be_in_viewport()
    picture(page, "perbaikan-tugas")
    watch.look(page)
    page.goto("/catatan/")
    expect(time_left(page)).to_be_in_viewport()
    expect(page.locator("main article")).to_have_count(1)
    expect(page.locator("main article")).to_contain_text("Lengkapi dengan yang tiga lagi.")
    picture(page, "perbaikan-catatan")
    watch.look(page)


def only_what_was_noted_is_open(page: Page, watch: Watch) -> None:
    page.goto(QUESTION.format("14.2"))
    expect(page.locator(".ly-q")).to_contain_text(
        "Pada tahap Perbaikan hanya pertanyaan yang diberi catatan verifikator dapat diubah."
    )
    expect(page.locator(".ly-q input:enabled:not([type=hidden])")).to_have_count(0)
    watch.look(page)
    page.goto(QUESTION.format("14.1"))
    expect(time_left(page)).to_be_in_viewport()
    expect(page.locator(".ly-q")).to_contain_text("Verifikator memberi catatan.")
    picture(page, "perbaikan-pertanyaan")
    watch.look(page)


def she_answers_once_with_better_proof(page: Page, watch: Watch) -> None:
    page.get_by_role("button", name="Lihat bukti").click()
    table = {"name": "Tabel 41 puskesmas.pdf", "mimeType": PDF, "buffer": files.blank_pdf(2)}
    page.locator("#samping input[name=files]").set_input_files([table])
    expect(page.locator(".ly-q .ly-proofs")).to_contain_text("Tabel 41 puskesmas")
    page.goto("/catatan/")
    page.get_by_role("button", name="Kirim tanggapan").click()
    expect(page.locator(".ly-field-error")).to_contain_text("Tulis isinya dulu")
    page.get_by_label("Tanggapan").fill("Tabel sudah lengkap, 41 puskesmas.")
    page.get_by_role("button", name="Kirim tanggapan").click()
    expect(page.locator("main")).to_contain_text("Sudah ditanggapi")
    expect(page.get_by_label("Tanggapan")).to_have_count(0)
    page.goto(QUESTION.format("14.1"))
    expect(page.locator(".ly-q input:enabled:not([type=hidden])")).to_have_count(0)


def he_writes_until_the_time_is_up(page: Page, watch: Watch, home: Path) -> None:
    page.goto("/catatan/")
    page.get_by_role("link", name="Perbaiki jawaban dan bukti").click()
    page.get_by_role("button", name="Lihat bukti").click()
    decree = {"name": "SK bertanda tangan.pdf", "mimeType": PDF, "buffer": files.blank_pdf(1)}
    page.locator("#samping input[name=files]").set_input_files([decree])
    expect(page.locator(".ly-q .ly-proofs")).to_contain_text("SK bertanda tangan")
    page.goto("/catatan/")
    page.get_by_label("Tanggapan").fill("SK sudah ditandatangani bupati.")
    staging.play(home, "overtime")
    page.get_by_role("button", name="Kirim tanggapan").click()
    expect(page.locator("main")).to_contain_text("Waktu tahap ini sudah habis")
    expect(page.locator("main")).to_contain_text("SK sudah ditandatangani bupati.")
    picture(page, "perbaikan-habis")
    watch.look(page)
    page.goto(QUESTION.format("18.1"))
    expect(page.locator(".ly-q .ly-proofs")).to_contain_text("SK bertanda tangan")
    expect(page.locator(".ly-q input:enabled:not([type=hidden])")).to_have_count(0)


def she_takes_the_sheet_over(page: Page, watch: Watch) -> None:
    page.goto("/hasil/2/")
    page.get_by_role("link", name="Tutup tahap ini").click()
    expect(page.get_by_label("Ambil alih ke Verifikasi final")).to_be_checked()
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("#posisi")).to_contain_text("poin")
    page.goto("/meja/")
    task = page.locator(".ly-task", has_text="Ogan Ilir")
    expect(task).to_contain_text("Verifikasi final")


def she_settles_what_was_mended(page: Page, watch: Watch) -> None:
    page.goto("/meja/2/14.1/")
    pane = page.locator(".ly-desk-verdict")
    expect(pane).to_contain_text("Tabel sudah lengkap, 41 puskesmas.")
    watch.look(page)
    page.get_by_role("button", name="Selesaikan catatan").click()
    expect(page.locator("body")).to_contain_text("Catatan 14.1 selesai.")
    page.goto("/meja/2/18.1/")
    expect(page.locator(".ly-desk-doc")).to_contain_text("SK bertanda tangan")
    page.get_by_role("button", name="Selesaikan catatan").click()
    expect(page.locator("body")).to_contain_text("Catatan 18.1 selesai.")
