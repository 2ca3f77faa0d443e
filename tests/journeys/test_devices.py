"""The same work in two tabs, with the keyboard alone, without JavaScript, and in English."""

import re

from playwright.sync_api import expect

from tests.evidence import files
from tests.journeys.pictures import picture

QUESTION = "/lembar/2/pertanyaan/{}/"


def test_the_second_of_two_tabs_is_shown_both_values(enter, watch):
    watch.expected = ("status of 409",)
    first = enter("Rina")
    first.goto(QUESTION.format("13.6"))
    second = first.context.new_page()
    second.goto(QUESTION.format("13.6"))
    first.locator("[name=points]").fill("2,5")
    first.locator("[name=points]").blur()
    expect(first.locator("#w-13-6")).to_contain_text("Tersimpan")
    second.locator("[name=points]").fill("1,5")
    second.locator("[name=points]").blur()
    both = second.locator("[data-conflict]")
    expect(both).to_contain_text("2,5")
    expect(both).to_contain_text("1,5")
    expect(second.locator("[name=points]")).to_have_value("1,5")
    picture(second, "dua-orang")
    watch.look(second)
    both.get_by_role("button", name="Pakai tulisan saya").click()
    expect(second.locator("#w-13-6")).to_contain_text("Tersimpan")
    first.reload()
    expect(first.locator("[name=points]")).to_have_value("1,5")


def test_the_sheet_is_answered_with_the_keyboard_alone(enter, watch):
    page = enter("Yusuf")
    page.goto("/lembar/2/7/")
    picture(page, "lembar")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_class(re.compile("ly-skip"))
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    expect(page.locator("[data-card]").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("[data-card]").first).to_be_focused()
    page.goto("/lembar/2/12/")
    for _ in range(6):
        page.keyboard.press("j")
    expect(page.locator("#q-12-7")).to_be_focused()
    watch.look(page)


def test_digits_choose_a_rung_and_c_opens_the_comments(enter, watch):
    page = enter("Rina")
    page.goto("/lembar/2/12/")
    page.locator("#k-12-7").select_option("choice")
    page.locator("#q-12-7").focus()
    page.keyboard.press("2")
    expect(page.locator("#q-12-7 .ly-rung input").nth(1)).to_be_checked()
    expect(page.locator("#w-12-7")).to_contain_text("Tersimpan")
    page.keyboard.press("c")
    expect(page.locator("#x-12-7")).to_be_visible()
    page.locator("#x-12-7").fill("Datanya dari bidang Kesmas.")
    page.get_by_role("button", name="Kirim komentar 12.7").press("Enter")
    expect(page.locator("body")).to_contain_text("Komentar tersimpan.")


def test_everything_works_without_javascript(enter, watch):
    watch.expected = ("status of 422",)
    page = enter("Rina", phone=True, java_script_enabled=False)
    page.goto(QUESTION.format("13.6"))
    page.locator("[name=points]").fill("9")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("[name=points]")).to_have_value("9")
    expect(page.locator("#f-13-6")).to_contain_text("4")
    page.locator("[name=points]").fill("3,125")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.goto(f"{QUESTION.format('13.6')}bukti/")
    chosen = [{"name": "Inovasi.pdf", "mimeType": "application/pdf", "buffer": files.blank_pdf()}]
    page.locator("input[name=files]").set_input_files(chosen)
    page.get_by_role("button", name="Unggah", exact=True).click()
    expect(page.locator("body")).to_contain_text("Inovasi")
    page.goto(QUESTION.format("13.6"))
    expect(page.locator("[name=points]")).to_have_value("3,125")
    page.get_by_role("button", name="Kirim 13.6").click()
    expect(page.locator("body")).to_contain_text("13.6 dikirim")
    head = enter("Ketut", java_script_enabled=False)
    head.goto(QUESTION.format("13.6"))
    head.get_by_role("button", name="Setujui 13.6").click()
    expect(head.locator("body")).to_contain_text("13.6 disetujui")


def test_the_whole_product_speaks_english_when_asked(enter, watch):
    page = enter("Rina")
    page.locator(".ly-me").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/tugas/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Good")
    picture(page, "english")
    watch.look(page)
