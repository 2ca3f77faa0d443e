"""Passing sheets on: the cycle's steps, their conditions, and what is bound and kept on the way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from layak.assessments.models import Answer, Assessment, Cycle, Extension, Window
from layak.assessments.queries.contents import contents
from layak.core.canonical import digest
from layak.core.refusal import Refused
from layak.core.stages import Condition, Go, Stage
from layak.trail.models import Entry
from layak.verification.actions import judging, noting
from layak.verification.actions.passing import pass_on
from layak.verification.models import Passage, Submission, TierStanding
from tests.assessments.steering import claim
from tests.verification.people import charge, fresh, open_windows, send, window

SIGNED = frozenset({Condition.SIGNED})


def refusal(call) -> str:
    with pytest.raises(Refused) as caught:
        call()
    return caught.value.refusal.code


def test_sending_binds_every_claim_to_its_content(world, team):
    open_windows(world)
    claim(world, "14.1", 3_000, status="approved")
    said = contents(world.assessment)
    sent = send(world)
    assert sent.stage == "province"
    kept = Submission.objects.get(assessment=sent, code="14.1")
    assert (kept.points, kept.content, kept.of) == (3_000, said["14.1"], digest(said["14.1"]))
    assert Submission.objects.get(assessment=sent, code="14.2").content is None
    passage = Passage.objects.get(assessment=sent)
    assert (passage.start, passage.end, passage.go) == ("self", "province", "send")
    assert passage.of == digest({"14.1": digest(said["14.1"])})
    line = Entry.objects.filter(action="sheets.send").get()
    assert (line.actor, line.chain) == ("Yusuf", "16.10")


def test_a_new_tier_begins_with_the_points_below_and_nothing_judged(sheet):
    tiers = TierStanding.objects.filter(assessment=sheet, indicator="14")
    assert set(tiers.values_list("stage", "points", "judged")) == {("self", 5_000, 0), ("province", 5_000, 0)}


def test_a_sheet_with_unapproved_answers_is_not_sent(world, team):
    open_windows(world)
    claim(world, "14.1", 3_000, status="submitted")
    assert refusal(lambda: send(world)) == "unmet"
    assert fresh(world.assessment).stage == "self"
    assert not Entry.objects.filter(action="sheets.send").exists()


def test_only_the_secretariat_of_the_district_sends(world, team):
    open_windows(world)
    for who in (world.rina, world.sri, world.maya, world.agus, team.hadi, team.ratna):
        assert refusal(lambda who=who: pass_on(world.assessment, Go.SEND, by=who)) == "not-your-step"


def test_a_late_sheet_is_taken_over_by_its_own_province_with_what_was_filled_in(world, team):
    open_windows(world)
    claim(world, "14.1", 3_000, status="draft")
    assert refusal(lambda: pass_on(world.assessment, Go.TAKE, by=team.hadi)) == "unmet"
    now = timezone.now()
    window(world, Stage.SELF, now - timedelta(days=9), now - timedelta(days=1))
    assert refusal(lambda: pass_on(world.assessment, Go.TAKE, by=team.tono)) == "not-your-step"
    pass_on(world.assessment, Go.TAKE, by=team.hadi)
    assert Submission.objects.get(code="14.1").points == 3_000
    assert Answer.objects.get(code="14.1").status == "draft"


def test_the_province_sends_on_only_what_is_judged_settled_and_signed(sheet, team):
    assert refusal(lambda: pass_on(sheet, Go.SEND, by=team.hadi)) == "unmet"
    for code, row in judging.judged(sheet, Stage.PROVINCE).items():
        judging.decide(sheet, code, judging.Sent(points=row.below), version=0, by=team.hadi)
    assert refusal(lambda: pass_on(sheet, Go.SEND, by=team.hadi)) == "unmet"
    pass_on(sheet, Go.SEND, by=team.hadi, also=SIGNED)
    assert fresh(sheet).stage == "review"


def test_a_return_needs_its_reason_and_an_open_target(sheet, team, world):
    assert refusal(lambda: pass_on(sheet, Go.RETURN, by=team.hadi)) == "no-reason"
    now = timezone.now()
    window(world, Stage.SELF, now - timedelta(days=9), now - timedelta(days=1))
    back = {"by": team.hadi, "reason": "Lampiran 14.1 tertukar."}
    assert refusal(lambda: pass_on(sheet, Go.RETURN, **back)) == "unmet"
    late = Window.objects.get(stage="self")
    later = now + timedelta(days=2)
    Extension.objects.create(
        window=late, district=world.ogan_ilir, closes_at=later, reason="x", granted_by=world.agus
    )
    made = pass_on(sheet, Go.RETURN, **back)
    assert (made.end, made.reason, fresh(sheet).stage) == ("self", "Lampiran 14.1 tertukar.", "self")


def test_a_cycle_without_the_ministrys_review_goes_from_the_province_to_the_field(sheet, team, world):
    Cycle.objects.update(stages="self,province,field,repair,final,award")
    moved = fresh(sheet)
    for code, row in judging.judged(moved, Stage.PROVINCE).items():
        judging.decide(moved, code, judging.Sent(points=row.below), version=0, by=team.hadi)
    assert pass_on(moved, Go.SEND, by=team.hadi, also=SIGNED).end == "field"


def test_a_sheet_that_went_on_meanwhile_does_not_go_on_twice(world, team):
    open_windows(world)
    seen = fresh(world.assessment)
    send(world)
    assert refusal(lambda: pass_on(seen, Go.SEND, by=world.yusuf)) == "moved"
    assert Passage.objects.count() == 1


def test_the_repair_opens_only_the_rows_that_were_noted_for_two_days(sheet, team, world):
    Assessment.objects.update(stage="field", stage_began_at=timezone.now())
    field = fresh(sheet)
    charge(field, team.ratna, Stage.FIELD)
    noting.write(field, "14.1", "Foto tidak terbaca.", by=team.ratna)
    assert refusal(lambda: _answer(field, "14.1", world)) == "sent-on"
    done = frozenset({Condition.FIELD_DONE, Condition.SIGNED})
    pass_on(field, Go.SEND, by=team.ratna, also=done)
    repair = fresh(sheet)
    assert repair.stage == "repair"
    _answer(repair, "14.1", world)
    assert refusal(lambda: _answer(repair, "14.2", world)) == "not-noted"
    Assessment.objects.update(stage_began_at=timezone.now() - timedelta(hours=48))
    assert refusal(lambda: _answer(fresh(sheet), "14.1", world, "1")) == "closed"
    kept = Answer.objects.get(assessment=sheet, code="14.1")
    assert (kept.points, kept.status) == (2_500, "needs-fix")
    assert Submission.objects.get(assessment=sheet, code="14.1").points == 3_000


def _answer(sheet, code, world, points="2.5"):
    from layak.assessments.actions.answering import answer
    from layak.assessments.queries.rows import row

    data = {"kind": "direct", "points": points}
    return answer(sheet, code, data, version=row(sheet, code).version, by=world.rina)
