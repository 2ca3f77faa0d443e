"""Every number of the sheet, of one's own tasks and of the leader's page opens what it is made of."""

import re

import pytest
from django.urls import reverse

from layak.assessments.actions import citing, standing
from layak.core.points import shown
from tests.assessments.papers import paper
from tests.assessments.steering import claim
from tests.assessments.test_ledger import pressed

COUNT = re.compile(r'<a class="ly-tree-n" href="([^"]+)" data-drawer>(.*?)</a>', re.DOTALL)


@pytest.fixture
def filled(world):
    """Dinkes has answered three rows, two of them with fit proof; Dinas PPPA one. The sheet's addresses."""
    rows = [claim(world, "14.1", 3000, ready=True), claim(world, "14.2", 2500)]
    rows += [claim(world, "12.1", 0, ready=True), claim(world, "2.1", 1500)]
    standing.keep(world.assessment, [row.code for row in rows], rows)
    return lambda name, *args: reverse(name, args=[world.assessment.pk, *args])


def counts(page: str) -> dict[str, str]:
    """The progress in the tree of blocks and indicators, by the address that it opens."""
    return {url: " ".join(re.sub("<[^>]+>", "", words).split()) for url, words in COUNT.findall(page)}


def opened(client, address: str) -> tuple[int, str]:
    """What an opened ledger comes to, which its lines add up to, and how many rows it counts."""
    context = client.get(address).context
    assert sum(line["points"] for line in context["lines"]) == context["value"]
    return context["value"], context["counted"]


@pytest.mark.parametrize("person", ["rina", "ketut", "yusuf", "sri", "bayu", "agus"])
def test_each_figure_over_an_indicator_opens_its_rows_for_every_reader(world, client_for, filled, person):
    client = client_for(getattr(world, person))
    page = client.get(filled("sheet_indicator", "14")).content.decode()
    ledger = filled("sheet_ledger", "14")
    answered, ready = "2 dari 10 baris terjawab", "1 dari 10 baris berbukti siap"
    assert [(*found, opened(client, found[0])) for found in _figures(page)] == [
        (f"{ledger}?poin=klaim", "5,5 dari 32", (5500, answered)),
        (f"{ledger}?poin=siap", "3", (3000, ready)),
        (f"{ledger}?poin=klaim", "2 dari 10", (5500, answered)),
        (f"{ledger}?poin=siap", "1 dari 10", (3000, ready)),
    ]


def _figures(page: str) -> list[tuple[str, str]]:
    head = page.partition('id="capaian"')[2].partition("</div>")[0]
    return re.findall(r'<a class="ly-open" href="([^"]+)" data-drawer>(.*?)</a>', head)


def test_the_progress_of_blocks_and_indicators_opens_what_is_answered(world, client_for, filled):
    client = client_for(world.rina)
    found = counts(client.get(filled("sheet_indicator", "14")).content.decode())
    assert found[filled("sheet_ledger", "14")] == "terjawab 2/10 14"
    for address, words in found.items():
        told = opened(client, address)[1]
        done, rows = re.fullmatch(r"terjawab (\d+)/(\d+) \w+", words).groups()
        assert told == f"{done} dari {rows} baris terjawab", address
    assert found[filled("sheet_ledger_block", "K3")].startswith("terjawab 3/")
    assert len([address for address in found if "/rincian/K" in address]) == 7


def test_a_row_without_fit_proof_says_so_where_ready_points_are_counted(world, client_for, filled):
    client = client_for(world.rina)
    for measure, said in (("klaim", [False, False]), ("siap", [False, True])):
        lines = client.get(filled("sheet_ledger", "14") + f"?poin={measure}").context["lines"]
        assert [line["caption"].endswith("Bukti belum siap.") for line in lines[:2]] == said


