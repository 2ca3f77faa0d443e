"""The leader's page: where we stand, the distance, what decides it, who must act, by when."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from layak.assessments.actions import assigning as actions
from tests.assessments.steering import claim, claim_everything


def text(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_leader_reads_everything_on_one_page(world, client_for):
    claim(world, "14.1", 3000)
    page = text(client_for(world.sri).get("/pimpinan/", follow=True))
    order = ["belum mencapai Pratama", "Sampai kapan", "Yang menentukan", "Siapa yang perlu bertindak"]
    assert [page.index(part) for part in order] == sorted(page.index(part) for part in order)
    assert "3 dari 4 baris" in page
    assert "Evaluasi mandiri:" in page


def test_a_finished_district_has_nobody_left_to_act(world, client_for):
    claim_everything(world.assessment, world.rina, ready=True)
    page = text(client_for(world.sri).get(f"/pimpinan/{world.assessment.pk}/"))
    assert "Diklaim KLA, dan bukti yang siap sudah cukup." in page
    assert "Tidak ada: semua instansi sudah menjawab dan buktinya siap." in page


def test_a_leader_without_an_assessment_learns_what_comes_first(world, client_for):
    world.assessment.assignments.all().delete()
    world.assessment.delete()
    page = text(client_for(world.sri).get("/pimpinan/"))
    assert "Belum ada penilaian yang dibuka" in page


def test_others_are_refused_or_find_nothing(world, client_for):
    address = f"/pimpinan/{world.assessment.pk}/"
    for person in (world.maya, world.rina, world.ketut, world.dewi, world.wayan):
        assert client_for(person).get(address).status_code == 404
    assert client_for(world.rina).get("/pimpinan/").status_code == 403
    assert client_for(world.agus).get(address).status_code == 200


def test_queries_do_not_grow_with_the_work(world, client_for):
    client, counts = client_for(world.sri), []
    for _round in range(2):
        with CaptureQueriesContext(connection) as found:
            client.get(f"/pimpinan/{world.assessment.pk}/")
        counts.append(len(found))
        actions.propose(world.assessment.pk, by=world.yusuf)
    assert counts[0] == counts[1] <= 16


@pytest.mark.parametrize("person", ["sri", "yusuf", "agus"])
def test_the_page_prints_without_its_buttons(world, client_for, person):
    page = text(client_for(getattr(world, person)).get(f"/pimpinan/{world.assessment.pk}/"))
    assert "d-print-none" in page
