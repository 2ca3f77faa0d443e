"""A number of a result leads to the page of the proof it rests on, for whoever may open that."""

import json

import pytest

from layak.assessments.models import Citation
from layak.core import frozen
from layak.core.stages import Stage
from layak.evidence.models import Blob, Version
from layak.verification.actions.judging import Sent, decide
from tests.assessments.papers import paper
from tests.assessments.steering import claim
from tests.results.stage import close
from tests.verification.people import charge, open_windows, send, verifiers

SENTENCE = "Bukti dibuka oleh verifikator yang ditugaskan pada lembar ini."


@pytest.fixture
def team(world):
    return verifiers()


@pytest.fixture
def report(world, settings, tmp_path):
    """The report that row 14.1 cites, pages 1-2."""
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    answer = claim(world, "14.1", 3_000, status="approved")
    found = paper(world)
    answer.citations.create(document=found, pages="1-2", added_by=world.rina)
    return found


@pytest.fixture
def result(world, team, report):
    """Ogan Ilir's sheet, judged by Hadi on page 2 of the report, and closed."""
    open_windows(world)
    sheet = send(world)
    charge(sheet, team.hadi)
    lower = Sent(points=1_500, reason="bukti-kurang", pages="2", document=report.pk)
    decide(sheet, "14.1", lower, version=0, by=team.hadi)
    return close(world, Stage.PROVINCE)


def newer(report, world):
    """The district hands in another file for the same document."""
    blob = Blob.objects.create(sha256="f" * 64, size=100, mime="application/pdf", pages=2)
    Version.objects.create(document=report, number=2, blob=blob, filename="baru.pdf", uploaded_by=world.rina)


def row(result):
    return json.loads(result.document)["rows"]["14.1"]


def page(client, result):
    return client.get(f"/hasil/{result.assessment_id}/{result.name}/indikator/14/").content.decode()


def test_a_verdict_keeps_the_document_whose_pages_it_names(result, report):
    verdict = row(result)["verdicts"]["province"]
    assert (verdict["pages"], verdict["document"]) == ("2", report.newest.blob_id)
    assert frozen.verify(result.document, result.name) == ()


def test_a_file_that_came_after_the_verdict_is_not_the_one_it_names(result, report, world):
    judged = report.newest.blob_id
    newer(report, world)
    later = row(close(world, Stage.REVIEW))
    assert later["verdicts"]["province"]["document"] == judged
    assert later["answer"]["documents"] == [["f" * 64, "1-2"]]


def test_a_verdict_that_names_no_document_has_no_key_for_one(world, team, report):
    open_windows(world)
    sheet = send(world)
    charge(sheet, team.hadi)
    decide(sheet, "14.1", Sent(points=3_000), version=0, by=team.hadi)
    assert "document" not in row(close(world, Stage.PROVINCE))["verdicts"]["province"]


def test_the_districts_people_open_the_proof_at_its_page(result, report, world, client_for):
    html = page(client_for(world.rina), result)
    own = f'href="/bukti/{report.pk}/?versi=1&amp;hal='
    assert (f"{own}1#halaman" in html, f"{own}2#halaman" in html, SENTENCE in html) == (True, True, False)


def test_a_newer_file_leaves_the_link_to_the_one_that_was_judged(result, report, world, client_for):
    newer(report, world)
    html = page(client_for(world.rina), result)
    assert f'href="/bukti/{report.pk}/?versi=1&amp;hal=2#halaman"' in html
    assert "versi=2" not in html


def test_proof_that_the_row_no_longer_cites_is_found_in_the_library(result, report, world, client_for):
    Citation.objects.filter(document=report).delete()
    assert f'href="/bukti/{report.pk}/?versi=1&amp;hal=2#halaman"' in page(client_for(world.rina), result)


def test_the_verifier_in_charge_opens_the_proof_at_the_desk(result, report, world, team, client_for):
    client = client_for(team.hadi)
    html = page(client, result)
    way = f"/meja/{result.assessment_id}/14.1/?bukti={report.pk}&amp;versi=1&amp;hal=2#halaman"
    assert (f'href="{way}"' in html, SENTENCE in html) == (True, False)
    assert client.get(way.replace("&amp;", "&")).status_code == 200


def test_who_is_not_charged_reads_why_there_is_no_link(result, report, team, client_for):
    html = page(client_for(team.lestari), result)
    assert f"Dokumen {report.newest.blob_id[:12]}…" in html
    assert (SENTENCE in html, f"/bukti/{report.pk}/" in html, "bukti=" in html) == (True, False, False)


def test_personal_data_stays_with_the_secretariat_and_its_agency(result, report, world, client_for):
    report.personal_data = True
    report.save()
    html = page(client_for(world.sri), result)
    assert "memuat data pribadi yang hanya dibuka" in html
    assert f"/bukti/{report.pk}/" not in html
