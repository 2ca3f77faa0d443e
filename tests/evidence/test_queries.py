"""Who sees which proof, and finding one among many."""

from dataclasses import replace
from datetime import date

import pytest

from layak.core.readiness import State
from layak.evidence import queries, rules
from layak.evidence.actions import documents
from layak.evidence.models import Document
from layak.evidence.queries import PAGE_SIZE, Filter
from tests.evidence import files


@pytest.fixture
def say(world):
    def describe(document: Document, **what) -> Document:
        said = replace(documents.description_of(document), **what)
        return documents.describe(document, said, version=document.version, by=world.yusuf)

    return describe


def who_sees(world) -> set[str]:
    return {person.username for person in world.people if queries.visible(person).exists()}


def test_members_of_the_district_see_a_document_and_nobody_else(world, add):
    add(files.blank_pdf(), "a.pdf")
    assert who_sees(world) == {"rina", "ketut", "bayu", "yusuf", "sri"}


def test_personal_data_is_for_its_agency_and_the_secretariat(world, add, say):
    say(add(files.blank_pdf(), "a.pdf"), personal_data=True)
    assert who_sees(world) == {"rina", "ketut", "yusuf"}


def test_the_secretariats_own_personal_data_stays_there(world, add, say):
    say(add(files.blank_pdf(), "a.pdf", by=world.yusuf), personal_data=True)
    assert who_sees(world) == {"yusuf"}


def found(world, **what) -> list[str]:
    return [d.title for d in queries.page(world.rina, Filter(**what)).documents]


def test_documents_are_found_by_words_of_title_number_issuer_name_and_content(world, add, say):
    first = add(files.text_pdf("Daftar Puskesmas Ramah Anak"), "lampiran-7.pdf")
    say(first, title="Laporan KIA", number="440/118", issuer="Kepala Dinas")
    add(files.blank_pdf(2), "rapat.pdf")
    for words in ("laporan kia", "KIA LAPORAN", "440/118", "kepala", "lampiran-7", "puskesmas ramah"):
        assert found(world, words=words) == ["Laporan KIA"], words
    assert found(world, words="laporan bappeda") == []


def test_documents_are_narrowed_by_kind_agency_and_year(world, add, say):
    say(add(files.blank_pdf(), "sk.pdf"), title="SK", kind="sk", date=date(2023, 3, 14))
    period = {"period_from": date(2024, 1, 1), "period_to": date(2025, 12, 31)}
    say(add(files.picture(), "foto.jpg", by=world.bayu), title="Foto", kind="foto", **period)
    open_end = add(files.blank_pdf(3), "perda.pdf", by=world.yusuf)
    say(open_end, title="Perda", kind="perda", period_from=date(2024, 6, 1))
    assert found(world) == ["Perda", "Foto", "SK"]
    assert found(world, kind="foto") == ["Foto"]
    assert found(world, agency=world.dinkes.pk) == ["SK"]
    assert found(world, year=2023) == ["SK"]
    assert found(world, year=2024) == ["Perda", "Foto"]
    assert found(world, year=2026) == ["Perda"]


def test_documents_are_narrowed_by_how_fit_they_are(world, add, say):
    say(add(files.blank_pdf(), "a.pdf"), title="Siap", kind="sk", date=date(2024, 3, 14))
    say(add(files.blank_pdf(), "b.pdf"), title="Bermasalah", kind="sk", personal_data=True)
    add(files.blank_pdf(), "Periksa.pdf")
    for state in ("Siap", "Periksa", "Bermasalah"):
        value = next(s.value for s in State if s.label.id == state.lower())
        assert found(world, state=value) == [state]


def test_a_step_above_narrows_by_what_it_cites(world, add):
    first, second = add(files.blank_pdf(), "a.pdf"), add(files.blank_pdf(2), "b.pdf")
    cited = Document.objects.filter(pk=first.pk).values("pk")
    assert queries.page(world.rina, Filter(), only=cited).documents == [first]
    assert queries.page(world.rina, Filter(), without=cited).documents == [second]


def test_pages_follow_each_other_without_gap_or_repeat(world, django_assert_num_queries):
    many = 2 * PAGE_SIZE + 5
    made = [
        Document(district=world.ogan_ilir, agency=world.dinkes, title=f"Dokumen {n}", created_by=world.rina)
        for n in range(many)
    ]
    Document.objects.bulk_create(made)
    seen, before = [], None
    queries.visible(world.rina).exists()  # the seats are read once a request
    while True:
        with django_assert_num_queries(3):
            page = queries.page(world.rina, Filter(), before=before)
        assert page.count == many
        seen += page.documents
        if page.older is None:
            break
        before = page.older
    assert [d.title for d in seen] == [f"Dokumen {n}" for n in reversed(range(many))]


def test_the_very_same_file_is_noticed(world, add):
    same = files.blank_pdf()
    first, second = add(same, "a.pdf"), add(same, "b.pdf", by=world.bayu)
    third = add(files.blank_pdf(2), "c.pdf")
    assert list(queries.twins(world.rina, second)) == [first]
    assert list(queries.twins(world.rina, third)) == []


def test_new_proof_goes_to_the_persons_own_agency(world):
    assert rules.place(world.rina) == ("16.10", world.dinkes.pk)
    assert rules.place(world.yusuf) == ("16.10", None)
    assert (rules.place(world.sri), rules.place(world.rina, "64.08")) == (None, None)
