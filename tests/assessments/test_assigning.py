"""Giving rows to agencies: proposed from functions, adjusted by hand, never over a colleague's change."""

import threading
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from layak.assessments.actions import assigning as actions
from layak.assessments.models import Assignment
from layak.assessments.queries import assigning
from layak.assessments.queries.assigning import Load, Owners
from layak.assessments.queries.editions import edition_of
from layak.core import catalogue
from layak.core.refusal import Refused
from layak.people.models import Agency
from layak.trail import queries as trail
from tests.world import OGAN_ILIR, World

EDITION = catalogue.get("kla-2024")


def owned(world: World) -> dict[str, Owners]:
    return assigning.owners(assigning.parts(world.assessment.pk))


def seen(world: World, *codes: str) -> str:
    return assigning.stamp(assigning.parts(world.assessment.pk, codes))


def assign(world: World, leads: dict, *, by=None, stamp=None, **said) -> None:
    stamp = stamp or seen(world, *leads)
    actions.assign(world.assessment.pk, leads, seen=stamp, by=by or world.yusuf, **said)


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.refusal.code


def test_the_proposal_gives_free_rows_to_the_agency_of_their_function_and_leaves_the_rest(world):
    before = owned(world)
    duties = {
        "dinkes": world.dinkes,
        "dp3a": world.dinas_pppa,
        "bappeda": world.bappeda,
        "disdik": world.disdik,
    }
    expected = {
        question.code: duties[question.lead].pk
        for question in EDITION.questions.values()
        if question.code not in before and question.lead in duties
    }
    assert actions.propose(world.assessment.pk, by=world.yusuf) == len(expected) > 100
    after = owned(world)
    assert {code: row.lead for code, row in after.items() if code not in before} == expected
    assert {code: after[code].lead for code in before} == {code: row.lead for code, row in before.items()}
    line = trail.lines(OGAN_ILIR).first()
    assert (line.action, line.details["leads"]) == ("assignments.propose", expected)


def test_helpers_follow_the_edition_and_never_double_the_lead(world):
    actions.propose(world.assessment.pk, by=world.yusuf)
    duties = {"dinkes": world.dinkes.pk, "dp3a": world.dinas_pppa.pk, "bappeda": world.bappeda.pk}
    duties["disdik"] = world.disdik.pk
    proposed = [q for q in EDITION.questions.values() if q.lead in duties and q.code not in ("12.1",)]
    rows = owned(world)
    wrong = [
        q.code
        for q in proposed
        if rows[q.code].lead in rows[q.code].helpers
        or len(set(rows[q.code].helpers)) != len(rows[q.code].helpers)
    ]
    assert wrong == []


def test_a_second_proposal_changes_nothing_and_leaves_no_line(world):
    actions.propose(world.assessment.pk, by=world.yusuf)
    before, line = owned(world), trail.lines(OGAN_ILIR).first()
    assert actions.propose(world.assessment.pk, by=world.yusuf) == 0
    assert owned(world) == before
    assert trail.lines(OGAN_ILIR).first() == line


def test_a_helper_that_becomes_the_lead_is_no_helper_any_more(world):
    assign(world, {"14.1": world.dinkes.pk}, helpers=[world.bappeda.pk, world.disdik.pk])
    assign(world, {"14.1": world.bappeda.pk})
    assert owned(world)["14.1"] == Owners(world.bappeda.pk, [world.disdik.pk], None)


def test_a_row_keeps_its_day_and_its_helpers_when_its_lead_changes(world):
    assign(world, {"14.1": world.dinkes.pk}, helpers=[world.disdik.pk])
    actions.set_due(
        world.assessment.pk, ["14.1"], due=date(2026, 12, 1), seen=seen(world, "14.1"), by=world.yusuf
    )
    assign(world, {"14.1": world.bappeda.pk})
    assert owned(world)["14.1"] == Owners(world.bappeda.pk, [world.disdik.pk], date(2026, 12, 1))


def test_taking_the_lead_away_makes_the_row_unowned_again(world):
    assign(world, {"14.1": None})
    assert "14.1" in [q.code for q in assigning.unowned(EDITION, owned(world))]


def test_one_row_alone_is_told_under_that_row(world):
    assign(world, {"14.1": world.bappeda.pk})
    line = trail.lines(OGAN_ILIR).first()
    assert (line.action, line.about) == ("assignments.assign", f"row:{world.assessment.pk}:14.1")
    assert line.details == {
        "old": {"14.1": {"lead": world.dinkes.pk, "helpers": []}},
        "new": {"14.1": {"lead": world.bappeda.pk, "helpers": []}},
    }


