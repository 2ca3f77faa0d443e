"""Jejak: read in sentences by those who may, narrowed, downloaded, and proven whole or broken."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from layak.assessments.actions import assigning as assigning_actions
from layak.assessments.actions.answering import answer
from layak.assessments.queries import assigning, chains
from layak.assessments.views.trail_words import WORDS, sentence
from layak.trail import queries as trail
from layak.trail.actions import INSTANCE, record
from tests.assessments.steering import cycle_of
from tests.world import KUTAI_TIMUR, OGAN_ILIR, World

DIRECT = {"kind": "direct", "points": "1,5"}


def text(response) -> str:
    return " ".join(response.content.decode().split())


def some_history(world: World) -> None:
    stamp = assigning.stamp(assigning.parts(world.assessment.pk, ["14.1"]))
    assigning_actions.assign(world.assessment.pk, {"14.1": world.dinkes.pk}, seen=stamp, by=world.yusuf)
    answer(world.assessment, "14.1", DIRECT, version=0, by=world.rina)
    assigning_actions.propose(world.assessment.pk, by=world.yusuf)


def test_lines_read_as_sentences_with_who_and_what(world, client_for):
    some_history(world)
    page = text(client_for(world.yusuf).get("/jejak/"))
    assert "<b>Rina</b> menyimpan jawaban 14.1: belum ada menjadi 1,5 poin" in page
    assert "<b>Yusuf</b> membagikan pertanyaan menurut fungsi:" in page
    assert page.index("<b>Yusuf</b> membagikan") < page.index("<b>Rina</b> menyimpan")


def test_every_action_ever_recorded_has_words(world):
    some_history(world)
    cycle_of(world.agus)
    said = {entry.action for chain in trail.chains() for entry in trail.lines(chain)}
    assert said - WORDS.keys() == set()
    assert all(sentence(entry) for chain in trail.chains() for entry in trail.lines(chain))


def test_a_filter_narrows_by_person_action_and_day(world, client_for):
    some_history(world)
    client, today = client_for(world.yusuf), timezone.localdate()
    rows = lambda query: [e.actor for e, _s in client.get(f"/jejak/?{query}").context["rows"]]  # noqa: E731
    assert rows("orang=rin") == ["Rina"]
    assert rows("tindakan=answers.save") == ["Rina"]
    assert rows(f"dari={today}&sampai={today}") == ["Yusuf", "Rina"]
    assert rows(f"sampai={today - timedelta(days=1)}") == []


def test_pages_follow_each_other_without_a_gap(world, client_for, monkeypatch):
    monkeypatch.setattr(chains, "PAGE", 2)
    for version in range(5):
        answer(
            world.assessment, "14.1", DIRECT | {"points": f"0,{version + 1}"}, version=version, by=world.rina
        )
    client, seen, address = client_for(world.yusuf), [], "/jejak/"
    while address:
        context = client.get(address).context
        seen += [entry.seq for entry, _sentence in context["rows"]]
        address = context["older"] and f"/jejak/?sebelum={context['older']}"
    assert seen == [5, 4, 3, 2, 1]


def test_the_download_is_the_same_lines_and_no_formula(world, client_for):
    answer(world.assessment, "14.1", DIRECT, version=0, by=world.rina)
    world.rina.name = "=HYPERLINK(0)"
    answer(world.assessment, "14.2", DIRECT, version=0, by=world.rina)
    response = client_for(world.yusuf).get("/jejak/unduh.csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(lines)))
    assert [(row["nomor"], row["orang"], row["tindakan"]) for row in rows] == [
        ("2", "'=HYPERLINK(0)", "answers.save"),
        ("1", "Rina", "answers.save"),
    ]
    assert rows[1]["hash"] == trail.lines(OGAN_ILIR).get(seq=1).hash


@pytest.mark.parametrize(
    ("language", "name", "headings"),
    [
        ("id", "jejak", "nomor,waktu,orang,tindakan,tentang,kalimat,rincian,hash"),
        ("en", "trail", "number,time,person,action,about,sentence,details,hash"),
    ],
)
def test_the_download_is_headed_in_the_readers_language(
    world, client_for, settings, language, name, headings
):
    client = client_for(world.yusuf)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = client.get("/jejak/unduh.csv")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}-16.10.csv"'
    assert b"".join(response.streaming_content).decode("utf-8-sig").splitlines() == [headings]


@pytest.mark.parametrize("verb", ["freeze", "publish", "withdraw", "print", "sign", "hand_back", "root"])
def test_what_is_done_with_results_has_words(world, client_for, verb):
    with transaction.atomic():
        record(f"results.{verb}", by=world.agus, chain=OGAN_ILIR, about="assessment:1", data={"name": "ab12"})
    page = text(client_for(world.yusuf).get("/jejak/"))
    assert f"<b>Agus</b> {WORDS[f'results.{verb}']} ab12" in page


def test_a_whole_chain_is_said_to_hold_and_a_broken_one_names_its_line(world, client_for):
    some_history(world)
    client = client_for(world.yusuf)
    assert "Rantai utuh." in text(client.post("/jejak/periksa/", {"rantai": OGAN_ILIR}))
    with connection.cursor() as cursor:
        _unguarded(
            cursor, "UPDATE trail_entry SET actor = 'Orang lain' WHERE chain = %s AND seq = 1", [OGAN_ILIR]
        )
    assert "Rantai putus pada baris 1." in text(client.post("/jejak/periksa/", {"rantai": OGAN_ILIR}))


def _unguarded(cursor, statement: str, values: list) -> None:
    """Change a line as someone with the database file in hand would: without the triggers."""
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = replica")
    else:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'trail_entry'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
    cursor.execute(statement, values)


def test_a_secretariat_reads_its_own_district_and_an_admin_every_chain(world, client_for):
    cycle_of(world.agus)
    some_history(world)
    own = client_for(world.yusuf)
    assert [
        own.get(f"/jejak/?rantai={chain}").status_code for chain in (OGAN_ILIR, KUTAI_TIMUR, INSTANCE)
    ] == [
        200,
        404,
        404,
    ]
    assert own.post("/jejak/periksa/", {"rantai": INSTANCE}).status_code == 404
    assert own.get(f"/jejak/unduh.csv?rantai={KUTAI_TIMUR}").status_code == 404
    admin = client_for(world.agus)
    assert "membuat siklus" in text(admin.get("/jejak/"))
    assert "menyimpan jawaban" in text(admin.get(f"/jejak/?rantai={OGAN_ILIR}"))


def test_everyone_else_is_told_why_not(world, client_for):
    for person in (world.rina, world.ketut, world.sri, world.dewi):
        client = client_for(person)
        codes = [client.get("/jejak/").status_code, client.get("/jejak/unduh.csv").status_code]
        assert [*codes, client.post("/jejak/periksa/").status_code] == [403] * 3


@pytest.mark.parametrize("lines", [1, 3])
def test_queries_do_not_grow_with_the_lines(world, client_for, lines):
    for version in range(lines):
        answer(
            world.assessment, "14.1", DIRECT | {"points": f"0,{version + 1}"}, version=version, by=world.rina
        )
    client = client_for(world.yusuf)
    with CaptureQueriesContext(connection) as found:
        client.get("/jejak/")
    assert len(found) == 10  # the bell's one among them
