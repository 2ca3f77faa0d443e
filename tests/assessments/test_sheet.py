"""The sheet's pages: cards, saving with and without scripts, both values on a stale save, who sees what."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from layak.assessments.actions import citing, moves
from layak.assessments.actions.answering import answer
from layak.assessments.models import Answer, Citation, Cycle, Remark
from layak.evidence.models import Document
from tests.assessments.papers import paper
from tests.assessments.test_answering import HALF

AUTOSAVE = {"HX-Request": "true", "X-Requested-With": "autosave"}


@pytest.fixture
def at(world):
    """Addresses of the world's sheet: `at("question", "14.1")`."""
    return lambda name, *args: reverse(name, args=[world.assessment.pk, *args])


def picture_pdf() -> bytes:
    page = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(page, "PDF")
    return page.getvalue()


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("code", ["14.1", "14.7", "14.9", "3.1a"])
def test_every_type_of_question_has_its_card(world, client_for, at, code):
    page = text(client_for(world.yusuf).get(at("question", code)))
    fields = {
        "14.1": 'name="numerator_2024"',
        "14.7": 'name="value_2025"',
        "14.9": 'type="radio" name="step" value="4"',
        "3.1a": 'name="row-0-nama"',
    }
    assert fields[code] in page
    assert 'name="points"' in page
    assert "estimasi" in page


def test_a_page_shows_one_indicator_and_the_progress_of_all(world, client_for, at):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    page = text(client_for(world.rina).get(at("sheet_indicator", "14")))
    assert 'id="q-14-1"' in page
    assert 'id="q-13-1"' not in page
    assert "2 dari 32" in page
    assert "Kirim 1 draf" in page
    assert '<span class="n" id="n-14"><span class="visually-hidden">terjawab </span>1/10</span>' in page
    assert page.count("<h1") == 1


def test_saving_while_typing_answers_with_only_what_changed(world, client_for, at):
    answered = client_for(world.rina).post(at("question", "14.1"), HALF | {"version": "0"}, headers=AUTOSAVE)
    page = text(answered)
    assert answered.status_code == 200
    assert '<input type="hidden" name="version" id="v-14-1" value="1" hx-swap-oob="true">' in page
    assert '<output id="o-14-1-1" hx-swap-oob="true">72,0%</output>' in page
    assert "Naik 32,0 poin persen dari 2024" in page
    assert 'id="capaian" hx-swap-oob="true"' in page
    assert "<form" not in page.replace('<form class="ms-auto"', "")
    assert Answer.objects.get().points == 2000


def test_saving_without_scripts_goes_back_to_the_card(world, client_for, at):
    answered = client_for(world.rina).post(at("question", "14.1"), HALF | {"version": "0", "note": "KIA"})
    assert (answered.status_code, answered["Location"]) == (302, at("sheet_indicator", "14") + "#q-14-1")
    assert (Answer.objects.get().note, Answer.objects.get().status) == ("KIA", "draft")


def test_an_impossible_figure_says_so_at_its_field_and_stays_on_the_screen(world, client_for, at):
    wrong = HALF | {"version": "0", "numerator_2025": "1.020"}
    for headers in (AUTOSAVE, {}):
        answered = client_for(world.rina).post(at("question", "14.1"), wrong, headers=headers)
        page = text(answered)
        assert answered.status_code == 422
        assert "Angka ini lebih besar daripada bayi di bawah 6 bulan yang didata (1.000)." in page
        assert page.count("Angka ini lebih besar daripada bayi") == 2
        assert 'href="#i-14-1-numerator_2025"' in page
    assert 'value="1.020"' in page
    assert 'aria-invalid="true"' in page
    assert not Answer.objects.exists()


