"""The Excel round trip: people get their rows, every change is shown, all of it is applied or none."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from layak.assessments.actions import citing, moves
from layak.assessments.actions.answering import Entry, Stale, answer, enter
from layak.assessments.forms.exchange import seal
from layak.assessments.models import Answer, Assignment, Standing, Window
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.rows import about
from layak.core import catalogue, recap
from layak.core.refusal import Refused
from layak.trail import queries as trail
from tests.assessments.papers import paper
from tests.core.workbook.forms import filled, put

EDITION = catalogue.get("kla-2024")
HALF = {
    "numerator_2024": "400",
    "denominator_2024": "1000",
    "numerator_2025": "720",
    "denominator_2025": "1000",
}


def address(name, world, *more):
    return reverse(name, args=[world.assessment.pk, *more])


def workbook_of(client, world, agency=None):
    where = address("exchange_agency", world, agency.pk) if agency else address("exchange_all", world)
    return client.get(where)


def cells(content, sheet="Isi"):
    """Each code's row number."""
    rows = load_workbook(io.BytesIO(content))[sheet].iter_rows(min_row=4, max_col=1)
    return {row[0].value: row[0].row for row in rows}


def upload(client, world, content, name="isian.xlsx"):
    return client.post(address("exchange_preview", world), {"file": SimpleUploadedFile(name, content)})


def apply(client, world, page, **choices):
    """Press "Terapkan" on a preview with these choices on top of what is ticked."""
    ticked = {f"pilih-{one.code}": "berkas" for one in page.context["plain"] if one.chosen}
    sent = {"isi": page.context["sealed"]} | ticked | {f"pilih-{c}": v for c, v in choices.items()}
    return client.post(address("exchange_apply", world), sent)


def shown(page, group):
    return [(one.code, one.was, one.becomes) for one in page.context[group]]


def stored(world):
    return {a.code: (a.data, a.note, a.version) for a in Answer.objects.filter(assessment=world.assessment)}


@pytest.fixture
def rina(world, client_for):
    return client_for(world.rina)


@pytest.fixture
def isian(world, rina):
    """Rina's workbook, downloaded before anything was answered."""
    return workbook_of(rina, world, world.dinkes).content


def test_an_operator_downloads_the_rows_of_the_agency_and_sees_those_it_helps_with(world, rina):
    world.assessment.assignments.create(code="18.1", agency=world.dinkes, part="helper")
    response = workbook_of(rina, world, world.dinkes)
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="isian Dinas Kesehatan Kabupaten Ogan Ilir 2026.xlsx"'
    )
    assert list(cells(response.content)) == ["12.1", "14.1", "14.2", "17.1"]
    assert list(cells(response.content, "Bantuan")) == ["18.1"]


def test_the_workbook_shows_what_is_stored_and_what_proves_it_but_no_title_of_personal_data(
    world, client_for
):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina, note="Data KIA")
    secret = paper(world, "Nama anak", personal_data=True, agency=world.dinas_pppa)
    citing.attach(world.assessment, "14.1", paper(world).pk, by=world.rina)
    citing.attach(world.assessment, "14.1", secret.pk, by=world.yusuf)
    sheet = load_workbook(io.BytesIO(workbook_of(client_for(world.ketut), world, world.dinkes).content))[
        "Isi"
    ]
    line = [cell.value for cell in next(sheet.iter_rows(min_row=5, max_row=5))]
    assert line[5:14] == [400, 720, 1000, 1000, None, "Data KIA", "2 (estimasi)", "3", "draf"]
    assert line[15].startswith("Laporan KIA 2025 (")
    assert line[15].splitlines()[1].startswith("Dokumen berisi data pribadi (")


