"""A row's way through an agency: Rina answers on a phone, Ketut decides at his desk, Rina mends."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.evidence import files
from tests.journeys.looking import Watch
from tests.journeys.pictures import picture

PDF, JPEG = "application/pdf", "image/jpeg"
QUESTION = "/lembar/2/pertanyaan/{}/"
SAVED, UNSENT = re.compile("Tersimpan"), re.compile("Belum terkirim. Tulisan Anda aman")


def state(page: Page, code: str) -> Locator:
    """The line that says whether the answer is saved."""
    return page.locator(f"#w-{code.replace('.', '-')}")


def figures(page: Page) -> Locator:
    """The fields of a question of two years, row by row."""
    return page.locator(".ly-years input")


def fill(page: Page, *values: str) -> None:
    for field, value in zip(figures(page).all(), values, strict=True):
        field.fill(value)
    figures(page).last.blur()


def test_a_row_goes_from_the_operators_phone_to_the_head_and_back(enter, watch):
    watch.expected = ("status of 422", "ERR_INTERNET_DISCONNECTED")
    rina = enter("Rina", phone=True)
    she_sees_what_is_asked(rina, watch)
    she_chooses_a_rung(rina, watch)
    she_corrects_an_impossible_number(rina, watch)
    she_loses_the_network_and_nothing_else(rina, watch)
    she_proves_it(rina, watch)
    she_sends_her_drafts(rina, watch)
    ketut = enter("Ketut")
    he_approves_two_and_returns_one(ketut, watch)
    she_mends_what_came_back(rina, watch)


def she_sees_what_is_asked(page: Page, watch: Watch) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rina Marlina")
    expect(page.locator(".ly-lead")).to_contain_text("pertanyaan menunggu Dinas Kesehatan")
    expect(page.locator(".ly-task").first).to_contain_text("Perlu perbaikan")
    picture(page, "tugas-saya")
    watch.look(page)
    page.get_by_role("link", name="Berapa persen fasilitas umum yang punya Ruang ASI?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pertanyaan 14.6")


def she_chooses_a_rung(page: Page, watch: Watch) -> None:
    page.goto(QUESTION.format("14.9"))
    page.get_by_label("Cara mengisi", exact=True).select_option("choice")
    page.locator(".ly-rung").nth(1).click()
    expect(state(page, "14.9")).to_have_text(SAVED)
    page.reload()
    expect(page.locator(".ly-rung input").nth(1)).to_be_checked()
    watch.look(page)


def she_corrects_an_impossible_number(page: Page, watch: Watch) -> None:
    page.goto(QUESTION.format("14.6"))
    fill(page, "20", "45", "40", "32")
    expect(page.locator("[data-problem]").first).to_be_visible()
    expect(figures(page).nth(1)).to_have_attribute("aria-invalid", "true")
    expect(state(page, "14.6")).to_contain_text("ada yang perlu diperbaiki")
    picture(page, "angka-tidak-mungkin")
    watch.look(page)
    fill(page, "20", "28", "40", "32")
    expect(state(page, "14.6")).to_have_text(SAVED)
    expect(page.locator(".ly-years .result")).to_contain_text("87,5")


def she_loses_the_network_and_nothing_else(page: Page, watch: Watch) -> None:
    page.context.set_offline(True)
    fill(page, "20", "30", "40", "32")
    expect(state(page, "14.6")).to_contain_text(UNSENT)
    picture(page, "tanpa-sinyal", of=state(page, "14.6"))
    page.context.set_offline(False)
    expect(state(page, "14.6")).to_have_text(SAVED)
    page.reload()
    assert [field.input_value() for field in figures(page).all()] == ["20", "30", "40", "32"]


def she_proves_it(page: Page, watch: Watch) -> None:
    page.get_by_role("button", name="Lihat bukti").click()
    pane = page.locator("#samping")
    pane.locator("input[name=files]").set_input_files(
        [
            {"name": "SK Ruang ASI.pdf", "mimeType": PDF, "buffer": files.blank_pdf(3)},
            {"name": "Foto ruang ASI.jpg", "mimeType": JPEG, "buffer": files.picture()},
            {"name": "rusak.pdf", "mimeType": PDF, "buffer": b"%PDF-1.7 terpotong"},
        ]
    )
    expect(page.locator(".ly-q .ly-proofs")).to_contain_text("SK Ruang ASI")
    expect(page.locator("body")).to_contain_text("Foto ruang ASI")
    page.goto(f"{QUESTION.format('14.6')}bukti/")
    page.get_by_role("link", name="SK Ruang ASI").first.click()
    page.goto(f"{QUESTION.format('14.6')}bukti/")
    page.get_by_label("Halaman yang membuktikan").fill("2")
    page.get_by_role("button", name="Simpan halaman").click()
    expect(page.get_by_label("Halaman yang membuktikan")).to_have_value("2")
    picture(page, "bukti-pertanyaan")
    watch.look(page)


def she_sends_her_drafts(page: Page, watch: Watch) -> None:
    page.goto(QUESTION.format("14.6"))
    page.get_by_role("button", name=re.compile("Kirim . draf")).click()
    expect(page.locator("body")).to_contain_text("dikirim")
    page.goto("/lembar/2/14/")
    watch.look(page)
    expect(page.get_by_role("button", name=re.compile("Kirim . draf"))).to_have_count(0)


def he_approves_two_and_returns_one(page: Page, watch: Watch) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Persetujuan")
    picture(page, "persetujuan")
    watch.look(page)
    page.on("dialog", lambda dialog: dialog.accept())
    tick(page, "14.9", "12.1")
    page.get_by_role("button", name="Setujui yang dicentang").click()
    expect(page.locator("body")).to_contain_text("2 jawaban disetujui.")
    tick(page, "14.6")
    page.get_by_text("Kembalikan yang dicentang dengan catatan").click()
    page.get_by_label("Apa yang perlu diperbaiki").fill("Angka 2025 belum termasuk pasar.")
    page.get_by_role("button", name="Kembalikan yang dicentang", exact=True).click()
    expect(page.locator("body")).to_contain_text("1 jawaban dikembalikan.")


def tick(page: Page, *codes: str) -> None:
    """Only these rows of the desk, wherever they stand in it."""
    if not page.get_by_label(f"Pilih {codes[0]}", exact=True).count():
        page.get_by_role("link", name=re.compile("[Bb]erikut")).click()
    for box in page.locator("input[name=row]").all():
        box.set_checked(False)
    for code in codes:
        page.get_by_label(f"Pilih {code}", exact=True).check()


def she_mends_what_came_back(page: Page, watch: Watch) -> None:
    page.goto("/tugas/")
    first = page.locator(".ly-task-group + ul")
    expect(first.first).to_contain_text("14.6")
    page.goto(QUESTION.format("14.6"))
    expect(page.locator(".ly-note-fix")).to_contain_text("Angka 2025 belum termasuk pasar.")
    picture(page, "dikembalikan")
    fill(page, "20", "31", "40", "36")
    expect(state(page, "14.6")).to_have_text(SAVED)
    page.get_by_role("button", name="Kirim 14.6").click()
    expect(page.locator("body")).to_contain_text("14.6 dikirim")
