"""The bell: each person is told what concerns them, in words and with a way there, and not what they did."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from layak.assessments.actions import cycles, moves, remarks
from layak.assessments.actions.answering import answer
from layak.assessments.actions.reminding import remind
from layak.assessments.models import Remark, Stage, Window
from layak.assessments.queries import clock
from layak.core.stages import Go
from layak.core.stages import Stage as Step
from layak.people.models import User
from layak.results.models import Result
from layak.verification.actions import noting
from layak.verification.actions.passing import pass_on
from layak.web import news
from tests.results.stage import close
from tests.verification.people import charge, fresh, open_windows, send, verifiers

HALF = {"kind": "direct", "points": "1"}


def again(person):
    return User.objects.get(pk=person.pk)


def told(person):
    """What the person's page says, newest first: kind, row or stage, by whom."""
    return [(line.what, line.code, line.who) for line in news.latest(again(person))]


def count(client):
    return client.get(reverse("profile")).context["notices_count"] + 0


def words(client):
    days = client.get(reverse("inbox")).context["days"]
    return [item["words"] for _day, items in days for item in items]


@pytest.fixture
def remembered(settings):
    """The number beside the bell is kept for a minute, as in an instance."""
    kept = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "bell"}
    settings.CACHES = settings.CACHES | {"moments": kept}
    yield
    caches["moments"].clear()


@pytest.fixture
def sent(world):
    """Two rows of Dinas Kesehatan, sent by Rina to Ketut."""
    seen = {"14.1": 1, "14.2": 1}
    for code in seen:
        answer(world.assessment, code, HALF, version=0, by=world.rina)
    moves.submit(world.assessment, seen, by=world.rina)
    return world.assessment


@pytest.fixture
def checked(world):
    """Ogan Ilir's sheet at the province, with its verifiers; Hadi is charged."""
    open_windows(world)
    team = verifiers()
    sheet = send(world)
    charge(sheet, team.hadi)
    return sheet, team


def test_a_head_hears_of_rows_to_approve_until_they_are_judged(world, sent):
    assert told(world.ketut) == [("sent", "14.1", "Rina"), ("sent", "14.2", "Rina")]
    assert told(world.rina) == []
    moves.approve(sent, {"14.1": 2, "14.2": 2}, by=world.ketut)
    assert told(world.ketut) == []


def test_an_operator_hears_of_returned_rows_and_of_what_colleagues_say(world, sent, client_for):
    moves.send_back(sent, {"14.1": 2}, note="Tahunnya keliru", by=world.ketut)
    remarks.add(sent, "14.2", "Lampiran 3 menyusul?", by=world.yusuf)
    assert told(world.rina) == [("row-comment", "14.2", "Yusuf"), ("row-return", "14.1", "Ketut")]
    assert told(world.bayu) == told(world.wayan) == []
    page = client_for(world.rina).get(reverse("inbox")).content.decode()
    assert "Ketut mengembalikan pertanyaan 14.1 untuk diperbaiki." in page
    assert "Tahunnya keliru" in page
    assert f'href="{reverse("question", args=[sent.pk, "14.1"])}"' in page


def test_an_agency_hears_of_a_reminder_with_what_it_owes(world, client_for):
    remind(fresh(world.assessment), {world.dinkes.pk}, by=world.yusuf)
    said = "Yusuf mengingatkan instansi Anda: 4 belum terjawab, 0 lewat tenggat."
    assert words(client_for(world.rina)) == words(client_for(world.ketut)) == [said]
    assert words(client_for(world.bayu)) == words(client_for(world.yusuf)) == []


def test_a_district_hears_of_notes_of_moves_and_of_its_repair_clock(world, checked, client_for):
    sheet, team = checked
    for code in ("14.1", "14.2"):
        noting.write(sheet, code, "Halaman 3 tidak terbaca.", by=team.hadi)
    assert words(client_for(world.rina))[:2] == [
        "Verifikator Hadi memberi catatan pada 2 pertanyaan (14.2, 14.1).",
        "Lembar berpindah ke tahap Verifikasi administrasi provinsi.",
    ]
    assert [line[0] for line in told(world.bayu)] == ["moved"]
    assert [line[0] for line in told(world.yusuf)] == ["note", "note"]
    assert told(world.maya) == []


