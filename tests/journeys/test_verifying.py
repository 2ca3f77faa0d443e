"""A sheet at the province's desk: Hadi judges it, Rina answers his note, and the stage is handed on."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.evidence import files
from tests.journeys import house, staging
from tests.journeys.looking import Watch, settle
from tests.journeys.pictures import picture


@pytest.fixture(scope="module")
def home(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance whose district has sent its sheet to the province."""
    own = house.copied(demo, tmp_path_factory.mktemp("verifying") / "home")
    return staging.play(own, "windows", "settled", "sent")


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """Where it is served."""
    with house.served(home) as found:
        yield found


def row(page: Page, code: str) -> None:
    """Open one row of the desk that is open, from its list."""
    page.locator(f"a[data-row='{code}']").click()
    expect(page.locator(".ly-desk-verdict .ly-q-code")).to_have_text(code)


def verdict(page: Page) -> Locator:
    """The right pane."""
    return page.locator(".ly-desk-verdict")


def refusal(page: Page) -> Locator:
    """What stands over the form that was not saved."""
    return verdict(page).locator(".ly-field-error")


def points(page: Page) -> Locator:
    """Where points are typed."""
    return verdict(page).get_by_role("textbox", name=re.compile("^Nilai saya"))


def save(page: Page) -> None:
    """Press the button that stores the verdict."""
    page.get_by_role("button", name="Simpan dan lanjut").click()


def test_a_sheet_is_judged_at_the_provinces_desk_and_handed_on(enter, watch, home):
    watch.expected = ("status of 403", "status of 409", "status of 422")
    hadi = enter("Hadi")
    he_finds_his_queue(hadi, watch)
    he_reads_the_proof_with_the_keyboard(hadi, watch)
    he_turns_pages_beside_what_he_types(hadi)
    he_leaves_a_draft_and_finds_it_again(hadi, watch)
    he_judges_by_a_step_and_must_say_why(hadi)
    he_cannot_give_more_than_there_is(hadi)
    he_accepts_many_from_the_list(hadi, watch)
    he_asks_the_agency(hadi)
    rina = enter("Rina", phone=True)
    she_answers_the_note(rina, watch)
    what_changed_is_judged_again(hadi, watch)
    two_judge_one_row(hadi, enter("Dewi"), watch)
    too_late(hadi, watch, home)
    he_hands_the_stage_on(hadi, watch, home)


def he_finds_his_queue(page: Page, watch: Watch) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Meja verifikasi")
    task = page.locator(".ly-task", has_text="Ogan Ilir")
    expect(task).to_contain_text("Verifikasi administrasi")
    expect(task).to_contain_text("hari")
    picture(page, "meja-antrean")
    watch.look(page)
    task.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kabupaten Ogan Ilir")


def he_reads_the_proof_with_the_keyboard(page: Page, watch: Watch) -> None:
    settle(page)
    first = verdict(page).locator(".ly-q-code").text_content()
    page.locator("body").press("j")
    expect(page.locator(".ly-desk-verdict .ly-q-code")).not_to_have_text(first)
    page.locator("body").press("k")
    expect(page.locator(".ly-desk-verdict .ly-q-code")).to_have_text(first)
    row(page, "12.1")
    leaf = page.locator(".ly-desk-doc img")
    expect(leaf).to_have_attribute("alt", re.compile("Halaman 1 dari Data Terpilah"))
    assert leaf.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    page.locator(".ly-desk-doc").get_by_role("link", name=re.compile("erikut")).click()
    expect(leaf).to_have_attribute("alt", re.compile("Halaman 2 dari Data Terpilah"))
    page.locator("body").press("p")
    expect(page.locator("#id_pages")).to_have_value("2")
    picture(page, "meja")
    watch.look(page)


def he_turns_pages_beside_what_he_types(page: Page) -> None:
    leaf = page.locator(".ly-desk-doc img")
    points(page).fill("1")
    page.get_by_label("Catatan penilaian").fill("Tabel 2 belum saya hitung.")
    verdict(page).focus()
    for key, number in (("]", 3), ("]", 4), ("[", 3)):
        page.keyboard.press(key)
        expect(leaf).to_have_attribute("alt", re.compile(f"Halaman {number} dari"))
    page.keyboard.press("p")
    expect(page.locator("#id_pages")).to_have_value("2, 3")
    page.keyboard.press("+")
    expect(page.locator("#hal-kecil")).to_be_visible()
    page.keyboard.press("-")
    expect(page.locator("#hal-kecil")).to_have_count(0)
    page.reload()
    expect(leaf).to_have_attribute("alt", re.compile("Halaman 3 dari"))
    he_finds_as_typed(page, "1", "Tabel 2 belum saya hitung.", "2, 3")


