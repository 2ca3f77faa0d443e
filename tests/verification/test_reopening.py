"""A verdict opens again when the points below it change: the sheet went back, the tier below thought anew."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from layak.core.refusal import Refused
from layak.core.stages import Go, Stage
from layak.trail import queries as trail
from layak.verification.actions.judging import Sent, accept, clear, decide
from layak.verification.actions.passing import pass_on
from layak.verification.models import Mandate, TierStanding, Verdict
from layak.verification.queries import desk
from layak.verification.queries.accepting import acceptable
from layak.verification.queries.rows import judged
from tests.verification.people import charge, fresh, window
from tests.verification.test_judging import cite

WEEK = timedelta(days=7)


def row(sheet, code="14.1"):
    return judged(sheet, Stage.REVIEW, [code])[code]


def taken(sheet, world, team):
    """The ministry takes the sheet over once the province's time is up, and its window opens again."""
    now = timezone.now()
    window(world, Stage.PROVINCE, now - WEEK, now - timedelta(seconds=1))
    pass_on(fresh(sheet), Go.TAKE, by=team.ratna)
    window(world, Stage.PROVINCE, now - WEEK, now + WEEK)
    return fresh(sheet)


def judged_again(sheet, world, team, sent):
    """The ministry returns the sheet, the province judges 14.1 anew, and the ministry has it back."""
    pass_on(fresh(sheet), Go.RETURN, by=team.ratna, reason="Periksa lagi 14.1.")
    decide(fresh(sheet), "14.1", sent, version=1, by=team.hadi)
    return taken(sheet, world, team)


@pytest.fixture
def review(sheet, team, world):
    """The sheet at the ministry, where Ratna accepted what Hadi accepted of 14.1."""
    decide(sheet, "14.1", Sent(points=3_000), version=0, by=team.hadi)
    moved = taken(sheet, world, team)
    charge(moved, team.ratna, Stage.REVIEW)
    decide(moved, "14.1", Sent(points=3_000), version=0, by=team.ratna)
    return moved


def test_an_acceptance_of_points_that_the_tier_below_changed_since_is_open_again(review, world, team):
    assert row(review).standing
    now = judged_again(review, world, team, Sent(points=0, reason="bukti-kurang"))
    seen = row(now)
    assert (seen.below, seen.own.points, seen.own.below) == (0, 3_000, 3_000)
    assert (seen.standing, seen.reopened, seen.changes, seen.points) == (False, True, ("below",), 0)
    here = TierStanding.objects.get(assessment=now, stage="review", indicator="14")
    assert (here.points, here.judged, desk.total(now, "review")) == (2_000, 0, 3_000)


def test_points_above_those_of_the_tier_below_now_need_a_reason(review, world, team):
    now = judged_again(review, world, team, Sent(points=0, reason="bukti-kurang"))
    with pytest.raises(Refused) as refused:
        decide(now, "14.1", Sent(points=3_000), version=1, by=team.ratna)
    assert refused.value.refusal.code == "no-reason"
    done = decide(now, "14.1", Sent(points=3_000, reason="salah-hitung"), version=1, by=team.ratna)
    assert (done.standing, done.own.below, row(now).standing) == (True, 0, True)
    told = trail.history(f"row:{now.pk}:14.1").first().details
    assert (told["below"], told["old"]["points"], told["new"]["points"]) == (0, 3_000, 3_000)


def test_a_verdict_stands_when_the_sheet_comes_back_with_the_same_points_below(review, world, team):
    now = judged_again(review, world, team, Sent(points=3_000, note="Tetap."))
    assert (row(now).standing, row(now).changes) == (True, ())


def test_the_desk_says_that_the_points_below_changed(review, world, team, client_for):
    now = judged_again(review, world, team, Sent(points=0, reason="bukti-kurang"))
    page = client_for(team.ratna).get(reverse("desk_row", args=[now.pk, "14.1"])).content.decode()
    assert "Berubah sesudah dinilai: nilai tahap sebelumnya. Nilai lagi." in page


def test_what_else_changed_is_said_too(review, world, team):
    now = judged_again(review, world, team, Sent(points=0, reason="bukti-kurang"))
    now.answers.filter(code="14.1").update(note="Lampiran lengkap.")
    assert row(now).changes == ("note", "below")


def test_a_verdict_from_before_the_points_below_were_kept_counts_as_unchanged(review, world, team):
    Verdict.objects.update(below=None)
    now = judged_again(review, world, team, Sent(points=0, reason="bukti-kurang"))
    assert (row(now).standing, row(now).points) == (True, 3_000)


def test_rows_accepted_together_keep_the_points_below_too(review, world, team):
    held = Mandate.objects.get(verifier=team.ratna)
    cite(world, "14.2")
    listed = {one.code: one.seen for one in acceptable(held)}
    accept(review, listed, by=team.ratna)
    assert Verdict.objects.get(stage="review", code="14.2").below == 2_000


def test_rows_whose_points_below_changed_since_the_list_are_not_accepted_together(review, world, team):
    decided = Verdict.objects.get(stage="review", code="14.1")
    clear(review, "14.1", version=decided.version, by=team.ratna)
    cite(world, "14.1")
    listed = {one.code: one.seen for one in acceptable(Mandate.objects.get(verifier=team.ratna))}
    pass_on(fresh(review), Go.RETURN, by=team.ratna, reason="Periksa lagi 14.1.")
    decide(fresh(review), "14.1", Sent(points=0, reason="bukti-kurang"), version=1, by=team.hadi)
    now = taken(review, world, team)
    with pytest.raises(Refused) as refused:
        accept(now, listed, by=team.ratna)
    assert refused.value.refusal.code == "not-acceptable"
