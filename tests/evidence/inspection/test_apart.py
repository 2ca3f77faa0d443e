"""Opening files apart from the server: hostile ones are ended and refused, and the next one is served."""

import io
import os
import signal
import threading
import time
from dataclasses import replace

import psutil
import pytest
from django.utils import translation

from layak.core.refusal import Refused
from layak.evidence.inspection import apart, inspect
from tests.evidence import files, hostile

PDF = files.text_pdf("LAPORAN KIA 2025", "NOMOR: 1/2025", "ditetapkan pada tanggal 14 Maret 2025")


def opened(content: bytes, name: str = "a.pdf"):
    return apart.inspect(io.BytesIO(content), name)


def refusal(content: bytes, name: str = "a.pdf") -> str:
    with pytest.raises(Refused) as raised:
        opened(content, name)
    return raised.value.refusal.code


def helper() -> psutil.Process:
    apart.ready()
    return psutil.Process(apart._helper.process.pid)


@pytest.fixture
def hurried(monkeypatch):
    """One second for each file instead of many."""
    monkeypatch.setattr(apart, "BOUNDS", replace(apart.BOUNDS, seconds=1))
    monkeypatch.setattr(apart, "DRAWING", replace(apart.DRAWING, seconds=1))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PDF, "Laporan KIA.pdf"),
        (files.picture(), "rapat.jpg"),
        (files.docx(), "laporan.docx"),
        (files.archive(("rapat.jpg", files.picture())), "lampiran.zip"),
    ],
)
def test_a_file_tells_the_same_apart_as_it_would_here(content, name):
    assert opened(content, name) == inspect(io.BytesIO(content), name)


def test_a_refusal_comes_back_in_the_readers_language():
    for language, begin in (("id", "PDF ini dikunci"), ("en", "This PDF is locked")):
        with translation.override(language), pytest.raises(Refused) as raised:
            opened(files.locked_pdf())
        assert str(raised.value.refusal.sentence).startswith(begin)


def test_a_pdf_that_never_ends_is_ended_and_refused(hurried):
    began = time.monotonic()
    assert refusal(hostile.endless_pdf()) == "file-too-heavy"
    assert time.monotonic() - began < 10
    assert opened(PDF).pages == 1


def test_a_page_that_never_ends_is_not_drawn(hurried):
    with pytest.raises(Refused) as raised:
        apart.draw(io.BytesIO(hostile.endless_pdf()), "application/pdf", 1, 480)
    assert raised.value.refusal.code == "file-too-heavy"


def test_a_file_that_wants_all_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr(apart, "BOUNDS", replace(apart.BOUNDS, memory_bytes=150_000_000, seconds=60))
    assert refusal(hostile.swelling_pdf()) == "file-too-heavy"
    assert refusal(hostile.flat_png(7700, 7700), "a.png") == "file-too-heavy"
    assert opened(PDF).pages == 1


def test_a_picture_of_nine_hundred_million_pixels_is_refused_unopened():
    assert refusal(hostile.flat_png(30_000, 30_000, rows=100), "peta.png") == "file-too-many-pixels"


def test_twisted_pdfs_are_refused_or_read_but_never_hang():
    assert refusal(hostile.circular_pdf()) == "file-broken"
    assert opened(hostile.deep_pdf()).pages == 1


def test_the_largest_welcome_picture_is_opened_and_drawn_within_the_bounds():
    content = hostile.flat_png(7700, 7700)
    assert opened(content, "peta.png").width == 7700
    assert apart.draw(io.BytesIO(content), "image/png", 1, 480)[8:12] == b"WEBP"


def test_a_page_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(IndexError):
        apart.draw(io.BytesIO(PDF), "application/pdf", 2, 480)


def test_a_process_killed_at_its_file_refuses_that_file_only():
    def kill_those_at_work() -> None:
        while not (busy := [child for child in helper().children() if child.cpu_times().user > 0.5]):
            time.sleep(0.05)
        for child in busy:
            child.kill()

    killer = threading.Thread(target=kill_those_at_work)
    killer.start()
    assert refusal(hostile.endless_pdf(depth=7)) == "file-too-heavy"
    killer.join()
    assert opened(PDF).pages == 1


def test_a_helper_that_was_killed_is_started_again():
    first = helper()
    first.kill()
    assert [opened(PDF).pages for _ in range(3)] == [1, 1, 1]  # the first by the fork that was ready
    assert helper().pid != first.pid


def test_ctrl_c_at_the_terminal_does_not_end_the_helper_before_the_server():
    first = helper()
    os.kill(first.pid, signal.SIGINT)
    assert (opened(PDF).pages, helper().pid) == (1, first.pid)


def test_several_files_at_once_each_get_their_own_answer():
    found: dict[int, int | None] = {}

    def ask(pages: int) -> None:
        found[pages] = opened(files.blank_pdf(pages)).pages

    threads = [threading.Thread(target=ask, args=[pages]) for pages in range(1, 9)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert found == {pages: pages for pages in range(1, 9)}


def test_the_helper_ends_with_the_last_who_could_ask_it():
    theirs = apart._Helper()
    theirs.door.close()
    assert theirs.process.wait(timeout=30) == 0
