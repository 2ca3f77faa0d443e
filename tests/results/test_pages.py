"""The result page says what counted and why, to those it concerns and to nobody else."""

import json
import re
from html import unescape

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from layak.assessments.models import Answer
from layak.core import frozen
from layak.core.refusal import Refused
from layak.core.stages import Go, Stage
from layak.evidence import queries as evidence
from layak.results.actions.closing import Award, close_stage
from layak.results.actions.papers import print_paper
from layak.results.models import Paper, Result
from layak.results.queries.freezing import bound
from layak.results.queries.page import shown
from layak.verification.models import Passage
from tests.assessments.steering import claim_everything
from tests.results.pki import PASSWORD, Authority
from tests.results.stage import claimed, close, judge, judge_everything, province_verifier


@pytest.fixture
def result(world, settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    claimed(world)
    close(world, Stage.SELF)
    judge(world, Stage.PROVINCE, "18.1", 2_660, reason="tidak-ditandatangani")
    judge(world, Stage.PROVINCE, "12.1", 2_000, reason="di-luar-periode")
    return close(world, Stage.PROVINCE)


def page(client, path="/hasil/"):
    answer = client.get(path, follow=True)
    return answer.status_code, answer.content.decode()


def test_the_page_opens_with_what_is_true(result, world, client_for):
    status, html = page(client_for(world.yusuf))
    assert status == 200
    assert (
        "Verifikasi administrasi provinsi: 9,16 poin, belum berperingkat. Turun 2,34 dari evaluasi mandiri."
    ) in html
    for told in ("Dokumen tidak ditandatangani atau disahkan", "−1,34", "Disdik", "Dinkes", result.name):
        assert told in html


def test_the_page_speaks_english_too(result, world, client_for):
    client = client_for(world.yusuf)
    client.cookies["django_language"] = "en"
    html = page(client)[1]
    assert "Provincial administrative verification: 9.16 points" in html
    assert "The document is not signed or adopted" in html


def test_an_earlier_stage_is_a_link_away(result, world, client_for):
    html = page(client_for(world.yusuf), f"/hasil/{world.assessment.pk}/?tahap=self")[1]
    assert "Diklaim 11,5 dari 1.000 poin" in html


def test_the_waterfall_leads_from_em_to_the_last_tier(result, world):
    seen = shown(result)
    for bars in (seen.by_block, seen.by_reason, seen.by_agency):
        assert (sum(bar.delta for bar in bars), bars[-1].end) == (-2_340, 9_160)
    first, second = seen.by_reason
    assert (first.x, first.width, second.x, second.width) == ("42.735%", "57.265%", "0.000%", "42.735%")
    assert [(bar.label, bar.delta) for bar in seen.by_agency] == [("Disdik", -1_340), ("Dinkes", -1_000)]


@pytest.mark.parametrize(
    ("person", "status"),
    [
        *(("yusuf", 200), ("sri", 200), ("rina", 200), ("ketut", 200), ("dewi", 200), ("agus", 200)),
        *(("maya", 404), ("wayan", 404)),
    ],
)
def test_who_reads_a_result(result, world, client_for, person, status):
    client = client_for(getattr(world, person))
    home = f"/hasil/{world.assessment.pk}/"
    paths = (home, f"{home}{result.name}.json", f"{home}{result.name}/blok/K4/")
    assert [client.get(path).status_code for path in paths] == [status] * 3


def test_the_province_reads_the_sheets_of_its_districts(result, world, client_for):
    client = client_for(province_verifier(world))
    assert client.get(f"/hasil/{world.assessment.pk}/").status_code == 200
    assert client.get(f"/hasil/{world.assessment_lain.pk}/").status_code == 404


def test_the_file_is_the_document_byte_for_byte(result, world, client_for):
    answer = client_for(world.yusuf).get(f"/hasil/{world.assessment.pk}/{result.name}.json")
    assert frozen.verify(answer.content, result.name) == ()
    assert answer["Content-Disposition"] == f'attachment; filename="hasil-16.10-province-{result.name}.json"'


def test_the_command_to_check_the_file_stands_whole_on_the_page(result, world, client_for):
    file = f"hasil-16.10-province-{result.name}.json"
    assert f"layak verify-result {file} --name {result.name}<" in page(client_for(world.yusuf))[1]


def test_a_number_opens_down_to_the_reason_of_each_tier(result, world, client_for):
    client, home = client_for(world.yusuf), f"/hasil/{world.assessment.pk}/{result.name}"
    assert f"{home}/indikator/18/" in page(client, f"{home}/blok/K4/")[1]
    html = page(client, f"{home}/indikator/18/")[1]
    assert "<b>VA</b>: 2,66 dari 5, Dewi. Dokumen tidak ditandatangani atau disahkan" in html
    assert "<b>EM</b>: 4 dari 5" in html
    for absent in ("blok/KX/", "indikator/99/"):
        assert client.get(f"{home}/{absent}").status_code == 404


def test_a_sheet_without_results_says_what_comes_first(world, client_for):
    status, html = page(client_for(world.maya))
    assert (status, "Belum ada tahap yang ditutup" in html) == (200, True)


def test_the_page_costs_the_same_however_many_rows_were_changed(
    world, client_for, django_assert_max_num_queries
):
    claim_everything(world.assessment, world.rina)
    close(world, Stage.SELF)
    judge_everything(world, Stage.PROVINCE, world.dewi)
    close(world, Stage.PROVINCE)
    client = client_for(world.yusuf)
    with django_assert_max_num_queries(25):
        assert client.get(f"/hasil/{world.assessment.pk}/").status_code == 200


def test_the_secretariat_closes_its_stage_on_the_page(world, client_for):
    claimed(world)
    client, path = client_for(world.yusuf), f"/hasil/{world.assessment.pk}/tutup/"
    assert "11,5" in page(client, path)[1]
    answer = client.post(path, {"go": "send", "seen": bound(world.assessment), "reason": ""})
    assert (answer.status_code, answer["Location"]) == (302, f"/hasil/{world.assessment.pk}/")
    assert Result.objects.get().total == 11_500


def test_closing_what_is_not_ready_says_what_is_missing_and_keeps_what_was_typed(world, client_for):
    claimed(world)
    close_stage(world.assessment, Go.SEND, by=world.yusuf)
    client = client_for(province_verifier(world))
    path = f"/hasil/{world.assessment.pk}/tutup/"
    said = {"go": "send", "seen": bound(world.assessment), "reason": "Catatan saya"}
    answer = client.post(path, said)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Masih ada pertanyaan yang belum dinilai" in html
    assert "Catatan saya" in html


def test_a_result_that_would_not_verify_is_not_closed_and_the_page_says_what_to_mend(world, client_for):
    claimed(world)
    Answer.objects.filter(code="12.1").update(points=1_000)
    said = {"go": "send", "seen": bound(world.assessment), "reason": "Catatan saya"}
    answer = client_for(world.yusuf).post(f"/hasil/{world.assessment.pk}/tutup/", said)
    html = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert (
        "Tahap belum ditutup dan tidak ada yang berubah, karena hasilnya tidak akan lolos pemeriksaan. "
        "Pertanyaan 12.1: tertulis 1, jawabannya bernilai 3. Buka pertanyaan itu"
    ) in html
    assert "Catatan saya" in html
    world.assessment.refresh_from_db()
    assert (world.assessment.stage, Result.objects.count()) == ("self", 0)


def test_many_faults_are_counted_after_the_first_three(world):
    claimed(world)
    Answer.objects.update(points=1)
    with pytest.raises(Refused) as refused:
        close(world, Stage.SELF)
    told = str(refused.value.refusal.sentence)
    assert (refused.value.refusal.code, told.count("tertulis"), "Masih ada 1 lagi." in told) == (
        "not-sound",
        3,
        True,
    )


def test_who_does_not_hold_the_sheet_cannot_close_its_stage(world, client_for):
    path = f"/hasil/{world.assessment.pk}/tutup/"
    assert client_for(world.rina).get(path).status_code == 403
    assert client_for(world.maya).get(path).status_code == 404


def test_the_admin_publishes_and_takes_back(result, world, client_for):
    client, home = client_for(world.agus), f"/hasil/{world.assessment.pk}/"
    client.post(f"{home}{result.name}/umumkan/")
    assert "Diumumkan" in page(client, home)[1]
    client.post(f"{home}{result.name}/umumkan/", {"tarik": "1", "alasan": "Salah tahap."})
    assert Result.objects.get(pk=result.pk).published_at is None
    assert client_for(world.yusuf).post(f"{home}{result.name}/umumkan/").status_code == 403


def test_a_paper_leads_to_the_address_its_page_was_opened_at_and_keeps_it(
    result, world, client_for, settings
):
    client, home = client_for(world.yusuf), f"/hasil/{world.assessment.pk}/"
    came = {"host": "kla.contoh.test:8196"}
    seen = client.get(home, headers=came).content.decode()
    assert "QR di dokumen yang dicetak sekarang menuju http://kla.contoh.test:8196." in seen
    client.post(f"{home}{result.name}/cetak/", {"jenis": "rapor"}, headers=came)
    settings.PUBLIC_URL = "https://kla.contoh.test"
    client.post(f"{home}{result.name}/cetak/", {"jenis": "rapor"}, headers=came)
    client.post(f"{home}{result.name}/cetak/", {"jenis": "berita-acara"}, headers=came)
    assert [(paper.kind, _leads(paper)) for paper in Paper.objects.order_by("id")] == [
        ("rapor", f"http://kla.contoh.test:8196/periksa/{result.name}/"),
        ("berita-acara", f"https://kla.contoh.test/periksa/{result.name}/"),
    ]


def test_a_paper_printed_without_a_page_leads_to_the_usual_local_address(result, world):
    paper = print_paper(result, "rapor", by=world.yusuf)
    assert _leads(paper) == f"http://localhost:8000/periksa/{result.name}/"


def _leads(paper) -> str:
    """Where a paper sends its reader, read over the breaks of its lines."""
    pages = pypdfium2.PdfDocument(evidence.kept(paper.sha256))
    text = "".join("".join(page.get_textpage().get_text_range() for page in pages).split())
    return re.search(r"Periksadi(\S*?/periksa/[0-9a-f]{64}/)", text)[1]


def test_papers_are_printed_fetched_signed_and_handed_back(result, world, client_for, settings, tmp_path):
    authority, file, known = Authority(), tmp_path / "situs.p12", tmp_path / "dikenal.pem"
    file.write_bytes(authority.person("Rina Uji"))
    known.write_bytes(authority.pem)
    settings.SIGN_P12, settings.SIGN_PASSWORD, settings.SIGN_TRUST = str(file), PASSWORD, str(known)
    client, home = client_for(world.yusuf), f"/hasil/{world.assessment.pk}/"
    client.post(f"{home}{result.name}/cetak/", {"jenis": "rapor"})
    paper = Paper.objects.get()
    answer = client.get(f"{home}dokumen/{paper.pk}.pdf")
    assert (answer["Content-Type"], answer.content) == ("application/pdf", evidence.kept(paper.sha256))
    client.post(f"{home}dokumen/{paper.pk}/tandatangani/")
    signed = Paper.objects.get(signed=True)
    assert "Tanda tangan sah" in page(client, home)[1]
    Paper.objects.filter(pk=signed.pk).delete()
    upload = SimpleUploadedFile("ttd.pdf", evidence.kept(signed.sha256))
    client.post(f"{home}{result.name}/unggah/", {"file": upload})
    back = Paper.objects.get(uploaded=True)
    assert (back.sha256, back.state) == (signed.sha256, "valid")


def test_a_wrong_upload_is_refused_over_the_form(result, world, client_for):
    path = f"/hasil/{world.assessment.pk}/{result.name}/unggah/"
    upload = SimpleUploadedFile("lain.pdf", b"%PDF-1.7 lain")
    answer = client_for(world.yusuf).post(path, {"file": upload})
    assert answer.status_code == 422
    assert "bukan dokumen hasil yang dicetak situs ini" in answer.content.decode()


def test_the_award_stands_beside_the_band_of_the_score(world, client_for):
    claim_everything(world.assessment, world.rina)
    close(world, Stage.SELF)
    close(world, Stage.AWARD, Award("nindya", "SK 1/2026", "Syarat belum dipenuhi."))
    html = page(client_for(world.sri), f"/hasil/{world.assessment.pk}/")[1]
    assert "Berbeda dari pita nilai: Syarat belum dipenuhi." in html
    assert ("ly-pr-nindya" in html, "ly-pr-kla" in html) == (True, True)


def test_the_blocks_stand_beside_the_province_only_when_three_published(result, world):
    assert {line.median for line in shown(result).blocks} == {None}
    assert json.loads(result.document)["scores"]["province"]["blocks"] == {
        line.code: line.last for line in shown(result).blocks
    }


def test_once_the_predikat_is_decided_nothing_is_left_to_close(world, client_for):
    client, home = client_for(world.yusuf), f"/hasil/{world.assessment.pk}/"
    assert "Tutup tahap ini" in page(client, home)[1]
    Passage.objects.create(assessment=world.assessment, start="award", go=Go.FINISH)
    assert "Tutup tahap ini" not in page(client, home)[1]
