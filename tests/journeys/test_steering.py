"""Yusuf steers the district; Sri reads and prints; Agus opens a year."""

import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.pictures import picture


def test_a_number_of_the_control_room_opens_down_to_the_page_of_the_proof(enter, watch):
    page = enter("Yusuf")
    expect(page.locator("#posisi")).to_contain_text("Nindya")
    picture(page, "ruang-kendali")
    watch.look(page)
    page.get_by_role("link", name="768,81").first.click()
    drawer = page.locator("dialog[open]")
    expect(drawer).to_contain_text("768,81")
    picture(page, "dari-mana-poin")
    watch.look(page)
    drawer.get_by_role("link", name=re.compile("kesehatan", re.IGNORECASE)).first.click()
    expect(page.locator("dialog[open], main")).to_contain_text(["14"])
    page.goto("/ruang-kendali/2/rincian/14/")
    page.get_by_role("link", name="Data Terpilah Kesehatan Ibu dan Anak").first.click()
    expect(page.locator("#halaman img")).to_have_attribute("alt", re.compile("Halaman 1 dari Data Terpilah"))
    watch.look(page)


def test_the_secretariat_reminds_reassigns_and_returns(enter, watch):
    page = enter("Yusuf")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name=re.compile("^Ingatkan ")).last.click()
    expect(page.locator("body")).to_contain_text("instansi diingatkan.")
    expect(page.locator("#instansi")).to_contain_text("diingatkan hari ini")
    page.goto("/pembagian/2/baris/14.5/")
    page.get_by_label("Penanggung jawab").select_option(label="Dinas PPPA")
    page.get_by_role("button", name="Simpan pembagian").click()
    expect(page.locator("main")).to_contain_text("Dinas PPPA")
    watch.look(page)
    page.goto("/pembagian/2/")
    picture(page, "pembagian")
    page.goto("/lembar/2/pertanyaan/15.1/")
    page.get_by_text("Kembalikan dengan catatan").click()
    page.get_by_label("Apa yang perlu diperbaiki").fill("SK yang dipasang belum bertanda tangan.")
    page.get_by_role("button", name="Kembalikan 15.1").click()
    expect(page.locator("body")).to_contain_text("15.1 dikembalikan")


def test_an_agencys_rows_go_out_as_a_workbook_and_come_back(enter, watch, tmp_path):
    page = enter("Yusuf")
    page.goto("/excel/")
    picture(page, "excel")
    with page.expect_download() as waiting:
        page.locator("a[href$='isian/16.xlsx']").click()
    waiting.value.save_as(tmp_path / "isian.xlsx")
    filled = fill(tmp_path / "isian.xlsx")
    page.get_by_label("Lembar isian yang sudah diisi").set_input_files(filled)
    page.get_by_role("button", name="Lihat perubahannya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Perubahan dari Excel")
    expect(page.locator("main")).to_contain_text("1 baris berubah.")
    picture(page, "excel-perubahan")
    watch.look(page)
    page.get_by_role("button", name="Terapkan yang dipilih").click()
    expect(page.locator("body")).to_contain_text("1 baris diterapkan.")


def fill(book: Path) -> Path:
    """The workbook as someone would fill it: a note typed beside the first row that has none."""
    opened = load_workbook(book)
    for sheet in opened.worksheets:
        cell = next((c for row in sheet.iter_rows() for c in row if str(c.value).startswith("Catatan")), None)
        if cell is not None and not cell.protection.hidden:
            below = sheet.cell(cell.row + 1, cell.column)
            below.value = "Diisi di luar jaringan."
            break
    opened.save(book)
    return book


def test_the_leader_has_one_page_to_print(enter, watch):
    page = enter("Sri")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lembar pimpinan")
    picture(page, "lembar-pimpinan")
    page.emulate_media(media="print")
    hidden = page.locator("nav:visible, .ly-tabs:visible")
    expect(hidden).to_have_count(0)
    sheets = page.pdf(format="A4").count(b"/Type /Page\n") + page.pdf(format="A4").count(b"/Type /Page/")
    assert sheets <= 3
    page.emulate_media(media="screen")
    watch.look(page)


def test_the_admin_opens_a_year(enter, watch):
    page = enter("Agus")
    page.goto("/siklus/baru/")
    watch.look(page)
    page.get_by_label("Tahun evaluasi").fill("2028")
    page.get_by_label("Nama siklus").fill("Evaluasi KLA 2028")
    page.get_by_label("Edisi instrumen").select_option("kla-2024")
    page.get_by_label("Tahun data pertama").fill("2026")
    page.get_by_label("Tahun data terakhir").fill("2027")
    page.locator("[name=self_opens]").fill("2028-03-01T00:00")
    page.locator("[name=self_closes]").fill("2028-04-30T23:59")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2028")
    expect(page.locator("body")).to_contain_text("Siklus tersimpan.")
    picture(page, "siklus")
    watch.look(page)
