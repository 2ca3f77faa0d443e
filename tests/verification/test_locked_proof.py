"""Proof of a row that may not change any more keeps its file, whichever way a newer one comes."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from layak.assessments.actions import citing
from layak.assessments.models import Answer, Assessment
from layak.core.refusal import Refused
from layak.core.stages import Stage
from layak.evidence.actions import documents, uploads
from layak.evidence.models import Document, Version
from layak.verification.actions import noting
from layak.verification.actions.judging import Sent, decide
from layak.verification.queries.rows import judged
from tests.assessments.papers import paper
from tests.evidence import files
from tests.verification.people import fresh, send, window
from tests.verification.test_judging import cite

SENT = (
    "Dokumen ini bukti pertanyaan 14.1 (2026) yang sudah dikirim, jadi berkasnya tidak dapat diganti atau "
    "dihapus. Unggah sebagai dokumen baru, atau tunggu verifikator membuka pertanyaannya."
)
OVER = (
    "Dokumen ini bukti pertanyaan 14.1 (2026) yang sudah terkunci, jadi berkasnya tidak dapat diganti atau "
    "dihapus. Unggah sebagai dokumen baru."
)
NEWER = files.text_pdf("LAPORAN YANG LAIN")
PIECE = "application/offset+octet-stream"

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def report(sheet, team, world):
    """The report that row 14.1 cites, described once, and judged by Hadi."""
    found = cite(world, "14.1", version=2).document
    decide(sheet, "14.1", Sent(points=3_000), version=0, by=team.hadi)
    return found


def announced(report):
    return {"name": "baru.pdf", "size": len(NEWER), "replaces": report.pk}


def by_the_plain_form(client, report):
    chosen = SimpleUploadedFile("baru.pdf", NEWER)
    address, sent = reverse("upload_form"), {"files": chosen, "replaces": report.pk}
    return next(str(m) for m in client.post(address, sent, follow=True).context["messages"])


def in_pieces(client, report):
    return client.post(reverse("upload_start"), announced(report)).json()["sentence"]


def by_the_last_piece(client, report):
    """An upload that was announced while nobody asked."""
    home = {"district": report.district_id, "agency": report.agency_id, "replaces": report}
    user = report.created_by
    begun = uploads.start("baru.pdf", len(NEWER), by=user, **home)
    address, at = reverse("upload", args=[begun.pk]), {"Upload-Offset": "0"}
    return client.patch(address, NEWER, content_type=PIECE, headers=at).json()["sentence"]


def by_removing_it(client, report):
    address, sent = reverse("document_remove", args=[report.pk]), {"version": report.version}
    return next(str(m) for m in client.post(address, sent, follow=True).context["messages"])


WAYS = [by_the_plain_form, in_pieces, by_the_last_piece, by_removing_it]


def state(sheet: Assessment, report: Document):
    """The files of the report, whether it is in the library, whether the verdict on its row stands."""
    here = Document.objects.filter(pk=report.pk, removed_at=None).exists()
    names = [version.filename for version in Version.objects.filter(document=report)]
    return names, here, judged(sheet, Stage.PROVINCE, ["14.1"])["14.1"].standing


UNTOUCHED = (["Laporan KIA 2025.pdf"], True, True)


def refusal(call) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return str(caught.value.refusal.sentence)


def remove(report, by):
    report.refresh_from_db()
    documents.remove(report, version=report.version, by=by, leaning=citing.leaning(by))


@pytest.mark.parametrize("way", WAYS)
def test_proof_of_a_row_that_was_sent_keeps_its_file(sheet, report, world, client_for, way):
    said = way(client_for(world.rina), report)
    assert (said.removeprefix("baru.pdf: "), state(sheet, report)) == (SENT, UNTOUCHED)


def test_the_page_says_so_instead_of_offering_it(sheet, report, world, client_for):
    page = client_for(world.rina).get(reverse("document", args=[report.pk])).content.decode()
    shown = (SENT in page, reverse("document_remove", args=[report.pk]) in page, 'name="replaces"' in page)
    assert shown == (True, False, False)
    assert 'name="personal_data"' in page


def test_the_page_of_a_document_that_no_locked_row_cites_offers_both(sheet, world, client_for):
    free = paper(world, version=2)
    page = client_for(world.rina).get(reverse("document", args=[free.pk])).content.decode()
    shown = (
        "tidak dapat diganti" in page,
        reverse("document_remove", args=[free.pk]) in page,
        'name="replaces"' in page,
    )
    assert shown == (False, True, True)


def test_a_note_opens_the_file_of_its_row_until_the_reply(sheet, report, team, world, client_for):
    note = noting.write(sheet, "14.1", "Halaman 3 tidak terbaca.", by=team.hadi)
    rina = client_for(world.rina)
    address = rina.post(reverse("upload_start"), announced(report)).json()["url"]
    noting.reply(sheet, note.pk, "Sudah diganti.", version=1, by=world.rina)
    late = rina.patch(address, NEWER, content_type=PIECE, headers={"Upload-Offset": "0"})
    assert (late.status_code, late.json()["sentence"], state(sheet, report)) == (403, SENT, UNTOUCHED)
    noting.write(sheet, "14.1", "Belum juga.", by=team.hadi)
    by_the_plain_form(rina, report)
    assert state(sheet, report) == (["baru.pdf", "Laporan KIA 2025.pdf"], True, False)
    remove(report, world.rina)
    assert not Document.objects.filter(pk=report.pk, removed_at=None).exists()


def test_an_open_row_does_not_open_the_proof_of_the_locked_row_beside_it(sheet, report, team, world):
    noting.write(sheet, "14.2", "Tanggalnya?", by=team.hadi)
    Answer.objects.get(code="14.2").citations.create(document=report, added_by=world.rina)
    assert refusal(lambda: remove(report, world.rina)) == SENT


def test_the_sentence_names_three_rows_and_counts_the_others(sheet, report, world):
    for code in ("14.2", "18.1", "17.1", "12.1"):
        told = {"changed_by": world.rina, "changed_at": timezone.now()}
        row, _new = Answer.objects.get_or_create(assessment=sheet, code=code, defaults=told)
        row.citations.create(document=report, added_by=world.rina)
    named = SENT.replace("14.1 (2026)", "14.1, 14.2, 18.1 dan 2 lainnya (2026)")
    assert refusal(lambda: remove(report, world.yusuf)) == named


def test_the_proof_of_a_finished_sheet_stays_what_was_judged(sheet, report, world):
    Assessment.objects.filter(pk=sheet.pk).update(stage=Stage.AWARD)
    assert refusal(lambda: remove(report, world.rina)) == OVER


def test_proof_is_kept_once_the_districts_own_time_is_over(world, team):
    report = paper(world)
    citing.attach(world.assessment, "14.1", report.pk, by=world.rina)
    now = timezone.now()
    window(world, Stage.SELF, now - timedelta(days=9), now - timedelta(minutes=1))
    assert refusal(lambda: remove(report, world.rina)) == OVER


def test_proof_that_was_sent_meanwhile_is_not_replaced_by_what_is_on_its_way(world, team, client_for):
    report = paper(world)
    citing.attach(world.assessment, "14.1", report.pk, by=world.rina)
    address = client_for(world.rina).post(reverse("upload_start"), announced(report)).json()["url"]
    now = timezone.now()
    window(world, Stage.PROVINCE, now - timedelta(days=1), now + timedelta(days=1))
    send(world)
    late = client_for(world.rina).patch(address, NEWER, content_type=PIECE, headers={"Upload-Offset": "0"})
    assert (late.status_code, late.json()["sentence"]) == (403, SENT)
    assert Version.objects.filter(document=report).count() == 1


def test_words_about_a_document_and_its_personal_data_may_change_and_no_verdict_falls(sheet, report, world):
    said = documents.Description(
        title="Laporan KIA, disamarkan", kind="sk", number="7", date=date(2024, 5, 1), personal_data=True
    )
    seen = documents.describe(report, said, version=2, by=world.rina)
    citing.recheck(report.pk, by=world.rina)
    assert (seen.personal_data, state(fresh(sheet), report)) == (True, UNTOUCHED)


def test_a_removed_document_comes_back_although_its_row_was_sent(sheet, world, client_for):
    lost = cite(world, "14.2", title="Laporan lain", version=2).document
    Document.objects.filter(pk=lost.pk).update(removed_at=timezone.now())
    client_for(world.rina).post(reverse("document_restore", args=[lost.pk]))
    assert Document.objects.get(pk=lost.pk).removed_at is None
