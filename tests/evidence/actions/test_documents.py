"""Documents: what is said of them, by whom, and never over someone else's words."""

from dataclasses import replace
from datetime import date

import pytest

from layak.core import readiness
from layak.core.refusal import Refused
from layak.evidence import queries
from layak.evidence.actions import documents
from layak.evidence.actions.documents import Description
from layak.evidence.actions.keeping import keep
from layak.trail.models import Entry
from tests.evidence import files
from tests.evidence.leaning import FREE

SAID = Description(
    title="SK Gugus Tugas",
    kind="sk",
    number="188.45/123/2024",
    date=date(2024, 3, 14),
    issuer="Bupati Ogan Ilir",
    period_from=date(2024, 1, 1),
    period_to=date(2025, 12, 31),
    personal_data=True,
)


@pytest.fixture
def document(add):
    return add(files.text_pdf("LAPORAN"), "laporan.pdf")


def test_what_is_said_is_stored_and_the_trail_keeps_both_values(world, document):
    after = documents.describe(document, SAID, version=1, by=world.ketut)
    assert (documents.description_of(after), after.version) == (SAID, 2)
    line = Entry.objects.get(action="evidence.describe")
    assert line.details["before"]["title"] == "laporan"
    assert line.details["after"] == {
        "title": "SK Gugus Tugas",
        "kind": "sk",
        "number": "188.45/123/2024",
        "date": "2024-03-14",
        "issuer": "Bupati Ogan Ilir",
        "period_from": "2024-01-01",
        "period_to": "2025-12-31",
        "personal_data": True,
    }


def test_a_file_that_layak_kept_itself_gets_its_pages_when_it_becomes_proof(add):
    content = files.text_pdf("Rapor KLA")
    sha256 = keep(content, "application/pdf")
    document = add(content, "rapor.pdf")
    blob = document.versions.get().blob
    assert (blob.sha256, blob.pages) == (sha256, 1)


def test_a_stale_description_is_refused_and_changes_nothing(world, document):
    documents.describe(document, SAID, version=1, by=world.ketut)
    with pytest.raises(Refused) as raised:
        documents.describe(document, Description(title="Lain"), version=1, by=world.rina)
    assert raised.value.refusal.code == "stale"
    assert documents.description_of(queries.document(world.rina, document.pk)) == SAID


def test_saying_the_same_again_is_no_change(world, document):
    same = documents.description_of(document)
    assert documents.describe(document, same, version=1, by=world.rina).version == 1
    assert not Entry.objects.filter(action="evidence.describe").exists()


def test_its_state_follows_every_change(world, document):
    def stored() -> tuple[str, str]:
        fresh = queries.document(world.rina, document.pk)
        return fresh.state, readiness.state_of(queries.findings(fresh)).value

    assert stored() == ("check", "check")
    documents.describe(document, SAID, version=1, by=world.rina)
    assert stored() == ("problem", "problem")
    documents.describe(document, replace(SAID, masked=True), version=2, by=world.rina)
    assert stored() == ("ready", "ready")


def test_others_may_read_but_not_describe(world, document):
    for person in (world.bayu, world.sri, world.wayan, world.maya, world.agus, world.dewi):
        with pytest.raises(Refused) as raised:
            documents.describe(document, SAID, version=1, by=person)
        assert "milik Dinas Kesehatan" in str(raised.value.refusal.sentence)
    assert documents.describe(document, SAID, version=1, by=world.yusuf).title == SAID.title


def test_a_removed_document_leaves_the_library_and_comes_back_whole(world, document):
    removed = documents.remove(document, version=1, by=world.rina, leaning=FREE)
    assert list(queries.visible(world.rina)) == []
    assert queries.file(world.rina, document.pk, 1) is None
    back = documents.restore(removed, by=world.rina)
    assert list(queries.visible(world.rina)) == [back]
    assert queries.file(world.rina, document.pk, 1).filename == "laporan.pdf"
    about = Entry.objects.filter(about=f"document:{document.pk}").order_by("seq")
    assert [line.action for line in about] == ["evidence.enter", "evidence.remove", "evidence.restore"]


def test_a_link_is_a_document_without_a_file(world):
    link = "https://www.youtube.com/watch?v=abc"
    made = documents.add_link(link, "Video", by=world.rina, district="16.10", agency=world.dinkes.pk)
    assert (made.title, made.link, made.newest) == ("Video", link, None)


@pytest.mark.parametrize(
    "link",
    ["http://contoh.go.id", "javascript:alert(1)", "https://", "https://intranet/x", "https://a:b@c.id/"],
)
def test_a_link_that_a_verifier_cannot_open_is_refused(world, link):
    with pytest.raises(Refused) as raised:
        documents.add_link(link, "x", by=world.rina, district="16.10", agency=world.dinkes.pk)
    assert raised.value.refusal.code == "evidence-link"


def test_the_uploader_marks_personal_data_once_and_a_colleague_of_elsewhere_may_not(world, document):
    with pytest.raises(Refused):
        documents.mark_personal(document, by=world.wayan)
    for _time in range(2):
        marked = documents.mark_personal(document, by=world.rina)
    assert (marked.personal_data, marked.version) == (True, 2)
    assert Entry.objects.filter(action="evidence.describe").count() == 1