def test_a_stale_save_shows_both_values_and_lets_the_person_choose(world, client_for, at):
    answer(world.assessment, "14.1", HALF, version=0, by=world.yusuf)
    mine = HALF | {"version": "0", "numerator_2025": "100"}
    answered = client_for(world.rina).post(at("question", "14.1"), mine, headers=AUTOSAVE)
    page = text(answered)
    assert answered.status_code == 409
    assert 'id="konflik-14-1" hx-swap-oob="true"' in page
    assert "Yusuf menyimpan isian ini lebih dulu" in page
    assert "2025: 720 dari 1.000 (72,0%)" in page
    assert "2025: 100 dari 1.000 (10,0%)" in page
    assert 'data-keep="mine" data-version="1"' in page
    assert Answer.objects.get().points == 2000


def test_without_scripts_a_stale_form_keeps_what_was_typed_and_saving_again_takes_it(world, client_for, at):
    answer(world.assessment, "14.1", HALF, version=0, by=world.yusuf)
    mine = HALF | {"version": "0", "numerator_2025": "100"}
    client = client_for(world.rina)
    answered = client.post(at("question", "14.1"), mine)
    assert answered.status_code == 409
    assert 'id="i-14-1-numerator_2025" name="numerator_2025"' in text(answered)
    assert 'value="100"' in text(answered)
    assert 'id="v-14-1" value="1"' in text(answered)
    client.post(at("question", "14.1"), mine | {"version": "1"})
    assert Answer.objects.get().data["numerator_2025"] == "100"


def test_looking_at_direct_points_does_not_empty_the_answer(world, client_for, at):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    sent = HALF | {"version": "1", "kind": "direct", "points": ""}
    client_for(world.rina).post(at("question", "14.1"), sent, headers=AUTOSAVE)
    assert Answer.objects.get().points == 2000
    client_for(world.rina).post(at("question", "14.1"), sent | {"points": "1,5"}, headers=AUTOSAVE)
    assert (Answer.objects.get().points, Answer.objects.get().data["kind"]) == (1500, "direct")


def test_a_table_is_read_row_by_row_and_blank_rows_fall_away(world, client_for, at):
    sent = {
        "version": "0",
        "kind": "matrix",
        "row-0-nama": "TP PKK",
        "row-0-jenis": "Lembaga masyarakat",
        "row-0-kegiatan": "Kelas ibu",
        "row-0-tahun": "2025",
        "row-1-nama": "",
    }
    client_for(world.yusuf).post(at("question", "3.1a"), sent, headers=AUTOSAVE)
    assert (Answer.objects.get().points, len(Answer.objects.get().data["rows"])) == (900, 1)


def test_sending_from_the_card_saves_first_and_does_both_or_neither(world, client_for, at):
    client = client_for(world.rina)
    client.post(at("question", "14.1"), HALF | {"version": "0", "act": "submit"})
    assert (Answer.objects.get().status, Answer.objects.get().version) == ("submitted", 2)
    half = {"version": "0", "kind": "percent", "numerator_2024": "1", "act": "submit"}
    answered = client.post(at("question", "14.2"), half)
    assert answered.status_code == 403
    assert "14.2 belum lengkap" in text(answered)
    assert Answer.objects.count() == 1


def test_all_drafts_of_an_indicator_are_sent_at_the_versions_seen(world, client_for, at):
    for code in ("14.1", "14.2"):
        answer(world.assessment, code, HALF, version=0, by=world.rina)
    client = client_for(world.rina)
    client.post(at("submit_drafts", "14"), {"row": ["14.1:1", "14.2:1", "12.1:1"]})
    assert set(Answer.objects.values_list("code", "status")) == {("14.1", "submitted"), ("14.2", "submitted")}


def test_the_head_approves_and_returns_from_the_card(world, client_for, at):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    moves.submit(world.assessment, {"14.1": 1}, by=world.rina)
    client = client_for(world.ketut)
    page = text(client.get(at("question", "14.1")))
    assert 'value="approve"' in page
    assert "data-autosave" not in page
    client.post(at("move", "14.1"), {"act": "approve", "version": "2"})
    client.post(at("move", "14.1"), {"act": "return", "version": "3", "reason": "Belum ditandatangani."})
    assert Answer.objects.get().status == "needs-fix"
    assert "Belum ditandatangani." in text(client_for(world.rina).get(at("sheet_indicator", "14")))