@pytest.mark.parametrize(
    ("downloads", "uploads", "name", "fill", "said"),
    [
        ("en", "id", "form Dinas Kesehatan Kabupaten Ogan Ilir 2026.xlsx", "Answers", "bukan angka."),
        ("id", "en", "isian Dinas Kesehatan Kabupaten Ogan Ilir 2026.xlsx", "Isi", "is not a number."),
    ],
)
def test_a_workbook_of_one_language_is_uploaded_by_a_colleague_who_reads_the_other(
    world, rina, client_for, settings, downloads, uploads, name, fill, said
):
    yusuf = client_for(world.yusuf)
    rina.cookies[settings.LANGUAGE_COOKIE_NAME] = downloads
    yusuf.cookies[settings.LANGUAGE_COOKIE_NAME] = uploads
    response = workbook_of(rina, world, world.dinkes)
    row = cells(response.content, fill)
    put_in = put({f"F{row['14.1']}": "banyak", f"J{row['14.2']}": 2}, fill)
    page = upload(yusuf, world, filled(response.content, put_in))
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert [one.code for one in page.context["plain"]] == ["14.2"]
    assert f"<b>{fill}!F{row['14.1']}</b> (14.1): “banyak” {said}" in page.content.decode()
    apply(yusuf, world, page)
    assert stored(world) == {"14.2": ({"kind": "direct", "points": "2"}, "", 1)}


@pytest.mark.parametrize(
    ("person", "agency", "status"),
    [
        ("rina", "dinkes", 200),
        ("ketut", "dinkes", 200),
        ("yusuf", "dinkes", 200),
        ("yusuf", None, 200),
        ("yusuf", "dinkes_lain", 404),
        ("rina", None, 403),
        ("bayu", "dinkes", 403),
        ("sri", "dinkes", 403),
        ("agus", "dinkes", 403),
        ("wayan", "dinkes", 404),
        ("dewi", "dinkes", 404),
    ],
)
def test_an_agency_takes_its_own_rows_and_the_secretariat_any(world, client_for, person, agency, status):
    client = client_for(getattr(world, person))
    assert workbook_of(client, world, getattr(world, agency) if agency else None).status_code == status


def test_the_secretariat_takes_the_whole_district_in_one_workbook(world, client_for):
    content = workbook_of(client_for(world.yusuf), world).content
    assert list(cells(content)) == list(EDITION.questions)


def test_a_workbook_that_nobody_filled_in_changes_nothing(world, rina, isian):
    page = upload(rina, world, isian)
    assert (page.status_code, shown(page, "plain"), page.context["same"]) == (200, [], 4)
    assert "Tidak ada yang dapat diterapkan dari berkas ini." in page.content.decode()


def test_changes_are_shown_was_and_becomes_and_applied_with_one_trail_line_each(world, rina):
    answer(world.assessment, "14.2", HALF, version=0, by=world.rina, note="lama")
    content = workbook_of(rina, world, world.dinkes).content
    row = cells(content)
    at = {
        f"{column}{row['14.1']}": value
        for column, value in zip("FGHI", (400, "720,5", 1000, 1000), strict=True)
    }
    content = filled(content, put(at | {f"K{row['14.2']}": "baru"}))

    page = upload(rina, world, content)
    assert shown(page, "plain") == [
        ("14.1", "Belum diisi", "2024: 400 dari 1.000 (40,0%)\n2025: 720,5 dari 1.000 (72,1%)"),
        (
            "14.2",
            "2024: 400 dari 1.000 (40,0%)\n2025: 720 dari 1.000 (72,0%)\nCatatan: lama",
            "2024: 400 dari 1.000 (40,0%)\n2025: 720 dari 1.000 (72,0%)\nCatatan: baru",
        ),
    ]
    assert stored(world).keys() == {"14.2"}

    done = apply(rina, world, page)
    assert (done.status_code, done.url) == (302, address("exchange", world))
    half = {"kind": "percent"} | HALF
    assert stored(world) == {
        "14.1": (half | {"numerator_2025": "720,5"}, "", 1),
        "14.2": (half, "baru", 2),
    }
    lines = trail.history(about(world.assessment.pk, "14.1"))
    assert [(entry.action, entry.actor) for entry in lines] == [("answers.save", "Rina")]
    assert Standing.objects.get(assessment=world.assessment, indicator="14").claimed == 4000