def he_leaves_a_draft_and_finds_it_again(page: Page, watch: Watch) -> None:
    page.keyboard.press("n")
    page.keyboard.type("Mana tabel 2?")
    verdict(page).focus()
    page.keyboard.press("j")
    expect(page.locator(".ly-desk-verdict .ly-q-code")).to_have_text("12.2")
    he_finds_as_typed(page, "3", "", "", draft=False)
    page.keyboard.press("k")
    expect(page.get_by_label("Catatan untuk daerah")).to_have_value("Mana tabel 2?")
    he_finds_as_typed(page, "1", "Tabel 2 belum saya hitung.", "2, 3")
    watch.look(page)
    page.go_back()
    expect(page.locator(".ly-desk-verdict .ly-q-code")).to_have_text("12.2")
    page.go_back()
    he_finds_as_typed(page, "1", "Tabel 2 belum saya hitung.", "2, 3")
    page.get_by_role("button", name="Buang draf").click()
    he_finds_as_typed(page, "3", "", "", draft=False)
    row(page, "12.2")
    row(page, "12.1")
    he_finds_as_typed(page, "3", "", "", draft=False)


def he_finds_as_typed(page: Page, given: str, note: str, pages: str, *, draft: bool = True) -> None:
    expect(page.get_by_label("Catatan penilaian")).to_have_value(note)
    expect(points(page)).to_have_value(given)
    expect(page.locator("#id_pages")).to_have_value(pages)
    told = verdict(page).get_by_text("Draf Anda dikembalikan. Belum tersimpan.")
    expect(told).to_be_visible() if draft else expect(told).to_be_hidden()


def he_judges_by_a_step_and_must_say_why(page: Page) -> None:
    page.locator("body").press("1")
    expect(verdict(page).locator("input[name=step]").first).to_be_checked()
    verdict(page).press("s")
    expect(refusal(page)).to_contain_text("Pilih alasannya dari daftar.")
    page.get_by_label("Alasan berbeda").select_option(label="Data tidak konsisten")
    page.get_by_label("Catatan penilaian").fill("Jumlah di tabel 2 tidak sama dengan tabel 4.")
    save(page)
    expect(page.locator("body")).to_contain_text("12.1 dinilai.")
    expect(page.locator("a[data-row='12.1']")).to_contain_text("Dinilai")


def he_cannot_give_more_than_there_is(page: Page) -> None:
    row(page, "13.1")
    points(page).fill("99")
    save(page)
    expect(refusal(page)).to_contain_text(re.compile("Nilai 99 melebihi batas 13.1. Isi angka dari 0 sampai"))
    expect(points(page)).to_have_value("99")
    points(page).fill("0,125")
    page.get_by_label("Alasan berbeda").select_option(label="Bukti kurang lengkap")
    save(page)
    expect(page.locator("a[data-row='13.1']")).to_contain_text("0,125")