def test_a_made_up_move_changes_nothing(world, client_for, at):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    moves.submit(world.assessment, {"14.1": 1}, by=world.rina)
    moved = client_for(world.rina).post(at("move", "14.1"), {"act": "burn", "version": "2"})
    assert (moved.status_code, Answer.objects.get().status) == (400, "submitted")


def test_a_helper_reads_why_the_answer_is_not_theirs_and_may_still_add_proof(world, client_for, at):
    world.assessment.assignments.create(code="14.1", agency=world.disdik, part="helper")
    page = text(client_for(world.bayu).get(at("question", "14.1")))
    assert "Anda membantu pertanyaan ini" in page
    assert "Tambah bukti" in page
    assert "data-autosave" not in page


def test_proof_is_attached_from_the_library_with_its_page_and_taken_off_with_a_way_back(
    world, client_for, at
):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    report, client = paper(world), client_for(world.rina)
    assert f'Pakai<span class="visually-hidden"> {report.title}' in text(client.get(at("proof", "14.1")))
    client.post(at("attach", "14.1"), {"document": report.pk, "pages": "3–5"})
    page = text(client.get(at("proof", "14.1")))
    assert "Cocok untuk pertanyaan ini" in page
    assert 'value="3–5"' in page
    gone = client.post(at("detach", "14.1"), {"document": report.pk}, headers={"HX-Request": "true"})
    assert "Pasang lagi" in text(gone)
    assert 'id="b-14-1" hx-swap-oob="true"' in text(gone)
    assert not Citation.objects.exists()


def test_a_document_with_hidden_personal_data_is_not_named_to_others(world, client_for, at):
    secret = paper(world, "Daftar nama anak", personal_data=True, masked=True)
    citing.attach(world.assessment, "14.1", secret.pk, by=world.rina)
    assert "Daftar nama anak" in text(client_for(world.yusuf).get(at("question", "14.1")))
    for person in (world.bayu, world.sri):
        page = text(client_for(person).get(at("question", "14.1")))
        assert "Daftar nama anak" not in page
        assert "Dokumen dengan data pribadi" in page
        assert "Daftar nama anak" not in text(client_for(person).get(at("history", "14.1")))


def test_the_admin_reads_which_proof_a_row_has_but_is_offered_no_file_of_it(world, client_for, at):
    report = paper(world)
    citing.attach(world.assessment, "14.1", report.pk, by=world.rina)
    page = text(client_for(world.agus).get(at("proof", "14.1")))
    assert ("Laporan KIA 2025" in page, "hanya dapat dibuka orang dari daerah ini" in page) == (True, True)
    assert f"/bukti/{report.pk}/" not in page


def test_describing_a_document_on_its_page_makes_the_rows_that_cite_it_ready(world, client_for, at):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    report = paper(world, kind="", date=None)
    citing.attach(world.assessment, "14.1", report.pk, by=world.rina)
    assert not Answer.objects.get().ready
    said = {"title": "Laporan", "kind": "data-terpilah", "date": "31/12/2025", "version": report.version}
    answered = client_for(world.rina).post(reverse("document", args=[report.pk]), said)
    assert answered.status_code == 302
    assert Answer.objects.get().ready
    report.refresh_from_db()
    client_for(world.rina).post(reverse("document_remove", args=[report.pk]), {"version": report.version})
    assert not Answer.objects.get().ready


def test_a_remark_is_shown_to_everyone_on_the_row(world, client_for, at):
    client_for(world.rina).post(at("remark", "14.1"), {"text": "Menunggu data RSUD."})
    assert Remark.objects.get().author == world.rina
    assert "Menunggu data RSUD." in text(client_for(world.ketut).get(at("question", "14.1")))


def test_history_and_ledger_open_as_pages_and_as_fragments(world, client_for, at):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    client = client_for(world.rina)
    for name, arg, words in (
        ("history", "14.1", "menyimpan jawaban"),
        ("sheet_ledger", "14", "Dari mana 2 poin estimasi?"),
    ):
        assert "<html" in text(client.get(at(name, arg)))
        fragment = text(client.get(at(name, arg), headers={"HX-Request": "true"}))
        assert words in fragment
        assert "<html" not in fragment


