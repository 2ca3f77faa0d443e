"""The library and a document's page, as the people of the world meet them."""

from datetime import date

import pytest

from layak.evidence.actions import documents
from layak.evidence.actions.documents import Description
from layak.evidence.models import Document
from tests.evidence import files


@pytest.fixture
def rina(world, client_for):
    return client_for(world.rina)


def test_an_empty_library_says_where_to_begin(rina):
    page = rina.get("/bukti/").content.decode()
    assert "Belum ada bukti" in page
    assert 'enctype="multipart/form-data"' in page


def test_a_reader_is_told_who_uploads(world, client_for):
    page = client_for(world.sri).get("/bukti/").content.decode()
    assert "Bukti diunggah oleh operator" in page
    assert 'type="file"' not in page


@pytest.mark.parametrize("shape", ["daftar", "kisi"])
def test_the_library_takes_as_many_queries_for_one_as_for_many(
    rina, add, shape, django_assert_num_queries, django_assert_max_num_queries
):
    add(files.picture(), "a.jpg")
    rina.get("/bukti/")
    with django_assert_max_num_queries(12) as one:
        rina.get(f"/bukti/?tampil={shape}")
    for n in range(2, 6):
        add(files.blank_pdf(n), f"{n}.pdf")
    with django_assert_num_queries(len(one)):
        page = rina.get(f"/bukti/?tampil={shape}").content.decode()
    assert page.count("<b>" if shape == "kisi" else '<th scope="row">') >= 5


def test_a_search_without_result_offers_the_way_back(rina, add):
    add(files.blank_pdf(), "a.pdf")
    page = rina.get("/bukti/?kata=tidakada").content.decode()
    assert "Tidak ada dokumen yang cocok" in page


def test_nonsense_in_the_address_does_no_harm(rina, add):
    add(files.blank_pdf(), "a.pdf")
    page = rina.get("/bukti/?tahun=x&jenis=zzz&instansi=999&sebelum=-3&tampil=q")
    assert (page.status_code, ">a</a>" in page.content.decode()) == (200, True)


def form(document: Document, **said) -> dict:
    return {"version": document.version, "title": document.title} | said


def test_what_the_file_says_is_offered_and_saved_only_when_sent(rina, add):
    words = ("KEPUTUSAN BUPATI", "NOMOR 188/2024", "ditetapkan tanggal 14 Maret 2024")
    document = add(files.text_pdf(*words), "a.pdf")
    page = rina.get(f"/bukti/{document.pk}/").content.decode()
    assert "Sebagian isian diusulkan dari isi berkas" in page
    assert ('value="188/2024"' in page, 'value="2024-03-14"' in page) == (True, True)
    assert Document.objects.get().number == ""
    rina.post(f"/bukti/{document.pk}/", form(document, number="188/2024", date="14/03/2024", kind="sk"))
    stored = Document.objects.get()
    assert (stored.number, stored.date, stored.kind) == ("188/2024", date(2024, 3, 14), "sk")


def test_a_stale_save_shows_both_values_and_the_next_save_wins_knowingly(world, rina, add):
    document = add(files.blank_pdf(), "a.pdf")
    documents.describe(document, Description(title="Judul Ketut"), version=1, by=world.ketut)
    answer = rina.post(f"/bukti/{document.pk}/", form(document, title="Judul Rina"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Anda: Judul Rina. Tersimpan: Judul Ketut." in page
    assert Document.objects.get().title == "Judul Ketut"
    rina.post(f"/bukti/{document.pk}/", {"version": 2, "title": "Judul Rina"})
    assert Document.objects.get().title == "Judul Rina"


def test_a_period_that_ends_before_it_begins_keeps_what_was_typed(rina, add):
    document = add(files.blank_pdf(), "a.pdf")
    said = form(document, title="Baru", period_from="2025-01-01", period_to="2024-01-01")
    answer = rina.post(f"/bukti/{document.pk}/", said)
    page = answer.content.decode()
    assert (answer.status_code, 'value="Baru"' in page) == (422, True)
    assert "Masa ini berakhir sebelum dimulai" in page


def test_another_agency_reads_what_is_said_but_has_no_form(world, client_for, add):
    document = add(files.blank_pdf(), "a.pdf")
    bayu = client_for(world.bayu)
    page = bayu.get(f"/bukti/{document.pk}/").content.decode()
    assert "milik Dinas Kesehatan" in page
    assert "Simpan keterangan" not in page
    assert bayu.post(f"/bukti/{document.pk}/", form(document, title="Milik saya")).status_code == 403
    assert Document.objects.get().title == "a"


def test_a_document_is_removed_and_brought_back_from_its_page(rina, add):
    document = add(files.blank_pdf(), "a.pdf")
    page = rina.post(f"/bukti/{document.pk}/hapus/", {"version": 1}, follow=True).content.decode()
    assert "sudah dihapus dari pustaka" in page
    assert ">a</a>" in rina.get("/bukti/?terhapus=on").content.decode()
    rina.post(f"/bukti/{document.pk}/kembalikan/")
    assert Document.objects.get().removed_at is None


def test_the_viewer_turns_pages_and_zooms_without_javascript(rina, add):
    document = add(files.blank_pdf(3), "a.pdf")
    page = rina.get(f"/bukti/{document.pk}/?hal=2").content.decode()
    image = f"/bukti/{document.pk}/berkas/1/halaman/2/"
    assert f'src="{image}960/"' in page
    assert ("2 dari 3" in page, 'rel="prev"' in page, 'rel="next"' in page) == (True, True, True)
    zoomed = rina.get(f"/bukti/{document.pk}/?hal=2&lebar=1600").content.decode()
    assert f'src="{image}1600/" width="1600"' in zoomed
    assert "3 dari 3" in rina.get(f"/bukti/{document.pk}/?hal=99").content.decode()


def test_every_older_file_stays_within_reach(rina, add):
    document = add(files.blank_pdf(), "lama.pdf")
    add(files.blank_pdf(2), "baru.pdf", replaces=document)
    page = rina.get(f"/bukti/{document.pk}/?versi=1").content.decode()
    assert f"/bukti/{document.pk}/berkas/1/halaman/1/" in page
    assert ("lama.pdf" in page, "baru.pdf" in page) == (True, True)


def test_a_documents_page_takes_as_many_queries_for_one_file_as_for_many(
    rina, add, django_assert_num_queries, django_assert_max_num_queries
):
    document = add(files.blank_pdf(), "a.pdf")
    rina.get(f"/bukti/{document.pk}/")
    with django_assert_max_num_queries(12) as one:
        rina.get(f"/bukti/{document.pk}/")
    for pages in (2, 3):
        add(files.blank_pdf(pages), "b.pdf", replaces=document)
    with django_assert_num_queries(len(one)):
        rina.get(f"/bukti/{document.pk}/")
