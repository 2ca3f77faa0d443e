"""A tier's total and the queue follow what the district mends, in the moment in which it is mended."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from layak.assessments.actions import citing
from layak.assessments.actions.answering import answer
from layak.assessments.queries.rows import row
from layak.core.stages import Stage
from layak.verification.actions import noting
from layak.verification.actions.judging import Sent, accept, decide
from layak.verification.models import Sample, TierStanding
from layak.verification.queries import desk, mandates
from layak.verification.queries.accepting import acceptable
from layak.verification.queries.rows import judged
from tests.assessments.papers import paper
from tests.evidence import files
from tests.verification.people import charge
from tests.verification.test_judging import LOWER, cite

LOWERED = (3_500, 1)
"""14.1 judged at 1,5 of 3 claimed; 14.2 as claimed, 2."""
AS_CLAIMED = (5_000, 0)

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def opened(sheet, team, world):
    """Row 14.1 with its proof, lowered by Hadi and opened by his note; the proof."""
    proof = cite(world, "14.1", version=2).document
    decide(sheet, "14.1", LOWER, version=0, by=team.hadi)
    noting.write(sheet, "14.1", "Dua bulan tidak ada.", by=team.hadi)
    return proof


def kept(sheet):
    """Points and judged rows of indicator 14 at the province, as kept; they are also what its rows say."""
    found = TierStanding.objects.get(assessment=sheet, stage="province", indicator="14")
    rows = [judged(sheet, Stage.PROVINCE, [code])[code] for code in ("14.1", "14.2")]
    by_row = sum(one.points for one in rows), sum(one.standing for one in rows)
    assert (found.points, found.judged) == by_row
    return by_row


def waiting(user):
    return {each.held.assessment_id: (each.judged, each.rows) for each in desk.queue(user)}


def test_the_total_follows_another_answer(sheet, opened, world):
    assert kept(sheet) == LOWERED
    seen = row(sheet, "14.1")
    answer(sheet, "14.1", {"kind": "direct", "points": "2"}, version=seen.version, by=world.rina)
    assert kept(sheet) == AS_CLAIMED


def test_the_total_follows_proof_that_is_added_and_taken_off_again(sheet, opened, world):
    more = paper(world, "Lampiran")
    citing.attach(sheet, "14.1", more.pk, by=world.rina)
    assert kept(sheet) == AS_CLAIMED
    citing.detach(sheet, "14.1", more.pk, by=world.rina)
    assert kept(sheet) == LOWERED


def test_the_total_follows_a_newer_file_of_the_proof(sheet, opened, world, client_for):
    newer = SimpleUploadedFile("baru.pdf", files.text_pdf("LENGKAP"))
    client_for(world.rina).post(reverse("upload_form"), {"files": newer, "replaces": opened.pk})
    assert kept(sheet) == AS_CLAIMED


def test_the_queue_counts_verdicts_that_still_stand(sheet, opened, team, world):
    decide(sheet, "14.2", Sent(points=2_000), version=0, by=team.hadi)
    charge(sheet, team.lestari, blocks=["K3"])
    before = waiting(team.hadi), waiting(team.lestari)
    seen = row(sheet, "14.1")
    answer(sheet, "14.1", {"kind": "direct", "points": "2"}, version=seen.version, by=world.rina)
    after = waiting(team.hadi), waiting(team.lestari)
    assert [found[sheet.pk][0] for found in (*before, *after)] == [2, 2, 1, 1]


def test_a_block_without_verdicts_is_not_begun(sheet, opened, team):
    charge(sheet, team.lestari, blocks=["K4"])
    assert waiting(team.lestari)[sheet.pk][0] == 0


def test_rows_accepted_together_count_in_the_queue(sheet, team, world):
    cite(world, "14.1", date=date(2025, 12, 31))
    held = mandates.mandate(team.hadi, sheet)
    accept(sheet, {one.code: one.seen for one in acceptable(held)}, by=team.hadi)
    assert waiting(team.hadi)[sheet.pk] == (1, 274)


def test_a_second_readers_queue_counts_the_verdicts_given(sheet, team):
    held = charge(sheet, team.lestari, blind=True)
    Sample.objects.bulk_create(
        Sample(assessment=sheet, stage="province", code=code) for code in ("14.1", "14.2")
    )
    decide(sheet, "14.1", LOWER, version=0, by=team.lestari)
    assert mandates.progress([held]) == {held.pk: 1}


def test_a_second_readers_queue_counts_their_own_readings_of_rows_as_they_are(sheet, team, world):
    charge(sheet, team.lestari, blind=True)
    Sample.objects.bulk_create(
        Sample(assessment=sheet, stage="province", code=code) for code in ("14.1", "14.2", "18.1")
    )
    decide(sheet, "18.1", Sent(points=1_000), version=0, by=team.hadi)
    assert waiting(team.lestari)[sheet.pk] == (0, 3)
    for code in ("14.1", "14.2"):
        decide(sheet, code, LOWER, version=0, by=team.lestari)
    assert waiting(team.lestari)[sheet.pk] == (2, 3)
    cite(world, "14.1")
    assert waiting(team.lestari)[sheet.pk] == (1, 3)


def test_second_readers_counts_take_as_many_queries_for_one_sheet_as_for_many(
    sheet, team, world, django_assert_num_queries
):
    second = [charge(sheet, team.lestari, blind=True)]
    Sample.objects.create(assessment=sheet, stage="province", code="14.1")
    decide(sheet, "14.1", LOWER, version=0, by=team.lestari)
    for person, stage in ((team.ratna, Stage.REVIEW), (team.imam, Stage.FINAL)):
        second.append(charge(sheet, person, stage, blind=True))
    for held in (second[:1], second):
        with django_assert_num_queries(5 + len(held)):  # each charge reads the rows drawn for it
            mandates.progress(held)


def test_the_queues_counts_take_as_many_queries_for_one_charge_as_for_many(
    sheet, team, world, django_assert_num_queries
):
    mine = charge(sheet, team.lestari)
    others = [
        charge(sheet, who, stage) for who, stage in ((team.ratna, Stage.REVIEW), (team.imam, Stage.FINAL))
    ]
    for held in ([mine], [mine, *others]):
        with django_assert_num_queries(1):
            mandates.progress(held)
