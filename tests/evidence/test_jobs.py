"""Looking after the store: what is lost is named, and drawn pages do not fill the disk."""

import os
import time

import pytest

from layak.evidence import jobs, pages, storage
from layak.evidence.actions import keeping
from tests.evidence import files


@pytest.fixture
def page(settings):
    """Make a drawn page of some bytes that was last looked at so many days ago."""

    def make(name: str, days: float, size: int = 1000):
        folder = settings.EVIDENCE_CACHE / name[:2]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(bytes(size))
        moment = time.time() - days * 86_400
        os.utime(folder / name, (moment, moment))

    return make


def left(settings) -> set[str]:
    return {file.name for file in settings.EVIDENCE_CACHE.rglob("*") if file.is_file()}


def test_pages_that_nobody_looked_at_for_long_go(settings, page):
    page("aa-1-480.webp", 91)
    page("ab-1-480.webp", 89)
    page("ac-draft", 91)
    assert (jobs.prune_pages(), left(settings)) == (2, {"ab-1-480.webp"})


def test_when_there_are_too_many_the_longest_unseen_go_first(settings, page):
    settings.PAGES_BYTES = 2500
    for days in (1, 2, 3, 4):
        page(f"{days}a-1-480.webp", days)
    assert (jobs.prune_pages(), left(settings)) == (2, {"1a-1-480.webp", "2a-1-480.webp"})


def test_an_instance_that_drew_nothing_yet_has_nothing_to_prune():
    assert jobs.prune_pages() == 0


def test_a_page_that_was_pruned_is_drawn_again(settings, add):
    blob = add(files.text_pdf("LAPORAN"), "a.pdf").newest.blob
    first = pages.drawn(blob.sha256, blob.mime, 1, 480)
    settings.PAGES_BYTES = 0
    assert jobs.prune_pages() == 1
    assert pages.drawn(blob.sha256, blob.mime, 1, 480) == first


def test_a_store_that_is_whole_has_lost_nothing(add):
    add(files.text_pdf("satu"), "a.pdf")
    add(files.picture(), "b.jpg")
    assert list(jobs.lost()) == []


def test_files_that_are_gone_or_were_changed_are_named_with_their_document(add):
    changed, gone = add(files.text_pdf("satu"), "a.pdf"), add(files.text_pdf("dua"), "b.pdf")
    print_of_ours = keeping.keep(b"berita acara", "application/pdf")
    add(files.text_pdf("tiga"), "c.pdf")

    def place(sha256: str):
        return storage.files().path(storage.name_of(sha256))

    with open(place(changed.newest.blob_id), "r+b") as file:
        file.write(b"x")
    os.unlink(place(gone.newest.blob_id))
    os.truncate(place(print_of_ours), 3)
    assert {(lost.sha256, lost.loss, lost.document, lost.filename) for lost in jobs.lost()} == {
        (changed.newest.blob_id, jobs.Loss.CHANGED, changed.pk, "a.pdf"),
        (gone.newest.blob_id, jobs.Loss.MISSING, gone.pk, "b.pdf"),
        (print_of_ours, jobs.Loss.CHANGED, None, ""),
    }
