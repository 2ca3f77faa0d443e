"""Tugas saya and the head's desk: what waits, the costliest first, and each role's own first page."""

import pytest
from django.urls import reverse

from layak.assessments.actions import citing, moves
from layak.assessments.actions.answering import answer
from layak.assessments.models import Answer, Assignment
from layak.assessments.queries import tasks
from tests.assessments.papers import paper
from tests.assessments.test_answering import HALF
from tests.assessments.test_sheet import text


@pytest.mark.parametrize(
    ("person", "desk"),
    [
        ("rina", "tasks"),
        ("ketut", "approvals"),
        ("yusuf", "control_room"),
        ("agus", "control_room"),
        ("sri", "leader_page"),
        ("dewi", "desk"),
    ],
)
def test_each_role_starts_at_its_own_desk(world, client_for, person, desk):
    answered = client_for(getattr(world, person)).get(reverse("home"))
    assert (answered.status_code, answered["Location"]) == (302, reverse(desk))


def test_tasks_know_what_is_at_stake_and_whose_turn_it_is(world):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    citing.attach(world.assessment, "14.1", paper(world).pk, by=world.rina)
    answer(world.assessment, "14.2", HALF, version=0, by=world.rina)
    moves.submit(world.assessment, {"14.1": 1, "14.2": 1}, by=world.rina)
    found = {task.code: task for task in tasks.tasks(world.assessment, {world.dinkes.pk})}
    assert {code: task.stake for code, task in found.items()} == {
        "12.1": 3000,
        "14.1": 1000,
        "14.2": 3000,
        "17.1": 3000,
    }
    assert {code for code, task in found.items() if task.needs_us} == {"12.1", "14.2", "17.1"}
    assert {code for code, task in found.items() if task.waits} == {"14.1"}
    assert tasks.share(found.values()) == tasks.Share(
        led=4, helped=0, claimed=4000, max=12_000, answered=2, ready=1, estimate=True
    )


def test_a_returned_row_stands_first_with_its_reason(world, client_for):
    answer(world.assessment, "14.1", {"kind": "direct", "points": "3"}, version=0, by=world.rina)
    moves.submit(world.assessment, {"14.1": 1}, by=world.rina)
    moves.send_back(world.assessment, {"14.1": 2}, note="Belum ditandatangani.", by=world.ketut)
    page = text(client_for(world.rina).get(reverse("tasks")))
    assert "4 pertanyaan menunggu Dinas Kesehatan." in page
    assert page.index('<span class="code">14.1</span>') < page.index('<span class="code">12.1</span>')
    assert "Ketut: “Belum ditandatangani.”" in page
    assert "mengembalikan jawaban" in page


def test_each_task_says_what_is_missing(world, client_for):
    answer(world.assessment, "14.1", {"numerator_2024": "1"}, version=0, by=world.rina)
    answer(world.assessment, "14.2", HALF, version=0, by=world.rina)
    page = text(client_for(world.rina).get(reverse("tasks")))
    assert "Belum lengkap. Angka 2025 belum diisi." in page
    assert "Sudah dijawab, belum ada bukti." in page
    assert "Belum dijawab. Perlu dua angka, untuk 2024 dan 2025." in page
    assert "Belum dijawab. Pilih satu dari 6 tingkat." in page


def test_filters_search_and_block_narrow_the_list(world, client_for):
    client, address = client_for(world.rina), reverse("tasks")
    page = text(client.get(address + "?saring=semua&q=rokok"))
    assert '<span class="code">17.1</span>' in page
    assert '<span class="code">14.1</span>' not in page
    assert "Tidak ada pertanyaan yang cocok" in text(client.get(address + "?q=zzz"))
    assert "Tidak ada pertanyaan yang cocok" in text(client.get(address + "?blok=KLB"))


def test_a_helper_sees_the_row_as_somebody_elses_turn(world, client_for):
    world.assessment.assignments.create(code="14.1", agency=world.disdik, part="helper")
    page = text(client_for(world.bayu).get(reverse("tasks") + "?saring=menunggu"))
    assert "Dijawab Dinkes. Anda membantu dengan bukti dan komentar." in page
    assert "3 pertanyaan kita pimpin, 1 lainnya kita bantu." in page


