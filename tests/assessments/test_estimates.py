"""Points that rest on a ladder that is not official say so wherever they stand, the others nowhere."""

import json
import re

import pytest
from django.urls import reverse

from layak.assessments.actions.answering import answer
from layak.assessments.queries import tasks
from tests.assessments.steering import claim
from tests.assessments.test_answering import HALF
from tests.assessments.test_sheet import AUTOSAVE

MARK = '<abbr class="ly-est-mark" title="estimasi: '
ROW = re.compile(r"<tr[ >].*?</tr>|<li[ >].*?</li>|<p[ >].*?</p>|<h2[ >].*?</h2>", re.DOTALL)


@pytest.fixture
def guessed(world):
    """14.1 answered on its ladder, which is a placeholder; 14.2, 18.1 and 2.1 entered directly."""
    for code in ("14.2", "18.1", "2.1"):
        claim(world, code, 1000)
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    return world


def marked(response) -> list[str]:
    """The rows and sentences of a page that bear the mark, as plain words."""
    found = (part for part in ROW.findall(response.content.decode()) if MARK in part)
    return [" ".join(re.sub("<[^>]+>", " ", part).split()) for part in found]


def test_the_head_of_an_indicator_says_estimasi(guessed, client_for):
    client, pk = client_for(guessed.rina), guessed.assessment.pk
    head = ["3 dari 32 poin diklaim, estimasi", "0 poin berbukti siap, estimasi"]
    for address in (reverse("sheet_indicator", args=[pk, "14"]), reverse("question", args=[pk, "14.2"])):
        assert marked(client.get(address)) == head
    sent = HALF | {"version": "1", "note": "KIA"}
    assert marked(client.post(reverse("question", args=[pk, "14.1"]), sent, headers=AUTOSAVE)) == head
    assert marked(client.get(reverse("sheet_indicator", args=[pk, "12"]))) == []


def test_the_sheets_ledger_marks_the_row_and_the_sum(guessed, client_for):
    page = client_for(guessed.rina).get(reverse("sheet_ledger", args=[guessed.assessment.pk, "14"]))
    assert "Dari mana 3 poin estimasi?" in page.content.decode()
    rows = marked(page)
    assert [rows[0].startswith("14.1 "), rows[1:]] == [
        True,
        ["Jumlah 2 dari 10 baris terjawab 3 dari 32 est."],
    ]


def test_the_room_marks_the_blocks_gaps_and_agencies_that_rest_on_a_ladder(guessed, client_for):
    rows = marked(client_for(guessed.yusuf).get(f"/ruang-kendali/{guessed.assessment.pk}/"))
    assert [row.split(" est.")[0] for row in rows] == [
        "K3 Kesehatan",
        "Jumlah",
        rows[2].split(" est.")[0],
        "Dinkes 2 dari 4 0 dari 4 3",
    ]
    assert rows[2].startswith("Bersama bernilai ")
    assert (
        "adalah estimasi"
        in client_for(guessed.yusuf).get(f"/ruang-kendali/{guessed.assessment.pk}/").content.decode()
    )


@pytest.mark.parametrize(
    ("tail", "rows"),
    [
        ("", ["K3 Kesehatan 3 dari 150 est.", "Jumlah 5 dari 1.000 est."]),
        (
            "blok/K3/",
            [
                "14 Pemberian makan bayi dan anak di bawah 2 tahun (PMBA) 3 dari 32 est.",
                "Jumlah 3 dari 150 est.",
            ],
        ),
        ("blok/K4/", []),
        ("14/", ["14.1", "Jumlah 3 dari 32 est."]),
        ("?instansi={dinkes}", ["14.1", "Jumlah 2 dari 4 baris terjawab 3 dari 12 est."]),
        ("?instansi={disdik}", []),
        ("?poin=jarak", ["Dikurangi poin yang diklaim -5 est.", "Jumlah 495 est."]),
    ],
)
def test_the_rooms_ledgers_mark_headings_lines_and_sums(guessed, client_for, tail, rows):
    tail = tail.format(dinkes=guessed.dinkes.pk, disdik=guessed.disdik.pk)
    page = client_for(guessed.yusuf).get(f"/ruang-kendali/{guessed.assessment.pk}/rincian/{tail}")
    found = marked(page)
    assert [len(found), [one.startswith(row) for one, row in zip(found, rows, strict=False)]] == [
        len(rows),
        [True] * len(rows),
    ]
    assert ("poin estimasi?" in page.content.decode()) is bool(rows)


def test_the_leaders_page_marks_what_rests_on_a_ladder(guessed, client_for):
    rows = marked(client_for(guessed.sri).get(f"/pimpinan/{guessed.assessment.pk}/"))
    assert [row.split()[0] for row in rows] == ["Bersama", "Dinkes"]


def test_tasks_are_marked_with_the_sums_they_are_in(guessed, client_for):
    found = tasks.tasks(guessed.assessment, {guessed.dinkes.pk})
    assert {task.code for task in found if task.estimate} == {"14.1"}
    assert tasks.share(found).estimate
    page = client_for(guessed.rina).get("/tugas/")
    assert [group["estimate"] for group in page.context["groups"]] == [True, False]
    assert [one.partition(" est.")[1] for one in marked(page)] == [" est."] * 4
    assert "adalah estimasi" in page.content.decode()
    assert marked(client_for(guessed.bayu).get("/tugas/")) == []


def test_machines_are_told_too(guessed, client_for):
    client, pk = client_for(guessed.yusuf), guessed.assessment.pk
    rows = json.loads(client.get(reverse("sheet_json", args=[pk])).content)["rows"]
    assert [row["code"] for row in rows if row["estimate"]] == ["14.1"]
    room = json.loads(client.get(f"/ruang-kendali/{pk}.json").content)
    assert (room["estimate"], room["total"]["estimate"]) == (True, True)
    assert [block["code"] for block in room["blocks"] if block["estimate"]] == ["K3"]
    assert [desk["name"] for desk in room["agencies"] if desk["estimate"]] == ["Dinkes"]
    assert [gap["estimate"] for gap in room["gaps"]] == [False] * 5


def test_points_entered_directly_are_no_estimate_anywhere(world, client_for):
    claim(world, "14.1", 2000)
    pk = world.assessment.pk
    for person, address in (
        (world.rina, reverse("sheet_indicator", args=[pk, "14"])),
        (world.rina, "/tugas/"),
        (world.yusuf, f"/ruang-kendali/{pk}/"),
        (world.yusuf, f"/ruang-kendali/{pk}/rincian/14/"),
        (world.sri, f"/pimpinan/{pk}/"),
    ):
        assert marked(client_for(person).get(address)) == []