def test_last_cycles_answer_stands_beside(world, client_for, at):
    before = Cycle.objects.create(
        year=2025,
        title="2025",
        edition_key="kla-2024",
        edition_fingerprint="",
        year_before=2023,
        year_latest=2024,
    )
    old = before.assessments.create(district=world.ogan_ilir, edition_key="kla-2024", edition_fingerprint="")
    old.answers.create(
        code="14.9",
        data={"kind": "choice", "step": 2},
        points=2000,
        status="approved",
        changed_by=world.rina,
        changed_at=world.cycle.windows.get().opens_at,
    )
    page = text(client_for(world.yusuf).get(at("question", "14.9")))
    assert '<span class="was">jawaban 2025</span>' in page
    assert "2 dari 4 poin." in page


def test_filters_count_and_narrow(world, client_for, at):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    moves.submit(world.assessment, {"14.1": 1}, by=world.rina)
    client = client_for(world.rina)
    page = text(client.get(at("sheet_indicator", "14") + "?saring=saya"))
    assert 'id="q-14-2"' in page
    assert 'id="q-14-1"' not in page
    assert "Bukti belum siap <b>1</b>" in page
    page = text(client.get(at("sheet_indicator", "14") + "?saring=bukti"))
    assert 'id="q-14-1"' in page
    assert 'id="q-14-2"' not in page


def test_the_json_twin_has_every_row_with_exact_points(world, client_for, django_assert_max_num_queries):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    client = client_for(world.rina)
    with django_assert_max_num_queries(7):
        body = json.loads(client.get(reverse("sheet_json", args=[world.assessment.pk])).content)
    assert len(body["rows"]) == 274
    row = next(row for row in body["rows"] if row["code"] == "14.1")
    del row["changed_at"]
    assert row == {
        "code": "14.1",
        "status": "draft",
        "points": "2",
        "max": "3",
        "estimate": True,
        "ready": False,
        "version": 1,
        "data": Answer.objects.get().data,
        "note": "",
        "lead": "Dinas Kesehatan",
        "helpers": [],
    }


@pytest.mark.parametrize("person", ["wayan", "maya", "dewi"])
def test_another_districts_sheet_does_not_exist(world, client_for, at, person):
    client = client_for(getattr(world, person))
    for name, *args in (
        ("sheet",),
        ("sheet_json",),
        ("sheet_indicator", "14"),
        ("question", "14.1"),
        ("proof", "14.1"),
        ("history", "14.1"),
        ("sheet_ledger", "14"),
    ):
        assert client.get(at(name, *args)).status_code == 404, name
    for name, *args in (("question", "14.1"), ("move", "14.1"), ("attach", "14.1"), ("submit_drafts", "14")):
        assert client.post(at(name, *args), {"version": "0"}).status_code == 404, name


def test_rows_and_indicators_that_do_not_exist_are_not_found(world, client_for, at):
    client = client_for(world.rina)
    for name, arg in (
        ("question", "99.9"),
        ("sheet_indicator", "99"),
        ("proof", "99.9"),
        ("sheet_ledger", "0"),
    ):
        assert client.get(at(name, arg)).status_code == 404
    assert client.post(at("question", "99.9"), {"version": "0"}).status_code == 404


def _queries(client, address, django_assert_max_num_queries) -> int:
    with django_assert_max_num_queries(60) as seen:
        assert client.get(address).status_code == 200
    return len(seen.captured_queries)


def test_pages_cost_the_same_however_many_rows_and_documents(
    world, client_for, at, django_assert_max_num_queries
):
    client = client_for(world.rina)
    addresses = [
        at("sheet_indicator", "14"),
        at("question", "14.1"),
        at("proof", "14.1"),
        at("history", "14.1"),
    ]
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    citing.attach(world.assessment, "14.1", paper(world, personal_data=True, masked=True).pk, by=world.rina)
    one = [_queries(client, address, django_assert_max_num_queries) for address in addresses]
    for code in ("14.2", "14.4", "14.5"):
        answer(world.assessment, code, HALF, version=0, by=world.yusuf)
        for n in range(2):
            citing.attach(world.assessment, code, paper(world, f"Laporan {n}").pk, by=world.yusuf)
            citing.attach(world.assessment, "14.1", paper(world, f"Lain {n}").pk, by=world.rina)
    many = [_queries(client, address, django_assert_max_num_queries) for address in addresses]
    assert all(late <= early for early, late in zip(one, many, strict=True)), (one, many)


