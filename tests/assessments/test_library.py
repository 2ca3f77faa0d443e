"""The library and a document's page say what a document is used for."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from layak.assessments.actions import citing
from layak.assessments.actions.answering import answer
from layak.assessments.models import Answer, Standing
from layak.evidence import queries
from layak.evidence.actions import documents as evidence
from layak.evidence.actions import uploads
from layak.trail import queries as trail
from tests.assessments.test_answering import HALF
from tests.evidence import files


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.EVIDENCE_ROOT, settings.EVIDENCE_CACHE = tmp_path / "evidence", tmp_path / "cache"


@pytest.fixture
def documents(world):
    """One document that row 14.1 cites, and one that nothing cites."""

    def add(name: str, pages: int):
        content = files.blank_pdf(pages)
        place = {"by": world.rina, "district": "16.10", "agency": world.dinkes.pk}
        return uploads.add_file(name, [content], len(content), **place)

    used, unused = add("terpakai.pdf", 1), add("menganggur.pdf", 2)
    citing.attach(world.assessment, "14.1", used.pk, pages="3-5", by=world.rina)
    return used, unused


def titles(client, query: str) -> list[str]:
    page = client.get(f"/bukti/{query}").content.decode()
    return [name for name in ("terpakai", "menganggur") if f">{name}</a>" in page]


def test_documents_are_narrowed_by_whether_a_row_cites_them(world, client_for, documents):
    rina = client_for(world.rina)
    assert titles(rina, "") == ["terpakai", "menganggur"]
    assert titles(rina, "?pakai=ya") == ["terpakai"]
    assert titles(rina, "?pakai=tidak") == ["menganggur"]
    page = rina.get("/bukti/").content.decode()
    assert ("dipakai 1 pertanyaan" in page, "belum dipakai" in page) == (True, True)


def test_a_document_names_every_question_it_proves(world, client_for, documents):
    used, unused = documents
    rina = client_for(world.rina)
    page = rina.get(f"/bukti/{used.pk}/").content.decode()
    assert ("Pertanyaan 14.1, 2026" in page, "halaman 3-5" in page) == (True, True)
    assert "Belum dipakai" in rina.get(f"/bukti/{unused.pk}/").content.decode()


def test_the_use_of_a_document_is_not_told_to_strangers(world, client_for, documents):
    assert client_for(world.wayan).get(f"/bukti/{documents[0].pk}/").status_code == 404
    assert titles(client_for(world.wayan), "?pakai=ya") == []


@pytest.fixture
def ready_row(world):
    """Whether row 14.1, answered, rests on proof that is ready."""
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    return lambda: Answer.objects.get(assessment=world.assessment, code="14.1").ready


def linked(world):
    """A video that row 14.1 cites, described as its proof should be."""
    place = {"district": "16.10", "agency": world.dinkes.pk}
    film = evidence.add_link("https://contoh.go.id/film", "Laporan KIA 2025", by=world.rina, **place)
    said = evidence.Description(title="Laporan KIA 2025", kind="data-terpilah", date=date(2025, 12, 31))
    evidence.describe(film, said, version=1, by=world.rina)
    citing.attach(world.assessment, "14.1", film.pk, by=world.rina)
    return film


def by_the_plain_form(client, document, content: bytes) -> None:
    chosen = SimpleUploadedFile("baru.pdf", content)
    client.post("/bukti/unggah/formulir/", {"files": chosen, "replaces": document.pk})


def in_pieces(client, document, content: bytes) -> None:
    told = {"name": "baru.pdf", "size": len(content), "replaces": document.pk}
    url = client.post("/bukti/unggah/", told).json()["url"]
    kind = "application/offset+octet-stream"
    for at, piece in ((0, content[:200]), (200, content[200:])):
        client.patch(url, piece, content_type=kind, headers={"Upload-Offset": str(at)})


@pytest.mark.parametrize("send", [by_the_plain_form, in_pieces])
def test_a_file_in_place_of_a_link_makes_the_rows_that_cite_it_ready(world, client_for, ready_row, send):
    film = linked(world)
    assert not ready_row()
    rina = client_for(world.rina)
    send(rina, film, files.text_pdf("LAPORAN KIA 2025"))
    assert ready_row()
    indicator = Standing.objects.get(assessment=world.assessment, indicator="14")
    assert indicator.ready == indicator.claimed == 2000
    assert queries.findings(queries.document(world.rina, film.pk)) == ()
    page = rina.get(f"/bukti/{film.pk}/").content.decode()
    assert ("baru.pdf" in page, "https://contoh.go.id/film" in page) == (True, True)


@pytest.mark.parametrize("send", [by_the_plain_form, in_pieces])
def test_a_newer_file_is_looked_at_again_and_the_trail_says_so(world, client_for, documents, send):
    used, _unused = documents
    send(client_for(world.rina), used, files.blank_pdf(7))
    lines = [line for line in trail.lines("16.10") if line.action == "answers.recheck"]
    assert [line.details for line in lines] == [{"document": used.pk, "codes": ["14.1"]}]


def test_the_page_of_a_link_offers_to_put_a_file_in_its_place(world, client_for):
    page = client_for(world.rina).get(f"/bukti/{linked(world).pk}/").content.decode()
    assert "Ganti tautan ini dengan berkas" in page