def test_only_the_ticked_rows_are_applied(world, rina, isian):
    row = cells(isian)
    page = upload(rina, world, filled(isian, put({f"J{row['14.1']}": 1, f"J{row['14.2']}": 2})))
    rina.post(address("exchange_apply", world), {"isi": page.context["sealed"], "pilih-14.2": "berkas"})
    assert stored(world) == {"14.2": ({"kind": "direct", "points": "2"}, "", 1)}


def test_a_row_changed_since_the_download_is_shown_with_both_and_waits_for_a_choice(world, rina, isian):
    answer(world.assessment, "14.1", {"kind": "direct", "points": "1"}, version=0, by=world.yusuf)
    row = cells(isian)
    page = upload(rina, world, filled(isian, put({f"J{row['14.1']}": 3, f"J{row['14.2']}": 2})))
    both = ("14.1", "1 poin, diisi langsung", "3 poin, diisi langsung")
    assert (shown(page, "overtaken"), page.context["overtaken"][0].who) == ([both], "Yusuf")

    apply(rina, world, page, **{"14.1": "layak"})
    assert stored(world)["14.1"] == ({"kind": "direct", "points": "1"}, "", 1)
    page = upload(rina, world, filled(isian, put({f"J{row['14.1']}": 3})))
    apply(rina, world, page, **{"14.1": "berkas"})
    assert stored(world)["14.1"] == ({"kind": "direct", "points": "3"}, "", 2)


def test_a_row_that_only_others_changed_since_the_download_is_left_alone(world, rina, isian):
    answer(world.assessment, "14.1", HALF, version=0, by=world.yusuf)
    page = upload(rina, world, isian)
    assert (shown(page, "plain"), shown(page, "overtaken"), page.context["same"]) == ([], [], 4)


def test_a_row_changed_between_preview_and_applying_stops_everything_and_shows_both(world, rina, isian):
    row = cells(isian)
    page = upload(rina, world, filled(isian, put({f"J{row['14.1']}": 3, f"J{row['14.2']}": 2})))
    answer(world.assessment, "14.2", {"kind": "direct", "points": "1"}, version=0, by=world.yusuf)

    again = apply(rina, world, page)
    assert (again.status_code, stored(world).keys()) == (409, {"14.2"})
    assert shown(again, "overtaken") == [("14.2", "1 poin, diisi langsung", "2 poin, diisi langsung")]
    assert [(one.code, one.chosen) for one in again.context["plain"]] == [("14.1", True)]

    apply(rina, world, again, **{"14.2": "berkas"})
    assert {code: data["points"] for code, (data, _n, _v) in stored(world).items()} == {
        "14.1": "3",
        "14.2": "2",
    }


def test_all_rows_are_stored_or_none(world):
    answer(world.assessment, "14.2", HALF, version=0, by=world.yusuf)
    one = {"kind": "direct", "points": "1"}
    with pytest.raises(Stale):
        enter(world.assessment, [Entry("14.1", one, "", 0), Entry("14.2", one, "", 0)], by=world.rina)
    with pytest.raises(Refused):
        enter(world.assessment, [Entry("14.1", one, "", 0), Entry("18.1", one, "", 0)], by=world.rina)
    assert stored(world).keys() == {"14.2"}
    assert list(trail.history(about(world.assessment.pk, "14.1"))) == []


def test_cells_in_error_are_named_and_the_other_rows_can_be_applied(world, rina, isian):
    row = cells(isian)
    page = upload(rina, world, filled(isian, put({f"F{row['14.1']}": "banyak", f"J{row['14.2']}": 2})))
    text = page.content.decode()
    assert f"<b>Isi!F{row['14.1']}</b> (14.1): “banyak” bukan angka." in text
    assert [one.code for one in page.context["plain"]] == ["14.2"]


