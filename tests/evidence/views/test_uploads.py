"""The upload protocol as a script meets it, and the plain form beside it."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from layak.evidence.models import Document, Upload
from tests.evidence import files

PDF = files.text_pdf("LAPORAN KIA 2025")


@pytest.fixture
def rina(world, client_for):
    return client_for(world.rina)


def begin(client, content: bytes = PDF, name: str = "Laporan KIA.pdf") -> str:
    answer = client.post(reverse("upload_start"), {"name": name, "size": len(content)})
    assert answer.status_code == 201, answer.content
    return answer.json()["url"]


def send(client, url: str, at: int, piece: bytes):
    kind = "application/offset+octet-stream"
    return client.patch(url, piece, content_type=kind, headers={"Upload-Offset": str(at)})


def test_a_file_is_announced_sent_in_pieces_and_answered_with_its_document(rina, settings):
    answer = rina.post(reverse("upload_start"), {"name": "Laporan KIA.pdf", "size": len(PDF)})
    upload = Upload.objects.get()
    url = f"/bukti/unggah/{upload.pk}/"
    assert (answer.status_code, answer.json()) == (
        201,
        {"id": str(upload.pk), "offset": 0, "chunk_size": settings.CHUNK_BYTES, "url": url},
    )
    first = send(rina, url, 0, PDF[:400])
    assert (first.status_code, first.json()) == (200, {"offset": 400})
    last = send(rina, url, 400, PDF[400:])
    document = Document.objects.get()
    shown = {"id": document.pk, "title": "Laporan KIA", "url": f"/bukti/{document.pk}/", "state": "periksa"}
    assert (last.status_code, last.json()) == (201, {"offset": len(PDF), "document": shown})


def test_after_a_broken_connection_the_server_says_where_to_go_on(rina, settings):
    url = begin(rina)
    send(rina, url, 0, PDF[:400])
    head = rina.head(url)
    assert (head["Upload-Offset"], head["Upload-Length"]) == ("400", str(len(PDF)))
    standing = {"offset": 400, "size": len(PDF), "chunk_size": settings.CHUNK_BYTES}
    assert rina.get(url).json() == standing
    differs = send(rina, url, 100, PDF[100:])
    assert (differs.status_code, differs.json()) == (409, {"offset": 400})
    assert send(rina, url, 400, PDF[400:]).status_code == 201


def test_an_answer_that_was_lost_can_be_asked_for_again(rina):
    url = begin(rina)
    done = send(rina, url, 0, PDF).json()
    assert send(rina, url, len(PDF), b"").json() == done
    assert rina.get(url).json()["document"] == done["document"]
    assert Document.objects.count() == 1


def test_a_refused_file_is_answered_with_its_sentence(rina):
    locked = files.locked_pdf()
    answer = send(rina, begin(rina, locked), 0, locked)
    assert (answer.status_code, answer.json()["code"]) == (422, "file-locked")
    assert answer.json()["sentence"].startswith("PDF ini dikunci kata sandi")
    assert Upload.objects.count() == 0


def test_a_full_disk_is_answered_as_such_and_the_upload_goes_on_later(rina, monkeypatch):
    url = begin(rina)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        answer = send(rina, url, 0, PDF)
    assert (answer.status_code, answer.json()["code"]) == (507, "disk-full")
    assert send(rina, url, 0, PDF).status_code == 201


def test_an_upload_is_only_its_owners(world, rina, client_for):
    url = begin(rina)
    for person in (world.ketut, world.yusuf, world.bayu, world.wayan, world.agus):
        stranger = client_for(person)
        answers = [stranger.get(url), stranger.head(url), send(stranger, url, 0, PDF), stranger.delete(url)]
        assert [a.status_code for a in answers] == [404] * 4
    assert Upload.objects.get().received == 0


def test_who_may_not_add_proof_is_told_so(world, client_for):
    for person in (world.sri, world.dewi, world.agus):
        answer = client_for(person).post(reverse("upload_start"), {"name": "a.pdf", "size": 10})
        assert (answer.status_code, answer.json()["code"]) == (403, "evidence-add")


def test_a_cancelled_upload_is_gone(rina):
    url = begin(rina)
    assert rina.delete(url).status_code == 204
    assert (rina.get(url).status_code, send(rina, url, 0, PDF).status_code) == (404, 404)


def test_what_cannot_be_read_is_refused_with_a_sentence(rina):
    url = begin(rina)
    wrong = [
        rina.post(reverse("upload_start"), {"name": "a.pdf", "size": "banyak"}),
        rina.patch(url, PDF, content_type="application/pdf", headers={"Upload-Offset": "0"}),
        rina.patch(url, PDF, content_type="application/offset+octet-stream"),
        send(rina, url, -1, PDF),
    ]
    assert [(a.status_code, a.json()["code"]) for a in wrong] == [(400, "upload-unread")] * 4
    assert send(rina, url, 0, bytes(5_000_001)).status_code == 413
    assert rina.get(f"/bukti/unggah/{uuid.uuid4()}/").status_code == 404


def test_without_javascript_several_files_are_stored_and_each_refusal_said(rina):
    chosen = [
        SimpleUploadedFile("SK.pdf", PDF),
        SimpleUploadedFile("rahasia.pdf", files.locked_pdf()),
        SimpleUploadedFile("rapat.jpg", files.picture()),
    ]
    answer = rina.post(reverse("upload_form"), {"files": chosen}, follow=True)
    assert {d.title for d in Document.objects.all()} == {"SK", "rapat"}
    said = [str(m) for m in answer.context["messages"]]
    assert said[0].startswith("rahasia.pdf: PDF ini dikunci kata sandi")
    assert said[1:] == ["2 berkas tersimpan."]


def test_without_javascript_a_newer_file_follows_the_older(rina, add):
    document = add(PDF, "lama.pdf")
    newer = io.BytesIO(files.blank_pdf(2))
    newer.name = "baru.pdf"
    rina.post(reverse("upload_form"), {"files": newer, "replaces": document.pk})
    assert [v.filename for v in Document.objects.get().versions.all()] == ["baru.pdf", "lama.pdf"]


def test_a_link_is_stored_or_sent_back_with_what_is_wrong(rina):
    bad = rina.post(reverse("document_link"), {"link": "http://contoh.go.id", "title": "Video"})
    assert (bad.status_code, "Salin alamat lengkapnya" in bad.content.decode()) == (422, True)
    good = rina.post(reverse("document_link"), {"link": "https://youtu.be/abc", "title": "Video"})
    assert good.url == reverse("document", args=[Document.objects.get().pk])
