"""The desk: the queue, one row with its proof, saving without scripts, and what stays hidden."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from layak.core.stages import Stage
from layak.verification.actions.judging import Sent, decide
from layak.verification.models import Mandate, Sample, Verdict
from tests.verification.people import charge, window
from tests.verification.test_judging import LOWER, cite


def row_url(sheet, code="14.1"):
    return reverse("desk_row", args=[sheet.pk, code])


@pytest.fixture
def hadi(client_for, team):
    return client_for(team.hadi)


VERDICT = {"version": "0", "step": "langsung", "points": "1,5", "reason": "bukti-kurang", "note": "Kurang."}


def test_the_queue_lists_the_sheets_of_the_stage_they_are_in(sheet, hadi, client_for, team):
    charge(sheet, team.ratna, Stage.REVIEW)
    assert "Ogan Ilir" in hadi.get(reverse("desk")).content.decode()
    assert "Ogan Ilir" not in client_for(team.ratna).get(reverse("desk")).content.decode()


def test_nobody_but_verifiers_has_the_desk(sheet, client_for, world, team):
    for who in (world.rina, world.yusuf, world.sri, world.agus):
        assert client_for(who).get(reverse("desk")).status_code == 403
        assert client_for(who).get(row_url(sheet)).status_code == 404
    for who in (team.lestari, team.tono, team.ratna):
        assert client_for(who).get(row_url(sheet)).status_code == 404
        assert client_for(who).post(row_url(sheet), VERDICT).status_code == 404
    assert not Verdict.objects.exists()


def test_a_row_shows_claim_answer_and_proof(sheet, hadi, world):
    cite(world, "14.1", title="Laporan KIA 2025")
    page = hadi.get(row_url(sheet)).content.decode()
    assert "Laporan KIA 2025" in page
    assert "3 poin, diisi langsung" in page
    assert f"/meja/{sheet.pk}/14.1/berkas/" in page


def test_a_plain_form_saves_a_verdict_and_goes_on_to_the_next_row(sheet, hadi):
    answer = hadi.post(row_url(sheet), VERDICT)
    assert (answer.status_code, answer.headers["Location"]) == (302, row_url(sheet, "14.2"))
    kept = Verdict.objects.get()
    assert (kept.points, kept.reason, kept.note) == (1_500, "bukti-kurang", "Kurang.")


def test_what_was_typed_stays_beside_the_sentence_that_refuses_it(sheet, hadi):
    for changed, status, sentence in (
        ({"points": "99"}, 403, "melebihi batas"),
        ({"points": "dua"}, 422, "tiga desimal"),
        ({"reason": ""}, 403, "Pilih alasannya"),
        ({"step": "77"}, 403, "tidak ada di tangga nilai"),
        ({"step": "-1"}, 422, "tidak ada di tangga nilai"),
        ({"step": "9" * 5_000}, 422, "tidak ada di tangga nilai"),
        ({"pages": "9999, -3, abc"}, 403, "misalnya 3, 5-7"),
    ):
        answer = hadi.post(row_url(sheet), VERDICT | changed)
        page = answer.content.decode()
        assert answer.status_code == status
        assert sentence in page
        assert "Kurang." in page
    assert not Verdict.objects.exists()


def test_a_stale_save_shows_both_values_and_the_next_one_goes_through(sheet, hadi, team):
    charge(sheet, team.lestari)
    decide(sheet, "14.1", Sent(points=2_000, reason="salah-hitung"), version=0, by=team.lestari)
    answer = hadi.post(row_url(sheet), VERDICT)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<dd>2, Lestari</dd>" in page
    assert "<dd>1,5</dd>" in page
    assert 'name="version" value="1"' in page
    assert hadi.post(row_url(sheet), VERDICT | {"version": "1"}).status_code == 302
    assert Verdict.objects.get().points == 1_500


def test_pages_beyond_the_document_are_refused_with_how_long_it_is(sheet, hadi, world):
    report = cite(world, "14.1").document.pk
    answer = hadi.post(row_url(sheet), VERDICT | {"document": report, "pages": "9999"})
    assert answer.status_code == 403
    assert "Halaman 9999 tidak ada: dokumen ini sampai halaman 2." in answer.content.decode()
    assert not Verdict.objects.exists()


def test_pages_that_were_stored_as_free_text_stay_readable(sheet, hadi, world):
    cite(world, "14.1")
    hadi.post(row_url(sheet), VERDICT)
    Verdict.objects.update(pages="hlm. 3 dan lampiran")
    assert 'value="hlm. 3 dan lampiran"' in hadi.get(row_url(sheet)).content.decode()


def test_accepting_takes_the_tier_belows_points_and_undoing_clears_them(sheet, hadi):
    hadi.post(row_url(sheet), {"version": "0", "act": "accept"})
    assert Verdict.objects.get().points == 3_000
    hadi.post(row_url(sheet), {"version": "1", "act": "clear"})
    assert not Verdict.objects.exists()


def test_rows_without_findings_are_accepted_from_the_list_that_was_shown(sheet, hadi, world):
    cite(world, "14.1")
    url = reverse("desk_bulk", args=[sheet.pk])
    page = hadi.get(url).content.decode()
    listed = [part.split('"')[0] for part in page.split('name="row" value="')[1:]]
    assert [pair.split(":")[0] for pair in listed] == ["14.1"]
    assert hadi.post(url, {"row": listed}).status_code == 302
    assert Verdict.objects.get().points == 3_000


def test_the_first_reader_sees_the_second_only_once_both_have_judged(sheet, hadi, client_for, team):
    charge(sheet, team.lestari, blind=True)
    Sample.objects.create(assessment=sheet, stage="province", code="14.1")
    second = client_for(team.lestari)
    decide(sheet, "14.1", LOWER, version=0, by=team.lestari)
    assert "Lestari" not in hadi.get(row_url(sheet)).content.decode()
    decide(sheet, "14.1", Sent(points=3_000), version=0, by=team.hadi)
    assert "Penilai lain, Lestari, memberi 1,5" in hadi.get(row_url(sheet)).content.decode()
    assert "Penilai lain, Hadi, memberi 3" in second.get(row_url(sheet)).content.decode()
    assert second.get(row_url(sheet, "14.2")).status_code == 404


def test_the_second_reader_sees_nothing_of_the_first_before_judging(sheet, client_for, team):
    charge(sheet, team.lestari, blind=True)
    Sample.objects.create(assessment=sheet, stage="province", code="14.1")
    decide(sheet, "14.1", LOWER, version=0, by=team.hadi)
    page = client_for(team.lestari).get(row_url(sheet)).content.decode()
    assert "Dua bulan tidak ada" not in page
    assert "Hadi" not in page


def test_after_the_window_the_row_can_be_read_but_not_judged(sheet, hadi, world):
    now = timezone.now()
    window(world, Stage.PROVINCE, now - timedelta(days=3), now - timedelta(hours=1))
    page = hadi.get(row_url(sheet)).content.decode()
    assert "Waktu tahap ini sudah habis" in page
    assert hadi.post(row_url(sheet), VERDICT).status_code == 403
    assert not Verdict.objects.exists()


def test_files_are_served_only_where_the_row_cites_them(sheet, hadi, world, client_for, team):
    shown = cite(world, "14.1").document
    place = {"assessment_id": sheet.pk, "number": shown.pk, "version": 1}
    elsewhere = reverse("desk_file", kwargs=place | {"code": "14.2"})
    assert hadi.get(elsewhere).status_code == 404
    here = reverse("desk_file", kwargs=place | {"code": "14.1"})
    assert client_for(team.lestari).get(here).status_code == 404


def test_moving_to_another_row_costs_the_same_however_long_the_sheet(
    sheet, hadi, django_assert_max_num_queries
):
    hadi.get(row_url(sheet))
    with django_assert_max_num_queries(36):
        answer = hadi.get(row_url(sheet, "14.2"), headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    with django_assert_max_num_queries(60):
        hadi.get(row_url(sheet))


def test_a_charge_without_rows_says_so(sheet, team, client_for):
    Mandate.objects.update(blind=True)
    answer = client_for(team.hadi).get(reverse("desk_start", args=[sheet.pk]))
    assert "Belum ada pertanyaan untuk Anda" in answer.content.decode()
