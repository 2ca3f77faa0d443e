"""Cari: each person finds what they may see and nothing else; a row's code leads straight to it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from layak.assessments.actions import citing
from layak.assessments.models import Answer, Citation
from layak.core.stages import Stage
from layak.evidence.actions import documents
from layak.evidence.actions.documents import add_link
from layak.people import actions
from layak.people.models import Agency, Region
from layak.verification.models import Mandate
from tests.assessments.papers import paper
from tests.verification.people import charge, fresh, open_windows, send, verifiers


def find(client, words):
    """What is found, by kind: titles."""
    told = client.get(reverse("search_json"), {"q": words}).json()
    return {group["kind"]: [hit["title"] for hit in group["hits"]] for group in told["groups"]}


def urls(client, words, kind):
    told = client.get(reverse("search_json"), {"q": words}).json()
    return [hit["url"] for group in told["groups"] if group["kind"] == kind for hit in group["hits"]]


@pytest.fixture
def proof(world):
    """A document of each district, and one with personal data of another agency."""
    said = {"by": world.rina, "district": "16.10", "agency": world.dinkes.pk}
    open_one = add_link("https://contoh.test/posyandu", "Rekap Posyandu 2025", **said)
    add_link("https://contoh.test/kutim", "Posyandu Kutai", by=world.maya, district="64.08", agency=None)
    closed = add_link("https://contoh.test/anak", "Daftar anak posyandu", **said)
    type(closed).objects.filter(pk=closed.pk).update(personal_data=True)
    return open_one


@pytest.mark.parametrize("typed", ["14.1", " 14.1 ", "\N{NULL}14.1", "21A.4a", "21a.4A"])
def test_a_code_typed_exactly_leads_to_the_row(world, client_for, typed):
    code = "21A.4a" if "21" in typed else "14.1"
    answer = client_for(world.rina).get(reverse("search"), {"q": typed})
    assert answer.headers["Location"] == reverse("question", args=[world.assessment.pk, code])


def test_part_of_a_code_or_words_of_a_title_list_questions(world, client_for):
    client = client_for(world.rina)
    assert [title.split()[0] for title in find(client, "14.")["questions"]][:2] == ["14.1", "14.2"]
    (first, *_rest) = find(client, "akta kelahiran")["questions"]
    assert "akta" in first.casefold()
    assert "kelahiran" in first.casefold()
    assert urls(client, "14.", "questions")[0] == reverse("question", args=[world.assessment.pk, "14.1"])


def test_documents_are_found_as_far_as_one_may_see_them(world, proof, client_for):
    def seen(person):
        return find(client_for(person), "posyandu").get("documents", [])

    assert seen(world.rina) == ["Daftar anak posyandu", "Rekap Posyandu 2025"]
    assert seen(world.bayu) == ["Rekap Posyandu 2025"]
    assert seen(world.maya) == ["Posyandu Kutai"]
    assert seen(world.dewi) == seen(world.agus) == []
    assert urls(client_for(world.bayu), "posyandu", "documents") == [reverse("document", args=[proof.pk])]


def test_agencies_are_those_of_the_own_district(world, client_for):
    def seen(person):
        return urls(client_for(person), "dinas kesehatan", "agencies")

    assert seen(world.bayu) == [reverse("agency", args=[world.dinkes.pk])]
    assert seen(world.maya) == [reverse("agency", args=[world.dinkes_lain.pk])]
    assert len(seen(world.agus)) == 2
    Agency.objects.filter(pk=world.dinkes.pk).update(active=False)
    assert seen(world.bayu) == []


def test_people_are_found_by_those_who_keep_them(world, client_for):
    def seen(person):
        return find(client_for(person), "rina").get("people", [])

    assert [seen(p) for p in (world.yusuf, world.ketut, world.agus)] == [["Rina"]] * 3
    assert [seen(p) for p in (world.maya, world.rina, world.sri, world.dewi)] == [[]] * 4


def test_districts_are_found_by_those_who_look_after_many(world, client_for):
    team = verifiers()

    def seen(person):
        return find(client_for(person), "kabupaten").get("districts", [])

    both = ["Kabupaten Kutai Timur", "Kabupaten Ogan Ilir"]
    assert seen(world.agus) == seen(team.ratna) == both
    assert (seen(team.hadi), seen(team.tono)) == (both[1:], both[:1])
    assert seen(world.yusuf) == seen(world.rina) == []
    assert urls(client_for(world.agus), "ogan", "districts") == [
        reverse("control_room_of", args=[world.assessment.pk])
    ]
    assert urls(client_for(team.hadi), "ogan", "districts") == [reverse("portal_district", args=["16.10"])]


def test_a_verifier_is_led_to_the_row_on_the_desk_and_only_to_rows_of_the_charge(world, client_for):
    open_windows(world)
    team = verifiers()
    sheet = send(world)
    charge(sheet, team.hadi, blocks=["K3"])
    charge(sheet, team.ratna, Stage.FINAL)
    client = client_for(team.hadi)
    desk = reverse("desk_row", args=[sheet.pk, "14.1"])
    assert client.get(reverse("search"), {"q": "14.1"}).headers["Location"] == desk
    assert client.get(desk).status_code == 200
    other = client.get(reverse("search"), {"q": "2.1"})
    assert (other.status_code, "Baris di lembar" in other.content.decode()) == (200, False)
    assert urls(client, "ogan", "districts") == [reverse("desk_start", args=[sheet.pk])]
    later = client_for(team.ratna).get(reverse("search"), {"q": "14.1"})
    assert later.status_code == 200
    assert desk not in later.content.decode()


@pytest.fixture
def team(world):
    """Verifiers, of whom Hadi has cluster III of Ogan Ilir's sheet, which was sent with proof on two rows."""
    open_windows(world)
    report, removed = paper(world, "Rekap posyandu", number="440/17"), paper(world, "Posyandu lama")
    secret = paper(world, "Daftar anak posyandu", personal_data=True)
    paper(world, "Posyandu yang tidak dipakai")
    elsewhere = paper(world, "Posyandu di lembaga")
    used = [("14.1", report), ("14.2", report), ("14.1", secret), ("14.1", removed), ("2.1", elsewhere)]
    for code, document in used:
        citing.attach(world.assessment, code, document.pk, by=world.yusuf)
    documents.remove(removed, version=1, by=world.yusuf, leaning=citing.leaning(world.yusuf))
    found = verifiers()
    charge(send(world), found.hadi, blocks=["K3"])
    return found


