"""The library and a document's page say what a document is used for."""

import pytest

from layak.assessments.actions import citing
from layak.evidence.actions import uploads
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