def test_a_submitted_row_is_shown_as_locked_with_the_reason(world, rina, isian):
    answer(world.assessment, "14.1", {"kind": "direct", "points": "1"}, version=0, by=world.rina)
    moves.submit(world.assessment, {"14.1": 1}, by=world.rina)
    page = upload(rina, world, filled(isian, put({f"J{cells(isian)['14.1']}": 3})))
    assert [(one.code, str(one.sentence)) for one in page.context["refused"]] == [
        ("14.1", "Jawaban ini sudah dikirim. Tarik dulu untuk mengubahnya.")
    ]
    assert shown(page, "plain") == []


def test_nothing_is_applied_once_the_window_has_closed(world, rina, isian):
    page = upload(rina, world, filled(isian, put({f"J{cells(isian)['14.1']}": 3})))
    past = timezone.now() - timedelta(days=1)
    Window.objects.update(opens_at=past - timedelta(days=9), closes_at=past)
    again = apply(rina, world, page)
    assert (again.status_code, stored(world)) == (409, {})
    assert "Evaluasi mandiri ditutup" in str(again.context["refused"][0].sentence)


def test_rows_of_another_agency_are_refused_one_by_one(world, client_for, isian):
    page = upload(client_for(world.bayu), world, filled(isian, put({f"J{cells(isian)['14.1']}": 3})))
    assert [str(one.sentence) for one in page.context["refused"]] == [
        "Pertanyaan ini diisi Dinkes. Bila keliru, minta Sekretariat KLA memindahkannya."
    ]


def test_a_row_smuggled_past_the_preview_is_refused_when_applied(world, client_for):
    bayu = client_for(world.bayu)
    entry = Entry("14.1", {"kind": "direct", "points": "3"}, "", 0)
    sealed = seal([entry], world.assessment, world.bayu)
    page = bayu.post(address("exchange_apply", world), {"isi": sealed, "pilih-14.1": "berkas"})
    assert (page.status_code, stored(world)) == (409, {})


@pytest.mark.parametrize("person", ["yusuf", "bayu"])
def test_a_preview_is_of_use_only_to_the_person_who_made_it(world, client_for, rina, isian, person):
    page = upload(rina, world, filled(isian, put({f"J{cells(isian)['14.1']}": 3})))
    other = client_for(getattr(world, person))
    done = other.post(
        address("exchange_apply", world), {"isi": page.context["sealed"], "pilih-14.1": "berkas"}, follow=True
    )
    assert "Pratinjau ini sudah lewat waktunya. Unggah berkasnya sekali lagi." in done.content.decode()
    assert stored(world) == {}


def test_a_tampered_preview_is_refused(world, rina, isian):
    page = upload(rina, world, filled(isian, put({f"J{cells(isian)['14.1']}": 3})))
    sealed = page.context["sealed"]
    rina.post(address("exchange_apply", world), {"isi": "x" + sealed[1:], "pilih-14.1": "berkas"})
    assert stored(world) == {}


def test_a_workbook_of_another_district_is_refused(world, client_for, rina):
    where = reverse("exchange_agency", args=[world.assessment_lain.pk, world.dinkes_lain.pk])
    content = client_for(world.wayan).get(where).content
    page = upload(rina, world, content)
    assert page.status_code == 422
    assert page.context["form"].errors["file"] == [
        "Berkas ini diunduh untuk Kabupaten Kutai Timur 2026, bukan untuk penilaian ini. Unduh lembar isian "
        "dari halaman ini."
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Berkas ini kosong."),
        (b"kode;nilai\r\n1.1;2", "Berkas ini tidak dapat dibuka sebagai buku kerja Excel"),
        (b"%PDF-1.7 bukan isian", "Berkas ini tidak dapat dibuka sebagai buku kerja Excel"),
        (b"PK\x03\x04 rusak", "Berkas ini tidak dapat dibuka sebagai buku kerja Excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "Berkas ini dikunci kata sandi.",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Ini berkas Office lama"),
        (b"PK\x03\x04" + b"\0" * 5_000_001, "Berkas ini 5"),
    ],
    ids=["kosong", "csv", "pdf", "zip rusak", "terkunci", "xls lama", "besar"],
)
def test_a_file_that_is_no_form_is_turned_away_with_a_sentence(world, rina, content, sentence):
    page = upload(rina, world, content)
    assert page.status_code == 422
    assert page.context["form"].errors["file"][0].startswith(sentence)


