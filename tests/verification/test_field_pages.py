"""The field's pages: who meets what, forms that work without JavaScript, sentences instead of errors."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from layak.assessments.actions import citing
from layak.evidence.actions.uploads import add_file
from layak.trail.models import Entry
from layak.verification.actions import field
from layak.verification.models import FieldSession, Operation
from layak.verification.queries import field as queries
from tests.evidence.files import picture
from tests.verification.fielding import at_the_field, finding, planned, puskesmas, said

TALK = "Anak-anak ingin didengar saat menyusun anggaran."


@pytest.fixture
def unit(world, team):
    session = planned(at_the_field(world, team), team.ratna)
    FieldSession.objects.update(forum_talk=TALK)
    return puskesmas(session, team.ratna)


@pytest.fixture
def address(unit):
    return f"/lapangan/unit/{unit.pk}/"


@pytest.fixture
def home(unit):
    return f"/lapangan/sesi/{unit.session_id}/"


@pytest.fixture
def ratna(client_for, team):
    return client_for(team.ratna)


def closed(unit, team):
    return field.close(unit.session, version=1, by=team.ratna)


def statuses(client_for, people, *urls):
    return {p.username: tuple(client_for(p).get(url).status_code for url in urls) for p in people}


def test_who_opens_a_session_and_its_unit_before_and_after_it_is_closed(
    unit, world, team, client_for, address, home
):
    people = (team.ratna, team.hadi, world.yusuf, world.rina, world.maya, world.agus)
    before = {"ratna": (200, 200), "hadi": (404, 404), "yusuf": (200, 404)}
    assert statuses(client_for, people, home, address) == before | {
        "rina": (404, 404),
        "maya": (404, 404),
        "agus": (200, 404),
    }
    closed(unit, team)
    assert statuses(client_for, (world.yusuf, world.maya, team.hadi), home, address) == {
        "yusuf": (200, 200),
        "maya": (404, 404),
        "hadi": (404, 404),
    }


def test_only_the_team_changes_anything(unit, world, team, client_for, address, home):
    before = Entry.objects.count()
    posts = ["ubah/", "unit/", "undi/", "tutup/", "buka/"]
    urls = [home + each for each in posts] + [
        address,
        *(address + e for e in ("catatan/", "pilih/", "foto/")),
    ]
    for who in (world.yusuf, world.agus, team.hadi, world.maya):
        client = client_for(who)
        given = [client.post(url, b"[]", content_type="application/json").status_code for url in urls]
        assert set(given) <= {302, 403, 404}, (who, given)
    assert Entry.objects.count() == before


def test_what_the_forum_anak_said_is_read_by_the_team_alone(unit, world, team, client_for, home, ratna):
    closed(unit, team)
    assert TALK in ratna.get(home).content.decode()
    for who in (world.yusuf, world.sri, world.agus):
        assert TALK not in client_for(who).get(home).content.decode()


def test_a_talk_with_what_may_be_a_name_is_saved_and_warned_of(ratna, unit, home):
    given = {"mode": "visit", "starts_at": "2026-05-04T09:00", "place": "Indralaya", "version": "1"}
    page = ratna.post(home + "ubah/", given | {"forum_talk": "Usul dari Budi Santoso."}, follow=True)
    assert "mungkin memuat nama: Budi Santoso" in page.content.decode()
    assert FieldSession.objects.get().forum_talk == "Usul dari Budi Santoso."


def test_a_stale_change_shows_what_was_saved_and_keeps_what_was_typed(ratna, unit, home):
    given = {"mode": "visit", "starts_at": "2026-05-04T09:00", "version": "1"}
    ratna.post(home + "ubah/", given | {"place": "Kantor bupati"})
    page = ratna.post(home + "ubah/", given | {"place": "Aula dinas"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "Kantor bupati" in text
    assert 'value="Aula dinas"' in text
    again = ratna.post(home + "ubah/", given | {"place": "Aula dinas", "version": "2"})
    assert (again.status_code, FieldSession.objects.get().place) == (302, "Aula dinas")


def test_units_are_drawn_from_an_uploaded_list(ratna, unit, home):
    names = "\n".join(f"SDN {n}\tJalan {n}" for n in range(20)).encode()
    file = SimpleUploadedFile("sekolah.csv", names)
    given = {"draw-kind": "sra", "draw-count": "3", "draw-names": "", "draw-file": file}
    page = ratna.post(home + "undi/", given, follow=True)
    assert "3 dari 20 unit terundi" in page.content.decode()
    assert unit.session.units.filter(kind="sra").count() == 3


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"draw-count": "3", "draw-names": "SDN 1"}, "berisi 1 unit, jadi 3 unit tidak dapat diundi"),
        ({"draw-count": "3", "draw-names": ""}, "Tempel daftar unitnya"),
        ({"draw-count": "1", "draw-file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04\xff")}, "bukan teks"),
    ],
)
def test_a_draw_that_cannot_be_made_says_why(ratna, unit, home, given, sentence):
    page = ratna.post(home + "undi/", {"draw-kind": "sra"} | given)
    assert (page.status_code, sentence in page.content.decode()) == (422, True)


def test_the_plain_form_posted_twice_keeps_each_change_once(ratna, unit, address, team):
    given = {
        "number": str(uuid4()),
        "answer-sdm": "yes",
        "note-sdm": "Dua orang",
        "codes": "15.1, 15.3, 15.4",
    }
    for _time in range(2):
        assert ratna.post(address, given).status_code == 302
    assert [(o.item, o.value) for o in Operation.objects.all()] == [
        ("sdm", {"answer": "yes", "note": "Dua orang"})
    ]


def test_a_plain_form_that_was_opened_before_another_answer_makes_a_conflict_to_choose(
    ratna, unit, address, team
):
    other = said(unit, team.imam, "no")
    ratna.post(address, {"number": str(uuid4()), "answer-sdm": "yes", "note-sdm": "", "base-sdm": ""})
    mine = Operation.objects.get(author=team.ratna)
    page = ratna.get(address).content.decode()
    assert "Dua orang menjawab berbeda." in page
    assert f'value="sdm|{other.pk}|{mine.pk},"' in page
    ratna.post(address + "pilih/", {"choose": f"sdm|{other.pk}|{mine.pk},"})
    assert queries.said(unit, "sdm").now.value["answer"] == "no"
    assert "Dua orang menjawab berbeda." not in ratna.get(address).content.decode()


def test_a_phone_is_told_what_was_kept_what_was_not_and_what_is_known_now(ratna, unit, address, team):
    said(unit, team.imam, "no")
    mine = {"id": str(uuid4()), "item": "sdm", "value": {"note": "", "answer": "yes"}, "base": None}
    mine["done_at"] = "2026-05-04T09:00:00.123Z"
    broken = mine | {"id": str(uuid4()), "item": "tidak-ada"}
    answer = ratna.post(address + "catatan/", json.dumps([mine, broken]), content_type="application/json")
    told = answer.json()
    assert (told["kept"], list(told["refused"]), told["count"]) == ([mine["id"]], [broken["id"]], 2)
    assert "Dua orang menjawab berbeda." in told["items"]["sdm"]["conflict"]


def test_a_photo_of_the_plain_form_is_kept_and_each_look_at_it_written_down(
    ratna, unit, address, team, client_for
):
    file = SimpleUploadedFile("papan.jpg", picture())
    ratna.post(address + "foto/formulir/", {"photo": file, "of": "sdm", "personal": "1"})
    made = Operation.objects.get()
    assert (made.value, made.photo.personal_data) == ({"of": "sdm"}, True)
    page = client_for(team.imam).get(f"/lapangan/foto/{made.pk}/960/")
    assert (page.status_code, page["Content-Type"], page["Cache-Control"]) == (
        200,
        "image/webp",
        "private, no-store",
    )
    assert (Entry.objects.latest("seq").action, Entry.objects.latest("seq").actor) == (
        "evidence.read",
        "Imam",
    )


def test_a_photo_stays_the_teams_own_whatever_the_district_puts_after_it(ratna, unit, address, world):
    ratna.post(address + "foto/formulir/", {"photo": SimpleUploadedFile("a.jpg", picture()), "of": ""})
    made = Operation.objects.get()
    before = ratna.get(f"/lapangan/foto/{made.pk}/960/").content
    other = picture(size=(200, 900))
    home = {"district": "16.10", "agency": None, "leaning": citing.leaning(world.yusuf)}
    add_file("b.jpg", [other], len(other), by=world.yusuf, replaces=made.photo, **home)
    assert ratna.get(f"/lapangan/foto/{made.pk}/960/").content == before


def test_a_photo_is_not_for_those_who_may_not_see_the_unit(ratna, unit, address, world, team, client_for):
    ratna.post(address + "foto/formulir/", {"photo": SimpleUploadedFile("a.jpg", picture()), "of": ""})
    url = f"/lapangan/foto/{Operation.objects.get().pk}/960/"
    assert {client_for(who).get(url).status_code for who in (world.yusuf, world.maya, team.hadi)} == {404}


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "Belum ada foto yang dipilih"),
        ({"photo": SimpleUploadedFile("a.jpg", b"bukan gambar")}, "a.jpg"),
    ],
)
def test_a_photo_that_is_none_is_refused_with_a_sentence(ratna, unit, address, files, sentence):
    page = ratna.post(address + "foto/formulir/", files | {"of": ""}, follow=True)
    assert not Operation.objects.exists()
    assert page.context["messages"]
    assert sentence == "a.jpg" or sentence in page.content.decode()


def test_only_the_units_page_may_ask_where_the_phone_is(ratna, unit, address, home):
    assert ratna.get(address)["Permissions-Policy"] == "geolocation=(self), camera=(), microphone=()"
    for elsewhere in (home, "/masuk/", "/publik/", "/tidak-ada/"):
        told = ratna.get(elsewhere).headers["Permissions-Policy"]
        assert told == "camera=(), geolocation=(), microphone=()", elsewhere


def test_the_service_worker_is_a_script_that_is_asked_for_anew(ratna, unit):
    worker = ratna.get("/lapangan/sw.js")
    assert (worker["Content-Type"], "no-store" in worker["Cache-Control"]) == ("text/javascript", True)


def test_a_finding_opens_the_desk_with_its_words_and_its_reason(ratna, unit, address, team):
    finding(unit, team.ratna)
    page = ratna.get(address).content.decode()
    asked = "catatan=Puskesmas+Timbangan%3A+Ruang+konseling+belum+ada.&amp;alasan=temuan-lapangan"
    assert f"/meja/{unit.session.assessment_id}/15.1/?{asked}" in page


def test_a_session_that_cannot_close_yet_says_what_to_do(ratna, unit, home, team):
    said(unit, team.ratna)
    page = ratna.post(home + "tutup/", {"version": "1"}, follow=True).content.decode()
    assert "Temuan unit ini belum ditulis: Puskesmas Timbangan." in page


def test_the_session_page_costs_the_same_with_many_units(
    ratna, unit, home, team, django_assert_max_num_queries
):
    for number in range(5):
        said(puskesmas(unit.session, team.ratna, f"Puskesmas {number}"), team.imam)
    with django_assert_max_num_queries(14):
        ratna.get(home)