def test_the_start_of_the_repair_is_told_in_its_own_words(world, checked, client_for):
    sheet, _team = checked
    from layak.verification.models import Passage

    Passage.objects.create(assessment=sheet, start="field", end="repair", go="send", of="x" * 64)
    assert "Perbaikan 2 x 24 jam dimulai; jamnya berjalan sejak saat itu." in words(client_for(world.rina))


def test_a_verifier_hears_of_charges_arrivals_and_replies(world, checked, client_for):
    sheet, team = checked
    note = noting.write(sheet, "14.1", "Halaman 3 tidak terbaca.", by=team.hadi)
    noting.reply(sheet, note.pk, "Sudah diganti.", version=1, by=world.rina)
    assert told(team.hadi) == [
        ("reply", "14.1", "Rina"),
        ("charge", "province", "Layak"),
        ("arrived", "province", "Yusuf"),
    ]
    assert told(team.lestari) == told(team.tono) == []
    client = client_for(again(team.hadi))
    page = client.get(reverse("inbox")).content.decode()
    assert "Kabupaten Ogan Ilir, Evaluasi KLA 2026" in page
    assert reverse("desk_row", args=[sheet.pk, "14.1"]) in page


def test_a_district_hears_of_more_time_and_of_a_published_result(world, client_for):
    ends = clock.closes_at(world.assessment)
    more = {"closes_at": ends + timedelta(days=9), "reason": "Banjir", "seen": ends, "by": world.agus}
    cycles.extend(world.cycle.pk, Stage.SELF, "16.10", **more)
    Result.objects.filter(pk=close(world, Step.SELF).pk).update(published_at=timezone.now())
    assert words(client_for(world.sri)) == [
        "Hasil tahap Evaluasi mandiri diterbitkan.",
        "Waktu tahap Evaluasi mandiri diperpanjang untuk daerah Anda.",
    ]
    assert told(world.maya) == []


def test_a_window_about_to_close_is_news_for_its_last_three_days(world, client_for):
    client = client_for(world.rina)
    assert (count(client), words(client)) == (0, [])
    Window.objects.update(closes_at=timezone.now() + timedelta(days=2))
    assert (count(client), words(client)) == (
        1,
        ["Tahap Evaluasi mandiri tutup dalam tiga hari atau kurang."],
    )
    assert count(client_for(world.agus)) == 0


def test_looking_marks_what_was_shown_and_nothing_that_came_after(world, sent, client_for):
    client = client_for(world.ketut)
    until = client.get(reverse("inbox")).context["until"]
    assert count(client) == 2
    answer(sent, "12.1", HALF, version=0, by=world.rina)
    moves.submit(sent, {"12.1": 1}, by=world.rina)
    assert count(client) == 3
    page = client.post(reverse("inbox_seen"), {"until": until}, follow=True)
    assert (count(client), page.context["unseen"]) == (1, 1)
    assert page.content.decode().count("ly-task-new") == 1


def test_a_note_that_one_has_answered_is_gone_from_ones_bell_at_once(world, checked, client_for, remembered):
    sheet, team = checked
    note = noting.write(sheet, "14.1", "Halaman 3 tidak terbaca.", by=team.hadi)
    client, colleague = client_for(world.rina), client_for(world.yusuf)
    assert (count(client), count(colleague)) == (2, 1)
    given = {"version": 1, "text": "Sudah diganti."}
    client.post(reverse("note_reply", args=[sheet.pk, note.pk]), given)
    assert (count(client), told(world.rina)) == (1, [("moved", "province", "Yusuf")])
    assert told(world.yusuf) == [("note", "14.1", "Hadi")]