def test_who_only_helps_first_sees_the_rows_that_they_help_with(world, client_for):
    world.assessment.assignments.filter(agency=world.disdik).delete()
    world.assessment.assignments.create(code="14.1", agency=world.disdik, part="helper")
    page = text(client_for(world.bayu).get(reverse("tasks")))
    assert "Dijawab Dinkes. Anda membantu dengan bukti dan komentar." in page


def test_the_head_approves_the_ticked_rows_only(world, client_for):
    for code in ("14.1", "14.2"):
        answer(world.assessment, code, HALF, version=0, by=world.rina)
    moves.submit(world.assessment, {"14.1": 1, "14.2": 1}, by=world.rina)
    client, address = client_for(world.ketut), reverse("approvals")
    page = text(client.get(address))
    assert "2 jawaban Dinas Kesehatan menunggu persetujuan Anda." in page
    assert "2025: 720 dari 1.000 (72,0%)" in page
    client.post(address, {"row": ["14.1:2"], "act": "approve"})
    assert dict(Answer.objects.values_list("code", "status")) == {"14.1": "approved", "14.2": "submitted"}
    client.post(address, {"row": ["14.2:2"], "act": "return", "reason": "Cek lagi."})
    assert Answer.objects.get(code="14.2").status == "needs-fix"
    assert "Semua sudah diputuskan" in text(client.get(address))


def test_a_list_that_has_changed_since_is_not_approved_blindly(world, client_for):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    moves.submit(world.assessment, {"14.1": 1}, by=world.rina)
    client, address = client_for(world.ketut), reverse("approvals")
    page = client.post(address, {"row": ["14.1:1"], "act": "approve"}, follow=True)
    assert "14.1 baru saja diubah" in text(page)
    assert Answer.objects.get().status == "submitted"
    assert "Belum ada baris yang dipilih" in text(client.post(address, {"act": "approve"}, follow=True))


def test_a_return_without_a_word_opens_the_box_in_which_it_belongs(world, client_for):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    moves.submit(world.assessment, {"14.1": 1}, by=world.rina)
    client, address = client_for(world.ketut), reverse("approvals")
    box = '<textarea class="form-control" id="alasan" name="reason" rows="2"'
    assert f"{box}></textarea>" in client.get(address).content.decode()
    page = client.post(address, {"row": ["14.1:2"], "act": "return"}).content.decode()
    assert '<details class="ly-help mt-3" open>' in page
    assert f"{box} autofocus></textarea>" in page
    assert 'value="14.1:2" checked' in page


def test_pages_cost_the_same_however_many_tasks(world, client_for, django_assert_max_num_queries):
    def cost(person, name) -> int:
        with django_assert_max_num_queries(60) as seen:
            assert client_for(person).get(reverse(name)).status_code == 200
        return len(seen.captured_queries)

    Assignment.objects.filter(agency=world.dinkes).exclude(code__in=["14.1"]).delete()
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    citing.attach(world.assessment, "14.1", paper(world).pk, by=world.rina)
    moves.submit(world.assessment, {"14.1": 1}, by=world.rina)
    one = cost(world.rina, "tasks"), cost(world.ketut, "approvals")
    for code in ("14.2", "14.4"):
        Assignment.objects.create(
            assessment=world.assessment, code=code, agency=world.dinkes, part=Assignment.Part.LEAD
        )
        answer(world.assessment, code, HALF, version=0, by=world.rina)
        citing.attach(world.assessment, code, paper(world).pk, by=world.rina)
        moves.submit(world.assessment, {code: 1}, by=world.rina)
    assert (cost(world.rina, "tasks"), cost(world.ketut, "approvals")) == one


@pytest.mark.parametrize("person", ["yusuf", "sri", "dewi", "agus"])
def test_those_without_an_agency_read_whose_page_it_is(world, client_for, person):
    for name in ("tasks", "approvals"):
        assert "Halaman ini untuk operator dan kepala instansi." in text(
            client_for(getattr(world, person)).get(reverse(name))
        )


def test_rows_that_do_not_exist_are_left_out_of_a_decision(world, client_for):
    page = client_for(world.ketut).post(reverse("approvals"), {"row": ["99.9:1", "14.1:x"]}, follow=True)
    assert "Belum ada baris yang dipilih" in text(page)
