"""Every number of the control room opens a ledger that adds up to it."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from layak.assessments.models import Assessment
from layak.assessments.queries.overview import picture
from layak.core import catalogue
from layak.core.points import shown
from tests.assessments.steering import claim

EDITION = catalogue.get("kla-2024")
OPEN = re.compile(r'<a class="ly-open" href="([^"]+)" data-drawer>(.*?)</a>', re.DOTALL)


@pytest.fixture
def room(world):
    """The address of the control room, where Dinkes and Dinas PPPA have claimed and Disdik has not."""
    claim(world, "14.1", 3000, ready=True)
    claim(world, "14.2", 2500)
    claim(world, "12.1", 0, ready=True)
    claim(world, "2.1", 1500)
    return f"/ruang-kendali/{world.assessment.pk}/"


def pressed(page: str) -> dict[str, str]:
    """The figures of a page that open, by address, as a person reads them."""
    figures = ((unescape(url), re.sub("<[^>]+>", "", words)) for url, words in OPEN.findall(page))
    return {url: " ".join(words.split()) for url, words in figures}


def seen(world):
    found = Assessment.objects.select_related("cycle", "district").get(pk=world.assessment.pk)
    return picture(found)


def test_every_figure_that_is_pressed_is_the_sum_of_the_ledger_it_opens(world, client_for, room):
    client = client_for(world.yusuf)
    figures = pressed(client.get(room).content.decode())
    assert len(figures) == 3 + 2 + 7 * 3 + 5 * 2 + 4 * 3
    for address, words in figures.items():
        opened = client.get(address).context
        parts = [e.points for e in opened["entries"]] if "entries" in opened else _points(opened["lines"])
        value, counted = opened["value"], opened.get("counted", "")
        assert sum(parts) == value
        points = {shown(value), f"{shown(value)} dari {shown(opened['most'] or 0)}"}
        assert words in points | {counted.partition(" baris")[0], f"di {counted}"}, address


def _points(lines):
    return [line["points"] for line in lines]


def test_an_agencys_ledger_has_the_rows_it_leads_and_says_how_many_are_answered(world, client_for, room):
    client = client_for(world.yusuf)
    found = {}
    for measure in ("klaim", "siap", "risiko", "celah"):
        opened = client.get(f"{room}rincian/?poin={measure}&instansi={world.dinkes.pk}").context
        rows = {entry.line.code: entry.points for entry in opened["entries"]}
        found[measure] = (opened["counted"], opened["value"], rows)
    most = {code: EDITION.questions[code].max for code in ("12.1", "17.1")}
    missing = {"12.1": most["12.1"], "14.2": 500, "17.1": most["17.1"]}
    assert found == {
        "klaim": ("3 dari 4 baris terjawab", 5500, {"12.1": 0, "14.1": 3000, "14.2": 2500, "17.1": 0}),
        "siap": ("2 dari 4 baris berbukti siap", 3000, {"12.1": 0, "14.1": 3000, "14.2": 0, "17.1": 0}),
        "risiko": ("1 baris", 2500, {"14.2": 2500}),
        "celah": ("3 baris", sum(missing.values()), missing),
    }


def test_the_count_of_rows_at_risk_opens_these_rows(world, client_for, room):
    opened = client_for(world.yusuf).get(f"{room}rincian/?poin=risiko&baris=semua").context
    assert [entry.line.code for entry in opened["entries"]] == ["2.1", "14.2"]
    assert (opened["counted"], opened["value"]) == ("2 baris", seen(world).score.total.at_risk)
    assert seen(world).rows_at_risk == 2


def test_what_the_costliest_gaps_are_worth_together_opens_into_them(world, client_for, room):
    client, gaps = client_for(world.yusuf), seen(world).gaps[:5]
    page = client.get(room).content.decode()
    address = unescape(re.search(r'href="([^"]+poin=celah&amp;baris=[^"]+&amp;[^"]+)"', page)[1])
    opened = client.get(address).context
    assert [(e.line.code, e.points) for e in opened["entries"]] == [
        (g.question.code, g.missing) for g in gaps
    ]
    assert opened["value"] == sum(gap.missing for gap in gaps)


def test_the_distance_is_the_next_limit_less_what_is_claimed(world, client_for, room):
    opened = client_for(world.yusuf).get(f"{room}rincian/?poin=jarak").context
    assert [line["points"] for line in opened["lines"]] == [500_000, -7000]
    assert (opened["value"], opened["heading"]) == (493_000, "Dari mana 493 poin?")


def test_the_other_measures_of_a_ledger_keep_its_rows(world, client_for, room):
    page = client_for(world.yusuf).get(f"{room}rincian/?poin=risiko&instansi={world.dinkes.pk}")
    assert f"?poin=celah&amp;instansi={world.dinkes.pk}" in page.content.decode()


@pytest.mark.parametrize(
    "tail", ["instansi=0", "instansi=x", "baris=99.9", "baris=semua&baris=14.1", "instansi={other}"]
)
def test_rows_and_agencies_that_are_not_of_this_sheet_are_not_found(world, client_for, room, tail):
    address = f"{room}rincian/?{tail.format(other=world.dinkes_lain.pk)}"
    assert client_for(world.yusuf).get(address).status_code == 404


def test_a_ledger_of_an_agency_is_for_those_who_see_the_room(world, client_for, room):
    address = f"{room}rincian/?poin=risiko&instansi={world.dinkes.pk}"
    people = (world.maya, world.rina, world.ketut, world.dewi, world.wayan)
    assert [client_for(person).get(address).status_code for person in people] == [404] * 5
    assert [client_for(person).get(address).status_code for person in (world.sri, world.agus)] == [200] * 2


def test_a_ledger_of_many_rows_asks_as_often_as_one_of_few(world, client_for, room):
    client = client_for(world.yusuf)
    client.get(room)
    counts = []
    for tail in ("14/", f"?instansi={world.dinkes.pk}", "?baris=semua", "?baris=14.1"):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{room}rincian/{tail}")
        counts.append(len(asked))
    assert counts == [counts[0]] * 4


def test_the_leaders_page_opens_what_an_agency_owes(world, client_for, room):
    page = client_for(world.sri).get(f"/pimpinan/{world.assessment.pk}/").content.decode()
    opened = pressed(page)
    root = f"{room}rincian/?poin="
    assert opened[f"{root}risiko&instansi={world.dinkes.pk}"] == "2,5"
    desk = next(desk for desk in seen(world).desks if desk.agency_id == world.dinkes.pk)
    assert opened[f"{root}celah&instansi={world.dinkes.pk}"] == shown(desk.unclaimed)