def cited(client, words):
    return find(client, words).get("cited", [])


@pytest.mark.parametrize("words", ["posyandu", "440/17", "rekap posyandu"])
def test_a_verifier_finds_open_documents_that_charged_rows_cite_by_title_and_number(
    world, team, client_for, words
):
    client = client_for(team.hadi)
    assert cited(client, words) == ["Rekap posyandu"]
    (url,) = urls(client, words, "cited")
    assert url.startswith(reverse("desk_row", args=[world.assessment.pk, "14.2"]))
    page = client.get(url)
    assert (page.status_code, "Rekap posyandu" in page.content.decode()) == (200, True)
    shown = client.get(reverse("search"), {"q": words}).content.decode()
    assert "440/17 · Kabupaten Ogan Ilir · 14.2" in shown


def test_a_charge_without_blocks_finds_what_any_row_cites(world, team, client_for):
    charge(fresh(world.assessment), team.lestari)
    assert cited(client_for(team.lestari), "posyandu") == ["Posyandu di lembaga", "Rekap posyandu"]


def test_verifiers_of_other_districts_and_later_stages_find_no_document(world, team, client_for):
    charge(fresh(world.assessment), team.ratna, Stage.FINAL)
    assert [cited(client_for(who), "posyandu") for who in (team.tono, team.ratna, team.imam)] == [[]] * 3
    assert [find(client_for(who), "posyandu").get("documents") for who in (team.hadi, team.tono)] == [
        None
    ] * 2
    assert cited(client_for(world.rina), "posyandu") == []


def test_a_charge_that_ended_finds_no_document_any_more(world, team, client_for):
    Mandate.objects.update(ended_at=timezone.now())
    assert cited(client_for(team.hadi), "posyandu") == []