def test_saving_what_already_stands_leaves_no_line(world):
    assign(world, {"14.1": world.dinkes.pk})
    assert not trail.lines(OGAN_ILIR).filter(action="assignments.assign").exists()


def test_a_stale_assignment_is_refused_and_the_first_one_stands(world):
    stamp = seen(world, "14.1", "14.2")
    assign(world, {"14.1": world.bappeda.pk, "14.2": world.bappeda.pk}, stamp=stamp)
    again = {"14.1": world.disdik.pk, "14.2": world.disdik.pk}
    assert refusal(lambda: assign(world, again, stamp=stamp)) == "stale"
    assert owned(world)["14.1"].lead == world.bappeda.pk
    due = {"due": date(2026, 12, 1), "seen": stamp, "by": world.yusuf}
    assert refusal(lambda: actions.set_due(world.assessment.pk, ["14.1", "14.2"], **due)) == "stale"


def test_everything_of_one_agency_moves_to_another_leads_and_helping_alike(world):
    assign(world, {"2.1": world.dinas_pppa.pk}, helpers=[world.dinkes.pk, world.disdik.pk])
    assign(world, {"2.2": world.dinas_pppa.pk}, helpers=[world.dinkes.pk, world.bappeda.pk])
    codes = assigning.codes_of(world.assessment.pk, world.dinkes.pk)
    moved = actions.move(
        world.assessment.pk,
        source=world.dinkes.pk,
        target=world.bappeda.pk,
        seen=seen(world, *codes),
        by=world.yusuf,
    )
    rows = owned(world)
    assert moved == len(codes) == 6
    assert {code: rows[code].lead for code in ("12.1", "14.1", "2.1")} == {
        "12.1": world.bappeda.pk,
        "14.1": world.bappeda.pk,
        "2.1": world.dinas_pppa.pk,
    }
    assert set(rows["2.1"].helpers) == {world.disdik.pk, world.bappeda.pk}
    assert rows["2.2"].helpers == [world.bappeda.pk]
    assert not Assignment.objects.filter(assessment=world.assessment, agency=world.dinkes).exists()


def test_only_the_districts_own_secretariat_and_the_admin_assign(world):
    for person in (world.maya, world.sri, world.rina, world.ketut, world.dewi):
        assert (
            refusal(lambda who=person: assign(world, {"14.1": world.bappeda.pk}, by=who)) == "not-secretariat"
        )
        assert refusal(lambda who=person: actions.propose(world.assessment.pk, by=who)) == "not-secretariat"
    assign(world, {"14.1": world.bappeda.pk}, by=world.agus)
    assert owned(world)["14.1"].lead == world.bappeda.pk


def test_an_agency_elsewhere_or_closed_and_an_unknown_row_are_refused(world):
    assert refusal(lambda: assign(world, {"14.1": world.dinkes_lain.pk})) == "unknown-agency"
    Agency.objects.filter(pk=world.bappeda.pk).update(active=False)
    assert refusal(lambda: assign(world, {"14.1": world.bappeda.pk})) == "unknown-agency"
    assert refusal(lambda: assign(world, {"99.9": world.dinkes.pk})) == "unknown-row"