def test_a_save_over_http_costs_few_statements(world, client_for, at, django_assert_max_num_queries):
    client = client_for(world.rina)
    client.post(at("question", "14.1"), HALF | {"version": "0"}, headers=AUTOSAVE)
    with django_assert_max_num_queries(19):
        sent = HALF | {"version": "1", "numerator_2025": "900"}
        assert client.post(at("question", "14.1"), sent, headers=AUTOSAVE).status_code == 200


def test_a_long_indicator_comes_in_pages_and_a_save_goes_back_to_the_right_one(world, client_for, at):
    client = client_for(world.yusuf)
    first = text(client.get(at("sheet_indicator", "1")))
    assert first.count("<article") == 12
    assert 'href="?saring=semua&amp;hal=2"' in first
    answered = client.post(at("question", "1.2z"), {"version": "0", "step": "1"})
    assert answered["Location"].startswith(at("sheet_indicator", "1") + "?hal=")
    page = text(client.get(answered["Location"]))
    assert 'id="q-1-2z"' in page


def test_leafing_through_a_document_stays_at_its_question(world, client_for, at):
    page = text(client_for(world.yusuf).get(at("sheet_indicator", "1") + "?bukti=1.2z&hal=2&versi=1"))
    assert 'id="q-1-2z"' in page
    assert "Bukti untuk 1.2z" in page


def test_files_from_a_plain_form_become_proof_and_outsiders_are_refused(world, client_for, at):
    def send(person):
        file = SimpleUploadedFile("laporan.pdf", picture_pdf(), "application/pdf")
        return client_for(person).post(at("proof_upload", "14.1"), {"files": [file]})

    assert send(world.bayu).status_code == 403
    assert not Document.objects.exists()
    assert send(world.rina)["Location"] == at("proof", "14.1")
    assert Citation.objects.get().document.title


def test_a_character_no_database_keeps_does_not_break_a_save(world, client_for, at):
    sent = HALF | {"version": "0", "note": "a\0b"}
    assert client_for(world.rina).post(at("question", "14.1"), sent, headers=AUTOSAVE).status_code == 200
    assert Answer.objects.get().note == "ab"


def test_a_note_is_the_same_whether_a_form_or_a_script_sends_it(world, client_for, at):
    client, lines = client_for(world.rina), ["a" * 3_990, "akhir", "ini"]
    for number, end in enumerate(("\n", "\r\n")):
        client.post(at("question", "17.1"), {"step": "5", "version": number, "note": end.join(lines)})
        kept = Answer.objects.get(code="17.1")
        assert (kept.note, kept.version) == ("\n".join(lines), 1)


def test_a_note_too_long_is_refused_whole_and_stays_on_the_screen(world, client_for, at):
    client, note = client_for(world.rina), "a" * 4_001
    refused = client.post(at("question", "17.1"), {"step": "5", "version": 0, "note": note})
    assert refused.status_code == 403
    assert note in text(refused)
    assert "Catatan ini 4001 huruf, sedangkan batasnya 4000." in text(refused)
    assert not Answer.objects.exists()
    client.post(at("remark", "17.1"), {"text": note})
    assert not Remark.objects.exists()


def test_too_many_files_at_once_are_told_their_number(world, client_for, at):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    files = [SimpleUploadedFile(f"{n}.jpg", b"x", "image/jpeg") for n in range(101)]
    refused = client_for(world.rina).post(at("proof_upload", "14.1"), {"files": files})
    assert refused.status_code == 400
    assert "Terlalu banyak berkas sekaligus. Kirim paling banyak 100, lalu kirim sisanya." in text(refused)
