"""A file's way in: broken connections, doubled requests, refusals, and what is left behind."""

import hashlib
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from layak.core.refusal import Refused
from layak.evidence import jobs, storage
from layak.evidence.actions import uploads
from layak.evidence.models import Blob, Document, Upload, Version
from layak.people.models import User
from layak.trail.models import Entry
from tests.evidence import files

PDF = files.text_pdf("LAPORAN KIA 2025")
SHA256 = hashlib.sha256(PDF).hexdigest()


@pytest.fixture
def begun(world):
    return uploads.start("Laporan KIA.pdf", len(PDF), by=world.rina, district="16.10", agency=world.dinkes.pk)


def test_a_file_arrives_in_pieces_and_becomes_a_document(world, begun, stored):
    for at in range(0, len(PDF), 300):
        uploads.receive(begun, at, PDF[at : at + 300])
    document = uploads.finish(begun, by=world.rina)
    assert stored() == {storage.name_of(SHA256): PDF}
    version = document.newest
    assert (document.title, document.agency, document.district_id) == ("Laporan KIA", world.dinkes, "16.10")
    assert (document.kind, document.date, document.number) == ("", None, ""), "guesses are not facts"
    assert (version.number, version.filename, version.uploaded_by) == (1, "Laporan KIA.pdf", world.rina)
    blob = version.blob
    assert (blob.sha256, blob.size, blob.mime, blob.pages) == (SHA256, len(PDF), "application/pdf", 1)


def test_an_entered_document_is_on_the_trail(world, add):
    document = add(PDF, "Laporan KIA.pdf")
    line = Entry.objects.get(about=f"document:{document.pk}")
    assert (line.action, line.chain, line.actor) == ("evidence.enter", "16.10", "Rina")
    facts = {"file": 1, "name": "Laporan KIA.pdf", "sha256": SHA256, "bytes": len(PDF)}
    assert line.details == facts | {"title": document.title}


def test_a_broken_connection_goes_on_where_it_stopped(world, begun):
    uploads.receive(begun, 0, PDF[:200])
    with pytest.raises(uploads.OffsetDiffers) as raised:
        uploads.receive(begun, 100, PDF[100:])
    assert raised.value.offset == 200
    again = Upload.objects.get(pk=begun.pk)
    uploads.receive(again, again.received, PDF[200:])
    assert uploads.finish(again, by=world.rina).newest.blob_id == SHA256


def test_more_bytes_than_announced_are_refused_and_not_kept(begun):
    with pytest.raises(Refused) as raised:
        uploads.receive(begun, 0, PDF + b"x")
    assert raised.value.refusal.code == "file-too-large"
    assert (uploads.staged(begun).stat().st_size, Upload.objects.get().received) == (0, 0)


@pytest.mark.parametrize(
    ("size", "code"), [(0, "file-empty"), (-5, "file-empty"), (51_000_000, "file-too-large")]
)
def test_a_size_that_cannot_be_is_refused_before_a_byte_is_sent(world, stored, size, code):
    with pytest.raises(Refused) as raised:
        uploads.start("a.pdf", size, by=world.rina, district="16.10", agency=world.dinkes.pk)
    assert (raised.value.refusal.code, Upload.objects.count(), stored()) == (code, 0, {})


def test_a_refused_file_leaves_nothing_behind(add, stored):
    with pytest.raises(Refused) as raised:
        add(files.locked_pdf(), "rahasia.pdf")
    assert raised.value.refusal.code == "file-locked"
    assert (stored(), Upload.objects.count(), Document.objects.count()) == ({}, 0, 0)


def test_a_full_disk_keeps_the_pieces_for_later(world, begun, monkeypatch):
    uploads.receive(begun, 0, PDF[:200])
    full = OSError(28, "No space left on device")
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(full))
        with pytest.raises(Refused) as raised:
            uploads.receive(begun, 200, PDF[200:])
    assert raised.value.refusal.code == "disk-full"
    uploads.receive(Upload.objects.get(), 200, PDF[200:])
    assert uploads.finish(begun, by=world.rina).newest.blob_id == SHA256


def test_the_same_file_from_two_people_is_stored_once_as_two_documents(world, add, stored):
    first, second = add(PDF, "a.pdf", by=world.rina), add(PDF, "b.pdf", by=world.bayu)
    assert first != second
    assert (len(stored()), Blob.objects.count(), Version.objects.count()) == (1, 1, 2)


