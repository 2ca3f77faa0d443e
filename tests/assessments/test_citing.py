"""Citing proof: readiness and standing follow a document onto a row, off it, and when it changes."""

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from layak.assessments.actions import assigning, citing, remarks
from layak.assessments.actions.answering import answer
from layak.assessments.models import Answer, Citation, Remark, Standing, Window
from layak.assessments.queries import assigning as assigning_queries
from layak.assessments.queries import proof
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.rows import about
from layak.core.readiness import State
from layak.core.refusal import Refused
from layak.evidence.actions import documents
from layak.evidence.models import Document
from layak.trail import queries as trail
from layak.trail.actions import lock
from tests.assessments.papers import paper
from tests.assessments.test_answering import HALF
from tests.world import World

DIRECT = {"kind": "direct", "points": "1"}


def standing(world) -> tuple[int, int]:
    found = Standing.objects.get(assessment=world.assessment, indicator="14")
    return found.claimed, found.ready


def test_a_fit_document_makes_the_points_ready_and_taking_it_off_puts_them_at_risk(world):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    report = paper(world)
    citing.attach(world.assessment, "14.1", report.pk, pages="3–5", by=world.rina)
    assert (standing(world), Answer.objects.get().ready) == ((2000, 2000), True)

    pages = citing.detach(world.assessment, "14.1", report.pk, by=world.rina)
    assert (pages, standing(world), Answer.objects.get().ready) == ("3–5", (2000, 0), False)

    citing.attach(world.assessment, "14.1", report.pk, pages=pages, by=world.rina)
    assert (standing(world), Citation.objects.get().pages) == ((2000, 2000), "3–5")
    lines = trail.history(about(world.assessment.pk, "14.1"))
    assert [x.action for x in lines] == ["answers.cite", "answers.uncite", "answers.cite", "answers.save"]


def test_one_document_is_cited_for_many_rows_at_once_or_for_none(world):
    report, codes = paper(world), ["14.1", "14.2", "12.1"]
    for code in codes:
        answer(world.assessment, code, DIRECT, version=0, by=world.rina)
    with pytest.raises(Refused) as caught:
        citing.attach_all(world.assessment, [*codes, "2.1"], report.pk, by=world.rina)
    assert (caught.value.refusal.code, Citation.objects.count()) == ("not-yours", 0)

    made = citing.attach_all(world.assessment, codes, report.pk, pages="2", by=world.rina)
    assert [(c.answer.code, c.pages) for c in made] == [(code, "2") for code in codes]
    assert standing(world) == (2000, 2000)
    lines = trail.history(about(world.assessment.pk, "12.1"))
    assert [x.action for x in lines] == ["answers.cite", "answers.save"]


def test_a_document_outside_the_years_is_cited_but_not_ready_and_says_why(world):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    old = paper(world, "Laporan lama", date=date(2021, 3, 14))
    citing.attach(world.assessment, "14.1", old.pk, by=world.rina)
    assert standing(world) == (2000, 0)
    (shown,) = proof.of_rows(world.assessment, ["14.1"])["14.1"]
    assert shown.state is State.PROBLEM
    assert "Berkas bertanggal 14 Maret 2021" in shown.findings[0].text.id


def test_citing_before_answering_does_not_make_the_first_save_stale(world):
    citing.attach(world.assessment, "14.1", paper(world).pk, by=world.rina)
    assert Answer.objects.get().status == "empty"
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    assert standing(world) == (2000, 2000)


def test_citing_does_not_make_an_open_form_stale(world):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    citing.attach(world.assessment, "14.1", paper(world).pk, by=world.rina)
    answer(world.assessment, "14.1", HALF | {"numerator_2025": "900"}, version=1, by=world.rina)
    assert standing(world) == (3000, 3000)


def test_one_document_proves_several_rows_and_citing_it_twice_only_changes_the_pages(world):
    report = paper(world)
    for code in ("14.1", "14.2"):
        citing.attach(world.assessment, code, report.pk, by=world.rina)
    citing.attach(world.assessment, "14.1", report.pk, pages="7", by=world.rina)
    assert proof.uses([report.pk]) == {report.pk: 2}
    assert sorted(Citation.objects.values_list("answer__code", "pages")) == [("14.1", "7"), ("14.2", "")]


def test_a_changed_description_brings_every_row_that_cites_the_document_up_to_date(world):
    for code in ("14.1", "14.2"):
        answer(world.assessment, code, HALF, version=0, by=world.rina)
    report = paper(world, date=date(2020, 1, 1))
    for code in ("14.1", "14.2"):
        citing.attach(world.assessment, code, report.pk, by=world.rina)
    assert standing(world) == (4000, 0)
    said = documents.Description(title="Laporan", kind="data-terpilah", date=date(2025, 12, 31))
    with transaction.atomic():
        documents.describe(report, said, version=1, by=world.rina)
        citing.recheck(report.pk, by=world.rina)
    assert standing(world) == (4000, 4000)


def test_a_removed_document_is_no_proof_any_more(world):
    answer(world.assessment, "14.1", HALF, version=0, by=world.rina)
    report = paper(world)
    citing.attach(world.assessment, "14.1", report.pk, by=world.rina)
    with transaction.atomic():
        documents.remove(report, version=1, by=world.rina, leaning=citing.leaning(world.rina))
    assert standing(world) == (2000, 0)