def test_a_workbook_with_a_macro_is_turned_away(world, rina, isian):
    buffer = io.BytesIO(isian)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    page = upload(rina, world, buffer.getvalue())
    assert page.context["form"].errors["file"][0].startswith("Berkas ini memuat makro")


@pytest.mark.parametrize(
    ("person", "status"), [("ketut", 403), ("sri", 403), ("agus", 403), ("wayan", 404), ("dewi", 404)]
)
def test_only_those_who_answer_may_upload(world, client_for, isian, person, status):
    client = client_for(getattr(world, person))
    assert upload(client, world, isian).status_code == status
    assert client.post(address("exchange_apply", world), {"isi": ""}).status_code == status


def test_the_page_offers_what_the_person_may_do(world, client_for):
    offered = {
        name: [
            one.name
            for one in client_for(getattr(world, name)).get(address("exchange", world)).context["holders"]
        ]
        for name in ("rina", "ketut", "yusuf", "sri")
    }
    every = ["Bappeda", "Dinas Kesehatan", "Dinas PPPA", "Dinas Pendidikan"]
    assert offered == {"rina": ["Dinas Kesehatan"], "ketut": ["Dinas Kesehatan"], "yusuf": every, "sri": []}
    assert (
        "Lembar isian diunggah oleh operator"
        in client_for(world.ketut).get(address("exchange", world)).content.decode()
    )


def test_the_way_in_leads_to_the_newest_assessment(world, rina):
    assert rina.get(reverse("exchange_home")).url == address("exchange", world)


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_the_recap_is_read_back_to_the_stored_total(world, rina, tmp_path, name):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    answer(world.assessment, "12.1", {"kind": "direct", "points": "2,125"}, version=0, by=world.rina)
    path = tmp_path / f"rekap.{name}"
    path.write_bytes(rina.get(address(f"recap_{name}", world)).content)
    found = recap.check(EDITION, recap.read(path, EDITION))
    assert (found.findings, found.score.total.claimed, found.score.total.answered) == ((), 4125, 2)


def test_forty_rows_are_read_once_and_written_together(world, django_assert_max_num_queries):
    codes = [code for code, q in EDITION.questions.items() if q.max][:40]
    entries = [Entry(code, {"kind": "direct", "points": "0"}, "", 0) for code in codes]
    with django_assert_max_num_queries(18):
        enter(world.assessment, entries, by=world.yusuf)
    assert stored(world).keys() == set(codes)


@pytest.mark.parametrize("size", [1, 60])
def test_a_download_costs_the_same_queries_however_many_rows(
    world, rina, django_assert_max_num_queries, size
):
    codes = list(EDITION.questions)[:size]
    Assignment.objects.filter(assessment=world.assessment).delete()
    Assignment.objects.bulk_create(
        Assignment(assessment=world.assessment, code=code, agency=world.dinkes, part="lead") for code in codes
    )
    with django_assert_max_num_queries(13):
        assert len(cells(workbook_of(rina, world, world.dinkes).content)) == size


@pytest.mark.parametrize("size", [1, 60])
def test_a_preview_costs_the_same_queries_however_many_changes(
    world, client_for, django_assert_max_num_queries, size
):
    yusuf = client_for(world.yusuf)
    content = workbook_of(yusuf, world).content
    rows = [at for code, at in cells(content).items() if edition_of(world.assessment).questions[code].max]
    content = filled(content, put({f"J{at}": 0 for at in rows[:size]}))
    with django_assert_max_num_queries(16):
        assert len(upload(yusuf, world, content).context["plain"]) == size


def test_the_page_costs_a_constant_number_of_queries(world, rina, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        rina.get(address("exchange", world))
