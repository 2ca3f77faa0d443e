"""What is written while checking is kept whole or refused with its limit, wherever it comes in from."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from layak.assessments.queries.editions import edition_of
from layak.core.refusal import Refused
from layak.core.workbook.contents import NOTE_LENGTH
from layak.verification.actions import noting
from layak.verification.actions.judging import Sent, decide
from layak.verification.models import Note, Operation, Unit, Verdict
from tests.verification.fielding import at_the_field, planned, puskesmas

WHOLE, LONG = "a" * NOTE_LENGTH, "a" * (NOTE_LENGTH + 12)
SENTENCE = "Tulisan ini 4012 huruf, sedangkan batasnya 4000. Kurangi 12 huruf, lalu simpan lagi."


def refusal(call) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.refusal.code, str(caught.value.refusal.sentence)


@pytest.fixture
def unit(world, team) -> Unit:
    return puskesmas(planned(at_the_field(world, team), team.ratna), team.ratna)


def test_notes_replies_and_verdicts_are_kept_whole_or_refused(sheet, team, world):
    said = {"reason": "bukti-kurang", "points": 1_000}
    acts = {
        "note": lambda text: noting.write(sheet, "14.1", text, by=team.hadi).text,
        "reply": lambda text: (
            noting.reply(sheet, Note.objects.get().pk, text, version=1, by=world.rina).reply
        ),
        "verdict": lambda text: (
            decide(sheet, "14.2", Sent(note=text, **said), version=0, by=team.hadi).own.note
        ),
    }
    for act in acts.values():
        assert refusal(lambda act=act: act(LONG)) == ("too-long", SENTENCE)
        assert act(WHOLE) == WHOLE


def test_at_the_desk_a_text_too_long_comes_back_with_its_sentence(sheet, team, client_for):
    hadi = client_for(team.hadi)
    verdict = {"version": "0", "step": "langsung", "points": "1,5", "reason": "bukti-kurang", "note": LONG}
    for name, given in (("desk_row", verdict), ("desk_note", {"text": LONG})):
        page = hadi.post(reverse(name, args=[sheet.pk, "14.1"]), given)
        text = page.content.decode()
        assert (page.status_code, SENTENCE in text, LONG in text) == (422, True, True)
    assert not Verdict.objects.exists()
    assert not Note.objects.exists()


def test_a_reply_too_long_comes_back_with_its_sentence(sheet, team, world, client_for):
    note = noting.write(sheet, "14.1", "Halaman 3 tidak terbaca.", by=team.hadi)
    page = client_for(world.rina).post(
        reverse("note_reply", args=[sheet.pk, note.pk]), {"version": 1, "text": LONG}
    )
    text = page.content.decode()
    assert (page.status_code, SENTENCE in text, LONG in text) == (422, True, True)
    assert Note.objects.get().state == "open"


def test_line_ends_count_once_whichever_way_a_browser_writes_them(sheet, team, client_for):
    lines = "\r\n".join(["a" * (NOTE_LENGTH - 1), ""]) + "b"
    client_for(team.hadi).post(
        reverse("desk_note", args=[sheet.pk, "14.1"]), {"text": lines.replace("a", "", 1)}
    )
    assert Note.objects.get().text == "a" * (NOTE_LENGTH - 2) + "\nb"


def test_no_box_for_notes_lets_a_browser_cut_what_is_pasted(sheet, team, world, client_for):
    noting.write(sheet, "14.1", "Halaman 3 tidak terbaca.", by=team.hadi)
    pages = (
        client_for(team.hadi).get(reverse("desk_row", args=[sheet.pk, "14.1"])),
        client_for(world.rina).get(reverse("notes_of", args=[sheet.pk])),
        client_for(world.rina).get(reverse("question", args=[sheet.pk, "14.1"])),
    )
    assert ["maxlength" in box for page in pages for box in _boxes(page)] == [False] * 5


def _boxes(page) -> list[str]:
    return [part.partition(">")[0] for part in page.content.decode().split("<textarea")[1:]]


def test_a_phone_is_told_how_much_too_long_a_note_is_and_the_others_are_kept(unit, team, client_for):
    usual = {"item": "sdm", "base": None, "done_at": "2026-05-04T09:00:00Z"}
    long, fit = ({"id": str(uuid4()), "value": {"answer": "yes", "note": n}} | usual for n in (LONG, WHOLE))
    address = reverse("field_operations", args=[unit.pk])
    told = client_for(team.ratna).post(address, json.dumps([long, fit]), content_type="application/json")
    assert told.json()["refused"] == {long["id"]: SENTENCE}
    assert [one.value["note"] for one in Operation.objects.all()] == [WHOLE]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"note-finding": LONG, "codes": "15.1"}, SENTENCE),
        (
            {"note-finding": "Ruang konseling belum ada.", "codes": "15.1, 99.9"},
            "99.9 tidak ada di edisi ini",
        ),
    ],
)
def test_the_plain_checklist_comes_back_with_all_that_was_typed(unit, team, client_for, given, sentence):
    sent = {"number": str(uuid4()), "answer-sdm": "yes", "note-sdm": "", "base-sdm": ""} | given
    page = client_for(team.ratna).post(reverse("field_unit", args=[unit.pk]), sent)
    text = page.content.decode()
    assert (page.status_code, sentence in text) == (422, True)
    assert f">{given['note-finding']}</textarea>" in text
    assert f'name="codes" value="{given["codes"]}"' in text
    assert 'name="answer-sdm" value="yes" checked' in text
    assert not Operation.objects.filter(item="finding").exists()


def test_the_sentence_stands_at_the_note_that_is_too_long(unit, team, client_for):
    sent = {"number": str(uuid4()), "answer-sdm": "yes", "note-sdm": LONG, "note-finding": "Belum ada ruang."}
    page = client_for(team.ratna).post(reverse("field_unit", args=[unit.pk]), sent).content.decode()
    places = page.split('<section class="ly-card ly-card-pad mb-3" data-item="')[1:]
    assert [one.split('"')[0] for one in places if SENTENCE in one.partition("</section>")[0]] == ["sdm"]


def test_a_finding_speaks_of_more_than_forty_rows(unit, team, client_for):
    codes = list(edition_of(unit.session.assessment).questions)[:50]
    sent = {"number": str(uuid4()), "note-finding": "Semua.", "codes": ", ".join(codes)}
    client_for(team.ratna).post(reverse("field_unit", args=[unit.pk]), sent)
    assert Operation.objects.get().value["codes"] == codes


def test_a_list_of_units_with_a_name_too_long_is_refused_by_that_name(unit, team, client_for):
    names = f"SDN 1\n{'SDN Panjang ' * 20}"
    given = {"draw-kind": "sra", "draw-count": "1", "draw-names": names}
    page = client_for(team.ratna).post(reverse("field_draw", args=[unit.session_id]), given)
    assert page.status_code == 422
    assert "nama unit paling banyak 160 huruf" in page.content.decode()
    assert unit.session.units.count() == 1


def test_a_finding_that_an_address_cannot_carry_whole_shows_that_it_goes_on(unit, team, client_for):
    sent = {"number": str(uuid4()), "note-finding": "b" * 2_000, "codes": "15.1"}
    page = client_for(team.ratna).post(reverse("field_unit", args=[unit.pk]), sent, follow=True)
    quoted = page.context["desk"][0][1]
    assert quoted.count("b" * 900) == 1
    assert "%E2%80%A6" in quoted