def test_a_blocks_ledger_leads_into_its_indicators_and_back(world, client_for, filled):
    client = client_for(world.rina)
    context = client.get(filled("sheet_ledger_block", "K3") + "?poin=siap").context
    lines = {line["code"]: (line["points"], line["caption"], line["url"]) for line in context["lines"]}
    inside = filled("sheet_ledger", "14") + "?poin=siap"
    assert lines["14"] == (3000, "2 dari 10 baris terjawab", inside)
    assert client.get(inside).context["crumbs"][0]["url"] == filled("sheet_ledger_block", "K3") + "?poin=siap"
    assert client.get(filled("sheet_ledger_block", "K9")).status_code == 404


def test_only_those_who_oversee_the_district_are_led_on_to_the_control_room(world, client_for, filled):
    places = {
        filled("sheet_ledger", "14"): filled("ledger_indicator", "14"),
        filled("sheet_ledger_block", "K3"): filled("ledger_block", "K3"),
    }
    for person, leads in (("rina", False), ("ketut", False), ("yusuf", True), ("sri", True), ("agus", True)):
        client = client_for(getattr(world, person))
        for address, room in places.items():
            page = client.get(f"{address}?poin=siap").content.decode()
            assert (f'href="{room}?poin=siap"' in page) is leads
            assert client.get(f"{room}?poin=siap").status_code == (200 if leads else 404)


@pytest.mark.parametrize("person", ["wayan", "maya", "dewi"])
def test_another_districts_ledgers_do_not_exist(world, client_for, filled, person):
    client = client_for(getattr(world, person))
    for address in (filled("sheet_ledger_block", "K3"), filled("sheet_ledger_mine")):
        assert client.get(address).status_code == 404


def test_the_points_of_ones_agency_open_the_rows_that_it_leads(world, client_for, filled):
    client, ledger = client_for(world.rina), filled("sheet_ledger_mine")
    share = client.get(reverse("tasks")).context["share"]
    page = client.get(reverse("tasks")).content.decode()
    assert f'href="{ledger}" data-drawer>5,5 dari {shown(share.max)}</a>' in page
    context = client.get(ledger).context
    assert [line["code"] for line in context["lines"]] == ["12.1", "14.1", "14.2", "17.1"]
    assert opened(client, ledger) == (share.claimed, f"{share.answered} dari {share.led} baris terjawab")
    assert context["total_max"] == share.max
    assert client_for(world.yusuf).get(ledger).status_code == 404


def test_every_figure_of_the_leaders_page_opens(world, client_for, filled):
    client = client_for(world.sri)
    page = client.get(filled("leader_page_of")).content.decode()
    figures = pressed(page)
    gaps = {
        address: words for address, words in figures.items() if "baris=" in address and "celah" in address
    }
    assert len(gaps) == 5
    for address, words in gaps.items():
        assert words == f"{shown(client.get(address).context['value'])} poin"
    left = filled("ledger") + f"?poin=klaim&instansi={world.dinkes.pk}"
    assert figures[left] == "1 dari 4 baris"
    assert client.get(left).context["counted"] == "3 dari 4 baris terjawab"
    assert re.search(r'href="[^"]+poin=celah&amp;baris=[^"]+&amp;[^"]+"[^>]*>Rinciannya', page)


def test_a_row_whose_proof_came_before_its_answer_counts_as_on_the_sheet(world, client_for, filled):
    citing.attach(world.assessment, "17.1", paper(world).pk, by=world.rina)
    client = client_for(world.rina)
    page = client.get(filled("sheet_indicator", "17")).content.decode()
    words = _figures(page)[3][1]
    assert opened(client, filled("sheet_ledger", "17") + "?poin=siap")[1] == f"{words} baris berbukti siap"


def test_a_ledger_costs_the_same_however_many_rows_are_answered(
    world, client_for, filled, django_assert_max_num_queries
):
    client = client_for(world.rina)
    for address in (filled("sheet_ledger_block", "K3"), filled("sheet_ledger_mine")):
        with django_assert_max_num_queries(14):
            client.get(address)