def test_a_reply_that_a_verifier_settles_is_gone_from_their_bell_at_once(
    world, checked, client_for, remembered
):
    sheet, team = checked
    note = noting.write(sheet, "14.1", "Halaman 3 tidak terbaca.", by=team.hadi)
    noting.reply(sheet, note.pk, "Sudah diganti.", version=1, by=world.rina)
    client = client_for(team.hadi)
    before = count(client)
    client.post(reverse("desk_settle", args=[sheet.pk, "14.1", note.pk]), {"version": 2})
    assert count(client) == before - 1


def test_a_returned_row_that_was_mended_and_sent_again_is_no_news(world, sent, client_for, remembered):
    moves.send_back(sent, {"14.1": 2}, note="Tahunnya keliru", by=world.ketut)
    client = client_for(world.rina)
    assert count(client) == 1
    given = {"version": 3, "kind": "direct", "points": "2", "act": "submit"}
    client.post(reverse("question", args=[sent.pk, "14.1"]), given)
    assert (count(client), told(world.rina)) == (0, [])


def test_what_others_did_may_be_told_a_minute_later(world, checked, client_for, remembered):
    sheet, team = checked
    first, second = (noting.write(sheet, code, "Kurang.", by=team.hadi) for code in ("14.1", "14.2"))
    client = client_for(team.hadi)
    before = count(client)
    noting.reply(sheet, first.pk, "Sudah.", version=1, by=world.rina)
    assert count(client) == before
    client.post(reverse("desk_settle", args=[sheet.pk, "14.2", second.pk]), {"version": 1})
    assert count(client) == before + 1


def test_a_mark_that_nobody_here_made_is_none(world, sent, client_for):
    client = client_for(world.ketut)
    for odd in ("x" * 5_000, "9" * 21, "satu dua", "-1"):
        client.cookies["layak_deed"] = odd
        assert count(client) == 2


def test_a_mark_never_moves_back_nor_into_the_future(world, sent, client_for):
    client, now = client_for(world.ketut), timezone.now()
    for until in (now + timedelta(days=9), now - timedelta(days=9)):
        client.post(reverse("inbox_seen"), {"until": until.isoformat()})
    assert now <= again(world.ketut).told_at <= timezone.now()
    for bad in ("", "kemarin", "2026-01-01T00:00:00", "2026-99-99T00:00:00+00:00"):
        assert client.post(reverse("inbox_seen"), {"until": bad}).status_code == 400


def test_what_is_older_than_thirty_days_is_not_told(world, sent):
    moves.send_back(sent, {"14.1": 2}, note="Lama", by=world.ketut)
    Remark.objects.update(written_at=timezone.now() - timedelta(days=31))
    assert told(world.rina) == []


def test_whoever_has_no_news_reads_what_will_stand_here(world, client_for):
    page = client_for(world.agus).get(reverse("inbox")).content.decode()
    assert "Belum ada kabar" in page
    assert "Tandai semua" not in page


def test_the_count_is_one_query_and_the_page_costs_the_same_however_much_there_is(world, checked, client_for):
    def cost(person):
        with CaptureQueriesContext(connection) as found:
            news.unseen(again(person))
        return len(found) - 2  # the person and the seats

    assert [cost(p) for p in (world.rina, world.ketut, world.yusuf, world.dewi, world.agus)] == [
        1,
        1,
        1,
        1,
        0,
    ]
    client, counts = client_for(world.rina), []
    sheet, team = checked
    for code in ("14.1", "14.2", "12.1"):
        noting.write(sheet, code, "Halaman 3 tidak terbaca.", by=team.hadi)
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("inbox"))
        counts.append(len(found))
    assert len(set(counts)) == 1
    assert counts[0] <= 11


def test_a_sheet_sent_back_to_the_district_is_told_so(world, checked, client_for):
    sheet, team = checked
    pass_on(sheet, Go.RETURN, by=team.hadi, reason="Belum lengkap")
    assert words(client_for(world.rina))[0] == "Lembar dikembalikan ke penilaian mandiri."
