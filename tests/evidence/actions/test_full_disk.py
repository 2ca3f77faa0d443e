"""A disk that fills up at any step of an upload: said so, nothing half-stored, and it goes on later."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from layak.core.refusal import Refused
from layak.evidence import storage
from layak.evidence.actions import documents, keeping, uploads
from layak.evidence.inspection import apart
from layak.evidence.models import Blob, Document, Upload, Version
from tests.evidence import files

PDF = files.text_pdf("LAPORAN KIA 2025")
pytestmark = pytest.mark.django_db(transaction=True)

_OVERFLOW = {
    "sqlite": "CREATE TABLE tiny.t AS SELECT zeroblob(100000)",
    "postgresql": "DO $$ BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$",
}


def full(*_args: object, **_more: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def full_database(table: str) -> Iterator[None]:
    """The database finds no room for what is written to a table, with the error it has for that."""

    def overflow(execute, sql, params, many, context):
        if sql.startswith((f'INSERT INTO "{table}"', f'UPDATE "{table}"')):
            context["cursor"].execute(_OVERFLOW[connection.vendor])
        return execute(sql, params, many, context)

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ATTACH ':memory:' AS tiny")
            cursor.execute("PRAGMA tiny.max_page_count = 2")
    with connection.execute_wrapper(overflow):
        yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DETACH tiny")


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as raised:
        act()
    assert raised.value.refusal.code == "disk-full"
    return str(raised.value.refusal.sentence)


@pytest.fixture
def begin(world):
    place = {"by": world.rina, "district": "16.10", "agency": world.dinkes.pk}
    return lambda: uploads.start("Laporan KIA.pdf", len(PDF), **place)


def is_stored(document: Document) -> bool:
    with storage.files().open(storage.name_of(document.newest.blob_id)) as file:
        return file.read() == PDF


@pytest.mark.parametrize(
    ("where", "what"),
    [(Path, "mkdir"), (Path, "touch"), (os, "fsync"), (shutil, "disk_usage")],
    ids=["folder", "name", "flush", "room"],
)
def test_full_at_the_announcement(begin, monkeypatch, stored, where, what):
    with monkeypatch.context() as patch:
        patch.setattr(where, what, full)
        refused(begin)
    assert Upload.objects.count() == 0
    assert set(stored().values()) <= {b""}, "at most an empty name, which the sweep takes"
    assert begin().received == 0


def test_full_database_at_the_announcement(begin, stored):
    with full_database("evidence_upload"):
        refused(begin)
    assert (Upload.objects.count(), stored()) == (0, {})


@pytest.mark.parametrize("what", ["write", "fsync", "ftruncate"])
def test_full_at_a_piece_keeps_the_pieces_before(world, begin, monkeypatch, what):
    upload = uploads.receive(begin(), 0, PDF[:200])
    real = os.ftruncate
    with monkeypatch.context() as patch:
        patch.setattr(os, what, full if what != "ftruncate" else _full_once(real))
        refused(lambda: uploads.receive(upload, 200, PDF[200:]))
    _goes_on(world, upload, 200)


def test_full_database_at_a_piece_keeps_the_pieces_before(world, begin):
    upload = uploads.receive(begin(), 0, PDF[:200])
    with full_database("evidence_upload"):
        refused(lambda: uploads.receive(upload, 200, PDF[200:]))
    _goes_on(world, upload, 200)


def test_no_room_to_unpack_is_not_called_a_broken_file(world, begin, monkeypatch):
    upload = uploads.receive(begin(), 0, PDF)
    with monkeypatch.context() as patch:
        patch.setattr(apart, "inspect", full)
        refused(lambda: uploads.finish(upload, by=world.rina))
    _goes_on(world, upload, len(PDF))


@pytest.mark.parametrize(("where", "what"), [(Path, "mkdir"), (os, "link"), (os, "fsync")])
def test_full_at_the_final_name_keeps_the_file_for_later(world, begin, monkeypatch, stored, where, what):
    upload = uploads.receive(begin(), 0, PDF)
    with monkeypatch.context() as patch:
        patch.setattr(where, what, full)
        refused(lambda: uploads.finish(upload, by=world.rina))
    assert PDF in stored().values()
    _goes_on(world, upload, len(PDF))


@pytest.mark.parametrize(
    "table", ["evidence_blob", "evidence_document", "evidence_version", "trail_entry", "evidence_upload"]
)
def test_full_database_at_the_end_enters_nothing_and_keeps_the_file(world, begin, table):
    upload = uploads.receive(begin(), 0, PDF)
    with full_database(table):
        refused(lambda: uploads.finish(upload, by=world.rina))
    assert [model.objects.count() for model in (Blob, Document, Version)] == [0, 0, 0]
    _goes_on(world, upload, len(PDF))


def test_without_scripts_a_full_disk_asks_for_the_file_once_more(world, add, monkeypatch, stored):
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        sentence = refused(lambda: add(PDF, "a.pdf"))
    assert sentence.endswith("Beri tahu admin, lalu unggah lagi.")
    assert (stored(), Upload.objects.count()) == ({}, 0)
    with full_database("evidence_document"):
        refused(lambda: add(PDF, "a.pdf"))
    assert is_stored(add(PDF, "a.pdf"))


def test_a_paper_of_our_own_is_kept_whole_or_not_at_all(monkeypatch, stored):
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        refused(lambda: keeping.keep(PDF, "application/pdf"))
    with full_database("evidence_blob"):
        refused(lambda: keeping.keep(PDF, "application/pdf"))
    assert (Blob.objects.count(), [n for n in stored() if ".staging" in n]) == (0, [])
    assert stored()[storage.name_of(keeping.keep(PDF, "application/pdf"))] == PDF


def test_another_error_of_the_database_is_not_called_a_full_disk(world, begin, monkeypatch):
    upload = uploads.receive(begin(), 0, PDF)
    monkeypatch.setitem(_OVERFLOW, connection.vendor, "SELECT * FROM nothing_of_the_kind")
    with full_database("evidence_document"), pytest.raises(Exception, match="nothing_of_the_kind"):
        uploads.finish(upload, by=world.rina)


def _full_once(real: Callable[[int, int], None]) -> Callable[[int, int], None]:
    tries = iter([True])

    def cut(descriptor: int, length: int) -> None:
        if next(tries, False):
            full()
        real(descriptor, length)

    return cut


def _goes_on(world, upload: Upload, at: int) -> None:
    """Sent on from where the server says it stands, the file arrives whole, once."""
    again = Upload.objects.get(pk=upload.pk)
    assert again.received == at
    uploads.receive(again, at, PDF[at:])
    assert is_stored(uploads.finish(again, by=world.rina))
    assert (Document.objects.count(), documents.Upload.objects.count()) == (1, 1)