def test_a_second_reader_finds_no_document_of_rows_that_were_not_drawn(world, team, client_for):
    Mandate.objects.update(blind=True)
    assert cited(client_for(team.hadi), "posyandu") == []


def opened(client):
    """The answers of everything that some words find."""
    for words in ("14.", "posyandu", "dinas", "ri", "ogan"):
        told = client.get(reverse("search_json"), {"q": words}).json()
        for url in [hit["url"] for group in told["groups"] for hit in group["hits"]]:
            yield client.get(url, follow=True).status_code


def test_everything_found_can_be_opened(world, proof, client_for):
    for person in (world.rina, world.ketut, world.yusuf, world.sri, world.dewi, world.agus):
        assert set(opened(client_for(person))) <= {200}, person


def test_everything_a_verifier_finds_can_be_opened(world, team, client_for):
    assert [set(opened(client_for(who))) for who in (team.hadi, team.tono)] == [{200}, {200}]


@pytest.mark.parametrize("typed", ["", "  ", "a", "%", "'; drop table", "x" * 5000, "\N{NULL}", "%%", "zzzz"])
def test_odd_words_find_nothing_and_break_nothing(world, client_for, typed):
    page = client_for(world.yusuf).get(reverse("search"), {"q": typed})
    assert (page.status_code, page.context["groups"]) == (200, [])
    assert len(page.context["words"]) <= 100


def test_more_hits_than_fit_lead_to_the_page_that_has_them_all(world, client_for):
    for n in range(10):
        add_link(f"https://contoh.test/{n}", f"Laporan {n}", by=world.yusuf, district="16.10", agency=None)
        Region.objects.create(pk=f"16.{20 + n}", name=f"Laporan {n}", level=2, parent_id="16")
    page = client_for(world.yusuf).get(reverse("search"), {"q": "laporan"})
    (group,) = (one for one in page.context["groups"] if one.key == "documents")
    assert (len(group.hits), group.more) == (8, reverse("library") + "?kata=laporan")
    assert "Laporan 0" in client_for(world.yusuf).get(group.more).content.decode()


def test_the_bar_of_every_page_has_the_field(world, client_for):
    page = client_for(world.rina).get(reverse("profile")).content.decode()
    assert page.count(f'role="search" action="{reverse("search")}"') == 2  # the bar, and the menu of phones


def test_a_verifier_s_search_costs_the_same_queries_however_much_is_cited(world, team, client_for):
    client, counts = client_for(team.hadi), []
    for n in range(3):
        row = Answer.objects.get(assessment=world.assessment, code="14.1")
        Citation.objects.create(answer=row, document=paper(world, f"Posyandu {n}"), added_by=world.rina)
        with CaptureQueriesContext(connection) as found:
            assert len(cited(client, "posyandu")) == n + 2
        counts.append(len(found))
    assert (len(set(counts)), counts[0] <= 12) == (1, True), counts


@pytest.mark.parametrize("name", ["rina", "yusuf", "agus", "dewi"])
def test_searching_costs_the_same_queries_however_much_there_is(world, client_for, name):
    person = getattr(world, name)
    client, counts = client_for(person), []
    for n in range(3):
        said = {"by": world.yusuf, "name": f"Dinas {n}"}
        agency = actions.create_agency("16.10", short_name=f"D{n}", **said)
        add_link(f"https://contoh.test/{n}", f"Dinas {n}", by=world.yusuf, district="16.10", agency=None)
        invited = actions.invite(by=world.yusuf, name=f"Dinas {n}", role="operator", agency=agency)
        actions.accept(invited.token, username=f"dinas{n}", password="sandi-yang-panjang")
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("search"), {"q": "dinas"}).status_code == 200
        counts.append(len(found))
    assert len(set(counts)) == 1
    assert counts[0] <= 17


def test_a_machine_is_told_the_exact_row_and_every_kind(world, client_for):
    told = client_for(world.yusuf).get(reverse("search_json"), {"q": "14.1"}).json()
    row = reverse("question", args=[world.assessment.pk, "14.1"])
    assert (told["q"], told["exact"]) == ("14.1", row)
    (group,) = (one for one in told["groups"] if one["kind"] == "questions")
    assert (group["label"], group["more"], group["hits"][0]["url"]) == ("Pertanyaan", None, row)