def he_accepts_many_from_the_list(page: Page, watch: Watch) -> None:
    verdict(page).focus()
    page.keyboard.press("b")
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima banyak sekaligus")
    boxes = page.locator("input[name=row]")
    listed = boxes.count()
    left = page.locator("input[name=row][value^='14.1:']")
    for _step in range(boxes.evaluate_all("all => all.findIndex(one => one.value.startsWith('14.1:'))") + 1):
        page.keyboard.press("j")
    page.keyboard.press("x")
    expect(left).not_to_be_checked()
    picture(page, "meja-terima-banyak")
    watch.look(page)
    page.keyboard.press("s")
    expect(page.get_by_role("button", name="Terima yang dicentang")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text(f"{listed - 1} pertanyaan diterima.")


def he_asks_the_agency(page: Page) -> None:
    row(page, "14.1")
    points(page).fill("1")
    page.get_by_label("Alasan berbeda").select_option(label="Bukti kurang lengkap")
    save(page)
    row(page, "14.1")
    page.get_by_text("Minta perbaikan", exact=True).click()
    page.get_by_role("button", name="Kirim catatan").click()
    expect(verdict(page)).to_contain_text("Tulis isinya dulu")
    page.get_by_label("Alasan", exact=True).select_option(label="Bukti kurang lengkap")
    page.get_by_label("Catatan untuk daerah").fill("Tiga puskesmas belum ada di tabel.")
    page.get_by_role("button", name="Kirim catatan").click()
    expect(verdict(page)).to_contain_text("Menunggu tanggapan")


def she_answers_the_note(page: Page, watch: Watch) -> None:
    page.goto("/catatan/")
    expect(page.locator("main")).to_contain_text("Tiga puskesmas belum ada di tabel.")
    watch.look(page)
    page.get_by_role("link", name="Perbaiki jawaban dan bukti").click()
    page.get_by_role("button", name="Lihat bukti").click()
    table = {"name": "Tabel 41 puskesmas.pdf", "mimeType": "application/pdf", "buffer": files.blank_pdf(2)}
    page.locator("#samping input[name=files]").set_input_files([table])
    expect(page.locator(".ly-q .ly-proofs")).to_contain_text("Tabel 41 puskesmas")
    page.goto("/catatan/")
    page.get_by_label("Tanggapan").fill("Tabel sudah lengkap, 41 puskesmas.")
    page.get_by_role("button", name="Kirim tanggapan").click()
    expect(page.locator("body")).to_contain_text("Tanggapan terkirim.")
    expect(page.get_by_label("Tanggapan")).to_have_count(0)


def what_changed_is_judged_again(page: Page, watch: Watch) -> None:
    page.goto(page.url.split("?")[0])
    expect(page.locator("a[data-row='14.1']")).to_contain_text(re.compile("Berubah|tanggapan"))
    row(page, "14.1")
    expect(verdict(page)).to_contain_text("Berubah sesudah dinilai: bukti. Nilai lagi.")
    expect(verdict(page)).to_contain_text("Tabel sudah lengkap, 41 puskesmas.")
    picture(page, "meja-berubah")
    watch.look(page)
    page.get_by_role("button", name=re.compile("^Terima ")).click()
    expect(page.locator("a[data-row='14.1']")).to_contain_text(re.compile("Dinilai|tanggapan"))
    row(page, "14.1")
    verdict(page).press("e")
    expect(page.get_by_role("button", name="Selesaikan catatan")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_contain_text("Catatan 14.1 selesai.")


def two_judge_one_row(hadi: Page, dewi: Page, watch: Watch) -> None:
    row(hadi, "13.3")
    dewi.goto(hadi.url)
    points(dewi).fill("0,5")
    dewi.get_by_label("Alasan berbeda").select_option(label="Hitungan keliru")
    save(dewi)
    expect(dewi.locator("body")).to_contain_text("13.3 dinilai.")
    points(hadi).fill("0,25")
    hadi.get_by_label("Alasan berbeda").select_option(label="Bukti kurang lengkap")
    save(hadi)
    both = hadi.locator(".ly-conflict")
    expect(both).to_contain_text("Orang lain menilai pertanyaan ini lebih dulu.")
    expect(both).to_contain_text(re.compile("0,5, Dewi"))
    expect(both).to_contain_text("0,25")
    expect(points(hadi)).to_have_value("0,25")
    picture(hadi, "meja-dua-orang")
    watch.look(hadi)
    save(hadi)
    expect(hadi.locator("a[data-row='13.3']")).to_contain_text("0,25")
    row(hadi, "13.3")
    he_finds_as_typed(hadi, "0,25", "", "", draft=False)


def too_late(page: Page, watch: Watch, home: Path) -> None:
    row(page, "13.4")
    points(page).fill("0,25")
    page.get_by_label("Alasan berbeda").select_option(label="Bukti kurang lengkap")
    page.get_by_label("Catatan penilaian").fill("Baru terbaca setengahnya.")
    staging.play(home, "late")
    save(page)
    expect(verdict(page)).to_contain_text("Waktu tahap ini sudah habis")
    expect(verdict(page)).to_contain_text("Baru terbaca setengahnya.")
    watch.look(page)
    staging.play(home, "windows")


def he_hands_the_stage_on(page: Page, watch: Watch, home: Path) -> None:
    page.goto("/hasil/")
    page.locator("main").get_by_role("link", name="Ogan Ilir").first.click()
    page.get_by_role("link", name="Tutup tahap ini").click()
    page.get_by_label("Saya sudah membaca").check()
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator(".ly-error-summary")).to_contain_text("belum dinilai")
    staging.play(home, "rest_by_province")
    page.goto("/meja/")
    page.locator(".ly-task", has_text="Ogan Ilir").get_by_role("link").click()
    page.get_by_role("link", name="Hasil dan tutup tahap").click()
    page.get_by_role("link", name="Tutup tahap ini").click()
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator(".ly-error-summary")).to_contain_text("tanda")
    picture(page, "tutup-tahap")
    watch.look(page)
    page.get_by_label("Saya sudah membaca").check()
    page.get_by_role("button", name="Lanjutkan").click()
    expect(page.locator("#posisi")).to_contain_text("Verifikasi administrasi provinsi")
    picture(page, "hasil-provinsi")
    watch.look(page)
    page.goto("/meja/")
    expect(page.locator(".ly-task", has_text="Ogan Ilir")).to_have_count(0)