def test_a_helper_adds_proof_and_remarks(world):
    world.assessment.assignments.create(code="14.1", agency=world.disdik, part="helper")
    citing.attach(world.assessment, "14.1", paper(world).pk, by=world.bayu)
    remarks.add(world.assessment, "14.1", "Data sekolah menyusul.", by=world.bayu)
    assert Remark.objects.get().text == "Data sekolah menyusul."


@pytest.mark.parametrize("person", ["bayu", "sri", "dewi", "wayan", "maya"])
def test_outsiders_add_no_proof(world, person):
    report = paper(world)
    with pytest.raises(Refused, match="Pertanyaan ini diisi Dinkes"):
        citing.attach(world.assessment, "14.1", report.pk, by=getattr(world, person))
    assert not Citation.objects.exists()


def test_a_document_of_another_district_or_with_hidden_data_cannot_be_cited(world):
    foreign = paper(world, district=world.kutai_timur.code, agency=world.dinkes_lain)
    hidden = paper(world, agency=world.disdik, personal_data=True)
    for document in (foreign, hidden):
        with pytest.raises(Refused, match="tidak ada di pustaka Anda"):
            citing.attach(world.assessment, "14.1", document.pk, by=world.rina)


def test_proof_is_locked_with_the_window(world):
    report, now = paper(world), timezone.now()
    Window.objects.update(opens_at=now - timedelta(days=9), closes_at=now - timedelta(seconds=1))
    with pytest.raises(Refused, match="Evaluasi mandiri ditutup"):
        citing.attach(world.assessment, "14.1", report.pk, by=world.rina)


def test_suggestions_are_what_its_indicator_cites_then_what_it_expects(world):
    near = paper(world, "Dipakai di 14.2", kind="foto")
    fitting = paper(world, "Data terpilah gizi")
    paper(world, "Foto lain", kind="foto")
    cited = paper(world, "Sudah dipakai")
    citing.attach(world.assessment, "14.2", near.pk, by=world.rina)
    citing.attach(world.assessment, "14.1", cited.pk, by=world.rina)
    question = edition_of(world.assessment).questions["14.1"]
    assert proof.suggestions(world.rina, world.assessment, question) == [near, fitting]


@pytest.mark.django_db(transaction=True)
def test_proof_taken_off_in_two_tabs_at_once_is_taken_off_once(world):
    report = paper(world)
    citing.attach(world.assessment, "14.1", report.pk, pages="3", by=world.rina)
    with transaction.atomic():
        lock("16.10")
        second = taken_off_in_another_tab(world, report)
        first = citing.detach(world.assessment, "14.1", report.pk, by=world.rina)
    assert (first, second()) == ("3", "")
    lines = trail.history(about(world.assessment.pk, "14.1"))
    assert [x.action for x in lines] == ["answers.uncite", "answers.cite"]


@pytest.mark.django_db(transaction=True)
def test_taking_proof_off_gives_back_the_pages_that_another_tab_has_just_changed(world):
    report = paper(world)
    citing.attach(world.assessment, "14.1", report.pk, pages="3", by=world.rina)
    with transaction.atomic():
        lock("16.10")
        detached = taken_off_in_another_tab(world, report)
        citing.attach(world.assessment, "14.1", report.pk, pages="7", by=world.rina)
    assert (detached(), Citation.objects.count()) == ("7", 0)
    assert trail.history(about(world.assessment.pk, "14.1"))[0].details["pages"] == "7"


def taken_off_in_another_tab(world: World, report: Document) -> Callable[[], str]:
    """Rina takes proof off elsewhere and soon waits for the district's lock; call it for what came of it."""
    answers: list[str] = []

    def run() -> None:
        try:
            answers.append(citing.detach(world.assessment, "14.1", report.pk, by=world.rina))
        finally:
            connection.close()

    def result() -> str:
        tab.join()
        return answers[0]

    tab = threading.Thread(target=run)
    tab.start()
    tab.join(0.5)
    assert tab.is_alive()
    return result


@pytest.mark.django_db(transaction=True)
def test_describing_citing_assigning_and_answering_at_once_neither_block_nor_lose(world):
    report = paper(world, date=date(2020, 1, 1))
    rounds, start, failures = 6, threading.Barrier(4), []

    def run(act) -> None:
        try:
            start.wait()
            for n in range(rounds):
                act(n)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    def describe(n: int) -> None:
        said = documents.Description(title=f"Laporan {n}", kind="data-terpilah", date=date(2025, 12, 31))
        with transaction.atomic():
            documents.describe(report, said, version=n + 1, by=world.rina)
            citing.recheck(report.pk, by=world.rina)

    def cite(n: int) -> None:
        citing.attach(world.assessment, "14.1", report.pk, pages=str(n), by=world.yusuf)

    def assign(n: int) -> None:
        codes = ["14.8"]
        seen = assigning_queries.stamp(assigning_queries.parts(world.assessment.pk, codes))
        agency = (world.dinkes, world.disdik)[n % 2].pk
        assigning.assign(world.assessment.pk, dict.fromkeys(codes, agency), seen=seen, by=world.yusuf)

    def save(n: int) -> None:
        sent = HALF | {"numerator_2025": str(700 + n)}
        answer(world.assessment, "14.1", sent, version=n, by=world.yusuf)
        answer(world.assessment, f"14.{(2, 4, 5, 6, 9, 10)[n]}", DIRECT, version=0, by=world.yusuf)

    threads = [threading.Thread(target=run, args=[act]) for act in (describe, cite, assign, save)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert standing(world) == (2000 + 6 * 1000, 2000)
    assert trail.first_break("16.10") is None
