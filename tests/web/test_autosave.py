"""Nothing typed is lost: the state is said, retried, restored, and two people never overwrite each other."""

import re
from typing import Any

import pytest
from django.template import engines
from playwright.sync_api import Page, expect

from tests.web.stage import Answer, Call, dress, part

pytestmark = pytest.mark.journey


def acknowledged(call: Call) -> Answer:
    """As the server does: the next version and the points, out of band."""
    after = int(call.form["version"]) + 1
    fresh = f'<input type="hidden" name="version" id="v" value="{after}" hx-swap-oob="true">'
    return 200, fresh + f'<output id="p" hx-swap-oob="true">{after}</output>', {}


def state(page: Page) -> Any:
    return page.locator("[data-save-state]")


def test_typing_is_saved_on_the_version_the_server_gave_last(page, stage):
    stage.page_html, stage.answer = dress(part("form")), acknowledged
    stage.visit(page)
    page.locator("#c").press_sequentially(" lagi")
    expect(state(page)).to_have_text(re.compile(r"Tersimpan \d\d\.\d\d"))
    page.get_by_label("satu").check()
    expect(page.locator("#p")).to_have_text("5")
    sent = [(c.form["version"], c.form["note"], c.form.get("rung")) for c in stage.calls]
    assert sent[0][0] == "3"
    assert sent[-1] == ("4", page.locator("#c").input_value(), "1")
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('layak:draf'))") == []


def test_a_lost_signal_keeps_the_words_and_sends_them_when_told_to(page, stage):
    stage.page_html, stage.answer = dress(part("form")), lambda call: None
    stage.visit(page)
    page.locator("#c").fill("tanpa sinyal")
    expect(state(page)).to_contain_text("Belum terkirim. Tulisan Anda aman di layar ini")
    expect(page.locator("#c")).to_have_value("tanpa sinyal")
    stage.answer = acknowledged
    page.get_by_role("button", name="Coba sekarang").click()
    expect(state(page)).to_contain_text("Tersimpan")
    assert stage.calls[-1].form["note"] == "tanpa sinyal"


def test_words_that_never_arrived_are_put_back_after_a_reload(page, stage):
    stage.page_html, stage.answer = dress(part("form")), lambda call: (503, "", {})
    page.on("dialog", lambda dialog: dialog.accept())
    stage.visit(page)
    page.locator("#c").fill("belum sampai")
    expect(state(page)).to_contain_text("Belum terkirim")
    stage.answer = acknowledged
    page.reload()
    expect(page.locator("#c")).to_have_value("belum sampai")
    expect(state(page)).to_contain_text("Tersimpan")
    assert stage.calls[-1].form == {"version": "3", "note": "belum sampai"}


def test_leaving_with_unsent_words_asks_first(page, stage):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    stage.page_html, stage.answer = dress(part("form")), lambda call: None
    stage.visit(page)
    page.locator("#c").click()
    page.locator("#c").fill("x")
    expect(state(page)).to_contain_text("Belum terkirim")
    page.reload()
    assert asked == ["beforeunload"]


def stale(call: Call) -> Answer:
    """Refuse everything that is not on top of version 9."""
    if call.form["version"] == "9":
        return acknowledged(call)
    return 409, engines["django"].from_string(part("conflict")).render({}), {}


def test_a_stale_save_shows_both_values_and_waits_for_the_choice(page, stage):
    stage.page_html, stage.answer = dress(part("form")), stale
    stage.visit(page)
    page.locator("#c").fill("punya saya")
    expect(state(page)).to_contain_text("orang lain menyimpan lebih dulu")
    expect(page.get_by_role("alert")).to_contain_text("punya dia")
    expect(page.locator("#c")).to_have_value("punya saya")
    page.get_by_role("button", name="Pakai tulisan saya").click()
    expect(state(page)).to_contain_text("Tersimpan")
    assert stage.calls[-1].form["version"] == "9"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ((401, "", {}), "Anda sudah keluar"),
        ((302, "", {"Location": "/masuk/"}), "Anda sudah keluar"),
        ((403, "<p data-refusal>Jendela sudah ditutup.</p>", {}), "Jendela sudah ditutup."),
        (
            (422, '<output id="p" hx-swap-oob="true">Angka terlalu besar</output>', {}),
            "ada yang perlu diperbaiki",
        ),
    ],
)
def test_a_refused_save_says_why_and_keeps_the_text(page, stage, answer, sentence):
    stage.page_html, stage.answer = dress(part("form")), lambda call: answer
    stage.visit(page)
    page.locator("#c").fill("tetap di sini")
    expect(state(page)).to_contain_text(sentence)
    expect(page.locator("#c")).to_have_value("tetap di sini")
    assert len(stage.calls) == 1
