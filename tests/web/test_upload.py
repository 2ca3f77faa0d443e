"""A file arrives byte for byte over a line that breaks, and its figures are true."""

import json

import pytest
from playwright.sync_api import expect

from tests.web.stage import Answer, Call, dress

pytestmark = pytest.mark.journey


class Shelf:
    """A server for pieces: remembers what arrived and breaks when told to."""

    def __init__(self, chunk: int = 1000) -> None:
        self.stored, self.chunk, self.breaks, self.named = b"", chunk, set(), []

    def __call__(self, call: Call) -> Answer | None:
        return getattr(self, call.method.lower())(call)

    def post(self, call: Call) -> Answer:
        self.named.append(call.body.decode("utf-8", "replace"))
        body = {"id": "a", "offset": 0, "chunk_size": self.chunk, "url": "/unggah/a/"}
        return 201, json.dumps(body), {"Content-Type": "application/json"}

    def get(self, call: Call) -> Answer:
        return 200, json.dumps({"offset": len(self.stored)}), {"Content-Type": "application/json"}

    def patch(self, call: Call) -> Answer | None:
        assert int(call.headers["Upload-Offset"]) == len(self.stored)
        if len(self.stored) in self.breaks:
            self.breaks.remove(len(self.stored))
            self.stored += call.body  # it arrived, but the answer was lost on the way
            return None
        self.stored += call.body
        return self.stand(200)

    def stand(self, status: int) -> Answer:
        if len(self.stored) < 3500:
            return status, json.dumps({"offset": len(self.stored)}), {}
        document = {"id": 1, "title": "SK 2025", "url": "/bukti/1/", "state": "siap"}
        return 201, json.dumps({"offset": 3500, "document": document}), {}

    def delete(self, call: Call) -> Answer:
        self.stored = b""
        return 204, "", {}


UPLOADER = '{% include "components/uploader.html" with action="/unggah/" hidden=hidden %}'
FILE = {
    "name": "SK konselor 2025.pdf",
    "mimeType": "application/pdf",
    "buffer": bytes(i % 251 for i in range(3500)),
}


def test_a_broken_upload_continues_where_it_stopped_and_arrives_byte_for_byte(page, stage):
    shelf = Shelf()
    shelf.breaks = {1000}
    stage.page_html, stage.answer = dress(UPLOADER, hidden={"question": "14.7"}), shelf
    stage.visit(page)
    page.locator("[name=files]").set_input_files(FILE)
    expect(page.locator("[data-says]")).to_contain_text("Bagian yang sudah terkirim aman")
    expect(page.get_by_role("link", name="SK 2025")).to_be_visible(timeout=10_000)
    assert shelf.stored == FILE["buffer"]
    assert "14.7" in shelf.named[0]
    expect(page.locator("[data-upload-count]")).to_have_text("1 dari 1 berkas selesai")
    expect(page.locator(".ly-uploads .ly-mark")).to_have_text("Siap")


def test_an_upload_continues_after_a_reload_when_the_same_file_is_chosen(page, stage, tmp_path):
    shelf = Shelf()
    path = tmp_path / "SK.pdf"
    path.write_bytes(FILE["buffer"])
    stage.page_html = dress(UPLOADER)
    stage.answer = lambda call: None if call.method == "PATCH" and shelf.stored else shelf(call)
    page.on("dialog", lambda dialog: dialog.accept())
    stage.visit(page)
    page.locator("[name=files]").set_input_files(path)
    expect(page.locator("[data-says]")).to_contain_text("Bagian yang sudah terkirim aman")
    page.reload()
    stage.answer = shelf
    page.locator("[name=files]").set_input_files(path)
    expect(page.get_by_role("link", name="SK 2025")).to_be_visible()
    assert shelf.stored == FILE["buffer"]
    assert len(shelf.named) == 1


def test_a_paused_upload_shows_true_figures_and_goes_on_when_asked(page, stage):
    shelf = Shelf()
    held = []
    stage.answer = lambda call: (
        (held.append(1), None)[1]
        if call.method == "PATCH" and shelf.stored and len(held) < 1
        else shelf(call)
    )
    stage.page_html = dress(UPLOADER)
    stage.visit(page)
    page.locator("[name=files]").set_input_files(FILE)
    expect(page.locator("[data-figures]")).to_have_text("1 dari 4 kB")
    expect(page.get_by_role("link", name="SK 2025")).to_be_visible(timeout=10_000)


def test_a_file_that_was_picked_before_the_script_came_is_sent_too(page, stage):
    shelf, late = Shelf(), []
    page.route("**/upload*.js", lambda route: late.append(route))
    stage.page_html, stage.answer = dress(UPLOADER), shelf
    page.goto(stage.address, wait_until="commit")
    page.locator("[name=files]").set_input_files(FILE)
    late[0].continue_()
    expect(page.get_by_role("link", name="SK 2025")).to_be_visible(timeout=10_000)
    assert shelf.stored == FILE["buffer"]


def test_a_refused_file_says_the_servers_sentence(page, stage):
    sentence = "Berkas ini terkunci kata sandi. Buka kuncinya, lalu unggah lagi."
    stage.answer = lambda call: (422, json.dumps({"sentence": sentence}), {})
    stage.page_html = dress(UPLOADER)
    stage.visit(page)
    page.locator("[name=files]").set_input_files(FILE)
    expect(page.locator("[data-says]")).to_have_text(sentence)