def test_the_load_counts_rows_led_rows_helped_and_points_led(world):
    assign(world, {"14.1": world.dinkes.pk}, helpers=[world.disdik.pk])
    led = ("12.1", "14.1", "14.2", "17.1")
    points = sum(EDITION.questions[code].max for code in led)
    loads = assigning.loads(edition_of(world.assessment), owned(world))
    assert loads[world.dinkes.pk] == Load(led=4, helped=0, points=points)
    assert loads[world.disdik.pk].helped == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_saw_the_same_row_at_once_exactly_one_gets_through(world):
    stamp, outcomes = seen(world, "14.1"), []

    def act(agency: int) -> None:
        try:
            assign(world, {"14.1": agency}, stamp=stamp)
            outcomes.append(agency)
        except Refused as refused:
            outcomes.append(refused.refusal.code)
        finally:
            connection.close()

    rivals = [threading.Thread(target=act, args=[agency.pk]) for agency in (world.bappeda, world.disdik)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    winner = owned(world)["14.1"].lead
    assert sorted(outcomes, key=str) == sorted(["stale", winner], key=str)
    assert winner in (world.bappeda.pk, world.disdik.pk)


# --- pages ---


def test_rows_without_an_owner_come_first_and_one_press_gives_them_out(world, client_for):
    client = client_for(world.yusuf)
    page = client.get(f"/pembagian/{world.assessment.pk}/").content.decode()
    assert "262 dari 274 pertanyaan belum punya penanggung jawab." in page
    assert page.index("Belum ada penanggung jawab") < page.index("Beban setiap instansi")
    client.post(f"/pembagian/{world.assessment.pk}/usulkan/")
    assert len(owned(world)) > 100


def leads_form(client, address: str) -> dict:
    form = client.get(address).context["form"]
    return {"act": "leads", **{f.html_name: f.value() or "" for f in form}}


def test_an_indicator_is_given_out_row_by_row_or_all_at_once(world, client_for):
    client, address = client_for(world.yusuf), f"/pembagian/{world.assessment.pk}/indikator/14/"
    sent = leads_form(client, address) | {"lead-14.1": world.bappeda.pk}
    assert client.post(address, sent).status_code == 302
    assert owned(world)["14.1"].lead == world.bappeda.pk
    client.post(address, leads_form(client, address) | {"everything": world.disdik.pk})
    codes = [q.code for q in EDITION.indicators["14"].questions]
    assert {owned(world)[code].lead for code in codes} == {world.disdik.pk}


def test_a_stale_page_keeps_the_choice_on_the_screen_and_can_be_sent_again(world, client_for):
    client, address = client_for(world.yusuf), f"/pembagian/{world.assessment.pk}/indikator/14/"
    sent = leads_form(client, address) | {"lead-14.1": world.bappeda.pk}
    assign(world, {"14.1": world.disdik.pk})
    response = client.post(address, sent)
    assert response.status_code == 409
    form = response.context["form"]
    assert str(form["lead-14.1"].value()) == str(world.bappeda.pk)
    assert "baru saja diubah orang lain" in response.content.decode()
    assert client.post(address, sent | {"seen": form["seen"].value()}).status_code == 302
    assert owned(world)["14.1"].lead == world.bappeda.pk


def test_one_row_gets_its_helpers_and_its_day(world, client_for):
    client, address = client_for(world.yusuf), f"/pembagian/{world.assessment.pk}/baris/14.1/"
    form = client.get(address).context["form"]
    sent = {
        "act": "leads",
        "lead": world.dinkes.pk,
        "helpers": [world.disdik.pk],
        "seen": form["seen"].value(),
    }
    assert client.post(address, sent).status_code == 302
    due = client.get(address).context["due"]
    client.post(address, {"act": "due", "due-due": "2026-12-01", "due-seen": due["seen"].value()})
    assert owned(world)["14.1"] == Owners(world.dinkes.pk, [world.disdik.pk], date(2026, 12, 1))


def test_an_agencys_page_sets_one_day_for_all_it_leads_and_hands_all_over(world, client_for):
    client = client_for(world.yusuf)
    address = f"/pembagian/{world.assessment.pk}/instansi/{world.dinkes.pk}/"
    due = client.get(address).context["due"]
    client.post(address, {"act": "due", "due-due": "2026-12-01", "due-seen": due["seen"].value()})
    rows = owned(world)
    assert {rows[code].due for code in ("12.1", "14.1", "14.2", "17.1")} == {date(2026, 12, 1)}
    assert rows["2.1"].due is None
    move = client.get(address).context["move"]
    sent = {"act": "move", "move-target": world.bappeda.pk, "move-seen": move["seen"].value()}
    assert client.post(address, sent).headers["Location"] == f"/pembagian/{world.assessment.pk}/"
    assert client.get(address).status_code == 404


def test_a_leader_reads_the_distribution_and_changes_nothing(world, client_for):
    client, address = client_for(world.sri), f"/pembagian/{world.assessment.pk}/indikator/14/"
    page = client.get(address)
    assert page.status_code == 200
    assert "Simpan pembagian" not in page.content.decode()
    assert (
        client.post(
            address, {"act": "leads", "seen": seen(world), "everything": world.bappeda.pk}
        ).status_code
        == 403
    )
    assert owned(world)["14.1"].lead == world.dinkes.pk


def test_other_districts_and_other_roles_find_nothing_here(world, client_for):
    pk = world.assessment.pk
    addresses = [f"/pembagian/{pk}/", f"/pembagian/{pk}/indikator/14/", f"/pembagian/{pk}/baris/14.1/"]
    for person in (world.maya, world.rina, world.ketut, world.dewi, world.wayan):
        client = client_for(person)
        assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


@pytest.mark.parametrize("tail", ["", "indikator/1/", "baris/14.1/", "instansi/{agency}/"])
def test_pages_of_assigning_take_the_same_queries_for_12_rows_and_for_274(world, client_for, tail):
    client = client_for(world.yusuf)
    address = f"/pembagian/{world.assessment.pk}/{tail}".format(agency=world.dinkes.pk)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        counts.append(len(found))
        actions.propose(world.assessment.pk, by=world.yusuf)
    assert counts[0] == counts[1] <= 12