def test_a_finish_asked_twice_gives_one_document(world, begun):
    uploads.receive(begun, 0, PDF)
    assert uploads.finish(begun, by=world.rina) == uploads.finish(begun, by=world.rina)
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_finish_asked_by_several_at_once_gives_one_document(world, stored):
    upload = uploads.start("a.pdf", len(PDF), by=world.rina, district="16.10", agency=world.dinkes.pk)
    uploads.receive(upload, 0, PDF)
    found, gate = [], threading.Barrier(6)

    def finish() -> None:
        mine = Upload.objects.get(pk=upload.pk)
        gate.wait()
        try:
            found.append(uploads.finish(mine, by=world.rina).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=finish) for _ in range(6)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert found == [Document.objects.get().pk] * 6
    assert list(stored()) == [storage.name_of(SHA256)]


def test_a_crash_between_the_disk_and_the_database_loses_nothing(world, begun, stored):
    uploads.receive(begun, 0, PDF)
    storage.files().adopt(uploads.staged(begun), SHA256)  # and here the power went
    assert uploads.finish(Upload.objects.get(), by=world.rina).newest.blob_id == SHA256
    assert list(stored()) == [storage.name_of(SHA256)]


def test_a_newer_file_follows_the_older_one(world, add):
    document = add(PDF, "lama.pdf")
    newer = files.blank_pdf(3)
    same = add(newer, "baru.pdf", replaces=document)
    assert same == document
    numbers = [(v.number, v.filename, v.blob.pages) for v in document.versions.all()]
    assert numbers == [(2, "baru.pdf", 3), (1, "lama.pdf", 1)]


def test_only_its_people_add_to_an_agency_and_change_its_documents(world, add):
    document = add(PDF, "a.pdf")
    for person in (world.bayu, world.wayan, world.sri, world.dewi, world.agus, world.maya):
        with pytest.raises(Refused):
            add(PDF, "b.pdf", by=person, district="16.10", agency=world.dinkes.pk)
        with pytest.raises(Refused):
            add(PDF, "b.pdf", by=person, replaces=document)
    assert Document.objects.get() == document
    assert add(PDF, "c.pdf", by=world.yusuf, agency=world.dinkes.pk).agency == world.dinkes


def test_a_seat_that_ended_on_the_way_ends_the_upload_too(world, begun):
    uploads.receive(begun, 0, PDF)
    world.rina.memberships.update(ended_at=timezone.now())
    with pytest.raises(Refused) as raised:
        uploads.finish(begun, by=User.objects.get(pk=world.rina.pk))
    assert (raised.value.refusal.code, Document.objects.count()) == ("evidence-add", 0)


def test_giving_up_forgets_the_bytes_but_never_a_finished_document(world, begun, add, stored):
    uploads.receive(begun, 0, PDF[:100])
    uploads.give_up(begun)
    assert (stored(), Upload.objects.count()) == ({}, 0)
    document = add(PDF, "a.pdf")
    uploads.give_up(Upload.objects.get())
    assert Document.objects.get() == document


def test_the_sweep_forgets_what_nobody_came_back_for(world, begun, stored):
    uploads.receive(begun, 0, PDF[:100])
    (storage.staging() / "tak-dikenal.part").write_bytes(b"sisa")
    assert jobs.sweep_uploads() == 0
    later = timezone.now() + timedelta(days=1)
    assert uploads.sweep(later) == 2
    assert (stored(), Upload.objects.count()) == ({}, 0)


def test_a_step_above_may_admit_someone_who_has_no_seat_in_the_district(world):
    to = {"by": world.dewi, "district": "16.10", "agency": None}
    with pytest.raises(Refused):
        uploads.start("foto.pdf", len(PDF), **to)
    begun = uploads.start("foto.pdf", len(PDF), **to, admitted=True)
    uploads.receive(begun, 0, PDF)
    with pytest.raises(Refused):
        uploads.finish(begun, by=world.dewi)
    assert uploads.finish(begun, by=world.dewi, admitted=True).created_by == world.dewi


def test_no_newer_file_without_asking_who_leans_on_the_document(world, add):
    document = add(PDF, "lama.pdf")
    with pytest.raises(ValueError, match="who leans on its document"):
        add(files.blank_pdf(3), "baru.pdf", replaces=document, leaning=None)
    assert document.versions.count() == 1
