"""Judging: a tier's own points, why they differ, to what content they are bound, and nothing lost."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from layak.assessments.models import Answer
from layak.assessments.queries.rows import NoSuchRow
from layak.core.refusal import Refused
from layak.core.stages import Stage
from layak.trail import queries as trail
from layak.trail.models import Entry
from layak.verification.actions import assigning
from layak.verification.actions.judging import Sent, Stale, accept, clear, decide
from layak.verification.models import Mandate, Sample, TierStanding, Verdict
from layak.verification.queries.accepting import acceptable
from layak.verification.queries.rows import judged
from tests.assessments.papers import paper
from tests.verification.people import charge, person, window
from tests.world import Role


def refusal(call) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.refusal.code


def row(sheet, code="14.1", **said):
    return judged(sheet, Stage.PROVINCE, [code], **said)[code]


def points_of(sheet, stage="province"):
    return TierStanding.objects.get(assessment=sheet, stage=stage, indicator="14")


LOWER = Sent(points=1_500, reason="bukti-kurang", note=" Dua bulan tidak ada. ", pages="3")


def test_a_verdict_keeps_its_own_points_and_leaves_the_claim_alone(sheet, team):
    done = decide(sheet, "14.1", LOWER, version=0, by=team.hadi)
    assert (done.below, done.points, done.difference, done.standing) == (3_000, 1_500, -1_500, True)
    kept = Verdict.objects.get()
    assert (kept.points, kept.reason, kept.note) == (1_500, "bukti-kurang", "Dua bulan tidak ada.")
    assert (kept.pages, kept.version, kept.verifier, kept.blind) == ("3", 1, team.hadi, False)
    assert Answer.objects.get(code="14.1").points == 3_000
    here, below = points_of(sheet), points_of(sheet, "self")
    assert (here.points, here.judged, below.points) == (3_500, 1, 5_000)


def test_each_verdict_leaves_one_line_with_old_and_new(sheet, team):
    decide(sheet, "14.1", LOWER, version=0, by=team.hadi)
    decide(sheet, "14.1", Sent(points=3_000), version=1, by=team.hadi)
    newest, first = trail.history(f"row:{sheet.pk}:14.1")[:2]
    assert (newest.action, newest.actor) == ("verdicts.decide", "Hadi")
    assert '"old":null' in first.data
    assert '"points":1500' in newest.data
    assert '"points":3000' in newest.data
    assert (first.details["of"], first.details["below"]) == (row(sheet).of, 3_000)


def test_a_step_of_the_ladder_brings_its_own_points(sheet, team):
    question = row(sheet).question
    steps = question.ladder.steps
    done = decide(sheet, "14.1", Sent(step=1, reason="salah-tangga"), version=0, by=team.hadi)
    assert (done.own.step, done.points) == (1, min(steps[1].points, question.max))


@pytest.mark.parametrize("step", [77, -1, 10**9])
def test_a_step_outside_the_ladder_is_refused_and_never_taken_for_acceptance(sheet, team, step):
    for sent in (Sent(step=step), Sent(step=step, points=3_000)):
        assert refusal(lambda sent=sent: decide(sheet, "14.1", sent, version=0, by=team.hadi)) == "off-ladder"
    assert not Verdict.objects.exists()


def test_points_above_the_maximum_are_refused(sheet, team):
    most = row(sheet).question.max
    sent = Sent(points=most + 1, reason="salah-hitung")
    assert refusal(lambda: decide(sheet, "14.1", sent, version=0, by=team.hadi)) == "above-maximum"
    below = Sent(points=-1, reason="salah-hitung")
    assert refusal(lambda: decide(sheet, "14.1", below, version=0, by=team.hadi)) == "above-maximum"
    assert not Verdict.objects.exists()


def test_other_points_than_below_need_a_reason_from_the_list(sheet, team):
    assert refusal(lambda: decide(sheet, "14.1", Sent(points=1), version=0, by=team.hadi)) == "no-reason"
    odd = Sent(points=1, reason="tidak-suka")
    assert refusal(lambda: decide(sheet, "14.1", odd, version=0, by=team.hadi)) == "unknown-reason"
    assert decide(sheet, "14.1", Sent(points=3_000), version=0, by=team.hadi).standing


def test_nobody_judges_without_a_mandate_for_this_sheet_stage_and_block(sheet, team, world):
    for who in (team.lestari, team.tono, team.ratna, world.rina, world.yusuf, world.agus, world.maya):
        code = refusal(lambda who=who: decide(sheet, "14.1", Sent(points=3_000), version=0, by=who))
        assert code == "no-mandate"
    charge(sheet, team.lestari, blocks=["K1"])
    outside = refusal(lambda: decide(sheet, "14.1", Sent(points=3_000), version=0, by=team.lestari))
    assert outside == "not-your-rows"
    charge(sheet, team.ratna, Stage.REVIEW)
    early = refusal(lambda: decide(sheet, "14.1", Sent(points=3_000), version=0, by=team.ratna))
    assert early == "no-mandate"


def test_whoever_got_a_role_in_the_district_after_the_mandate_judges_no_more(sheet, team):
    person("hadi", Role.LEADER, "16.10")
    del team.hadi.__dict__["seats"]
    assert refusal(lambda: decide(sheet, "14.1", LOWER, version=0, by=team.hadi)) == "own-district"


def test_no_verdict_after_the_window(sheet, team, world):
    now = timezone.now()
    window(world, Stage.PROVINCE, now - timedelta(days=3), now - timedelta(seconds=1))
    assert refusal(lambda: decide(sheet, "14.1", LOWER, version=0, by=team.hadi)) == "closed"
    window(world, Stage.PROVINCE, now + timedelta(days=1), now + timedelta(days=2))
    assert refusal(lambda: decide(sheet, "14.1", LOWER, version=0, by=team.hadi)) == "not-open"


def test_a_stale_verdict_is_refused_with_both_values(sheet, team):
    charge(sheet, team.lestari)
    decide(sheet, "14.1", LOWER, version=0, by=team.hadi)
    with pytest.raises(Stale) as caught:
        decide(sheet, "14.1", Sent(points=3_000), version=0, by=team.lestari)
    assert (caught.value.saved.points, caught.value.saved.verifier) == (1_500, team.hadi)
    assert caught.value.sent == Sent(points=3_000)
    assert Verdict.objects.get().points == 1_500


def test_the_same_verdict_sent_again_changes_nothing(sheet, team):
    first = decide(sheet, "14.1", LOWER, version=0, by=team.hadi)
    again = decide(sheet, "14.1", LOWER, version=0, by=team.hadi)
    assert (again.version, Entry.objects.filter(action="verdicts.decide").count()) == (first.version, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_verifiers_at_once_on_one_row_one_wins_and_the_other_sees_it(sheet, team):
    charge(sheet, team.lestari)
    gate, met = threading.Barrier(2), []

    def judge(who, points):
        gate.wait()
        try:
            sent = Sent(points=points, reason="bukti-kurang")
            met.append(decide(sheet, "14.1", sent, version=0, by=who).points)
        except Stale as stale:
            met.append(("stale", stale.saved.points, stale.sent.points))
        finally:
            connection.close()

    both = [threading.Thread(target=judge, args=pair) for pair in ((team.hadi, 1_000), (team.lestari, 2_000))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    won = next(m for m in met if isinstance(m, int))
    assert sorted(met, key=str) == sorted([won, ("stale", won, 3_000 - won)], key=str)
    assert points_of(sheet).points == won + 2_000


def test_an_undone_verdict_leaves_the_row_not_judged(sheet, team):
    decide(sheet, "14.1", LOWER, version=0, by=team.hadi)
    assert clear(sheet, "14.1", version=1, by=team.hadi).standing is False
    here = points_of(sheet)
    assert (here.points, here.judged, Verdict.objects.count()) == (5_000, 0, 0)


def test_a_row_changed_after_it_was_judged_opens_again_and_says_what_changed(sheet, team):
    decide(sheet, "14.1", LOWER, version=0, by=team.hadi)
    Answer.objects.filter(code="14.1").update(note="Lampiran lengkap.", points=2_500)
    seen = row(sheet)
    assert (seen.standing, seen.reopened, seen.changes, seen.points) == (
        False,
        True,
        ("note", "points"),
        3_000,
    )
    done = decide(sheet, "14.1", LOWER, version=1, by=team.hadi)
    assert (done.standing, done.changes, done.points) == (True, (), 1_500)


def test_unknown_rows_and_foreign_documents_are_refused(sheet, team, world):
    with pytest.raises(NoSuchRow):
        decide(sheet, "99.9", LOWER, version=0, by=team.hadi)
    strange = Sent(points=3_000, document=paper(world).pk)
    assert refusal(lambda: decide(sheet, "14.1", strange, version=0, by=team.hadi)) == "not-cited"


def test_pages_are_numbers_within_the_document_that_is_named(sheet, team, world):
    report = cite(world, "14.1").document.pk
    judge = lambda pages, document=None: decide(  # noqa: E731
        sheet, "14.1", Sent(points=3_000, pages=pages, document=document), version=0, by=team.hadi
    )
    for pages in ("9999, -3, abc", "hlm. 2", "0", "2-1", ",".join(["1"] * 31)):
        for document in (None, report):
            assert refusal(lambda said=(pages, document): judge(*said)) == "not-pages"
    assert refusal(lambda: judge("1, 2-3", report)) == "no-such-page"
    assert not Verdict.objects.exists()
    assert judge(" 1, 1-2 ", report).own.pages == "1, 1-2"


def test_pages_of_no_document_or_of_one_without_a_known_length_may_be_any(sheet, team, world):
    report = cite(world, "14.1").document
    report.versions.all().delete()
    for version, document in enumerate((None, report.pk)):
        sent = Sent(points=3_000, pages="9999", document=document)
        assert decide(sheet, "14.1", sent, version=version, by=team.hadi).own.pages == "9999"


def cite(world, code, **said):
    answer = Answer.objects.get(code=code)
    return answer.citations.create(document=paper(world, **said), added_by=world.rina)


def test_only_rows_with_fit_proof_and_nothing_open_are_accepted_together(sheet, team, world):
    held = Mandate.objects.get(verifier=team.hadi)
    assert acceptable(held) == []
    cite(world, "14.1")
    cite(world, "14.2", date=None)
    listed = {r.code: r.seen for r in acceptable(held)}
    assert list(listed) == ["14.1"]
    both = listed | {"14.2": row(sheet, "14.2").seen}
    assert refusal(lambda: accept(sheet, both, by=team.hadi)) == "not-acceptable"
    done = accept(sheet, listed, by=team.hadi)
    assert [(r.code, r.points, r.standing) for r in done] == [("14.1", 3_000, True)]
    assert points_of(sheet).judged == 1


def test_a_row_that_changed_since_the_list_is_not_accepted(sheet, team, world):
    cite(world, "14.1")
    listed = {r.code: r.seen for r in acceptable(Mandate.objects.get(verifier=team.hadi))}
    Answer.objects.filter(code="14.1").update(note="Berubah.")
    assert refusal(lambda: accept(sheet, listed, by=team.hadi)) == "not-acceptable"


def test_a_blind_second_reading_counts_nowhere_and_stays_out_of_the_rows_history(sheet, team):
    charge(sheet, team.lestari, blind=True)
    Sample.objects.create(assessment=sheet, stage="province", code="14.1")
    decide(sheet, "14.1", LOWER, version=0, by=team.lestari)
    assert (row(sheet).own, row(sheet, blind=True).points) == (None, 1_500)
    assert points_of(sheet).points == 5_000
    assert not trail.history(f"row:{sheet.pk}:14.1").exists()
    outside = refusal(lambda: decide(sheet, "14.2", LOWER, version=0, by=team.lestari))
    assert outside == "not-your-rows"
    decide(sheet, "14.1", Sent(points=3_000), version=0, by=team.hadi)
    assert points_of(sheet).points == 5_000
    assert row(sheet, blind=True).points == 1_500


def test_a_verdict_costs_the_same_number_of_statements_however_many_rows_are_judged(
    sheet, team, django_assert_max_num_queries
):
    for code in ("14.2", "14.3", "14.4"):
        value = row(sheet, code).below
        decide(sheet, code, Sent(points=value), version=0, by=team.hadi)
    with django_assert_max_num_queries(27):
        decide(sheet, "14.1", LOWER, version=0, by=team.hadi)


def test_a_mandate_that_ended_judges_no_more(sheet, team, world):
    assigning.end(Mandate.objects.get(verifier=team.hadi), by=world.agus)
    assert refusal(lambda: decide(sheet, "14.1", LOWER, version=0, by=team.hadi)) == "no-mandate"
