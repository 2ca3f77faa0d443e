"""Closing a stage freezes what counted, and publishing lets everybody read it."""

import json

import pytest
from django.db.models import Sum

from layak.assessments.actions.procedure import settle
from layak.core import catalogue, frozen
from layak.core.refusal import Refused
from layak.core.stages import STEPS, Condition, Go, Stage
from layak.results.actions.closing import Award, close_stage
from layak.results.actions.publishing import publish, withdraw
from layak.results.models import Result
from layak.results.queries.freezing import bound, summary
from layak.trail import queries as trail
from layak.verification.actions import standing
from layak.verification.models import TierStanding, Verdict
from layak.verification.rules import passing
from tests.assessments.steering import claim_everything
from tests.results.stage import claimed, close, judge, judge_everything, province_verifier


def totals(result):
    scores = json.loads(result.document)["scores"]
    return {tier: score["total"] for tier, score in scores.items()}


def test_a_closed_stage_is_stored_under_its_hash_and_holds(world):
    claimed(world)
    result = close(world, Stage.SELF)
    assert (result.total, result.stage, result.closed_by) == (11_500, "self", world.agus)
    assert frozen.verify(result.document, result.name, catalogue.get("kla-2024")) == ()


def test_the_document_knows_the_end_of_the_trail_before_it(world):
    claimed(world)
    result = close(world, Stage.SELF)
    told = json.loads(result.document)["trail"]
    before, own = trail.hash_at("16.10", told["seq"]), trail.lines("16.10").first()
    assert (before, own.seq, own.action) == (told["hash"], told["seq"] + 1, "results.freeze")
    told = {"name": result.name, "stage": "self", "total": 11_500, "predikat": "", "extract": result.extract}
    assert own.details == told


def test_every_tier_keeps_its_own_points(world):
    claimed(world)
    close(world, Stage.SELF)
    judge(world, Stage.PROVINCE, "12.1", 2_660, reason="tidak-ditandatangani")
    result = close(world, Stage.PROVINCE)
    assert totals(result) == {"self": 11_500, "province": 11_160}
    row = json.loads(result.document)["rows"]["12.1"]
    assert (row["claimed"], row["verdicts"]["province"]["points"]) == (3_000, 2_660)


def test_a_verdict_about_an_older_answer_does_not_count(world):
    claimed(world)
    close(world, Stage.SELF)
    judge(world, Stage.PROVINCE, "12.1", 2_660)
    world.assessment.answers.filter(code="12.1").update(note="Bukti baru ditambahkan.")
    assert totals(close(world, Stage.PROVINCE)) == {"self": 11_500, "province": 11_500}


@pytest.mark.parametrize(("seen", "total"), [(2_660, 11_500), (1_000, 11_160), (None, 11_500)])
def test_a_verdict_over_points_that_the_tier_below_changed_since_does_not_count(world, seen, total):
    claimed(world)
    close(world, Stage.SELF)
    judge(world, Stage.PROVINCE, "12.1", 2_660)
    judge(world, Stage.REVIEW, "12.1", 3_000)
    Verdict.objects.filter(stage="review").update(below=seen)
    assert totals(close(world, Stage.REVIEW)) == {"self": 11_500, "province": 11_160, "review": total}


def test_closing_waits_for_rows_whose_points_below_changed_and_agrees_with_the_running_total(world):
    claimed(world)
    close_stage(world.assessment, Go.SEND, by=world.yusuf)
    judge_everything(world, Stage.PROVINCE, world.dewi)
    world.assessment.stage = "review"
    world.assessment.save()
    judge_everything(world, Stage.REVIEW, world.dewi)
    step = next(s for s in STEPS if (s.start, s.go) == (Stage.REVIEW, Go.SEND))
    of_row = Verdict.objects.filter(code="12.1")
    of_row.filter(stage="review").update(below=3_000)
    assert Condition.ROWS_JUDGED in passing.met(step, world.assessment)
    of_row.filter(stage="province").update(points=1_000)
    assert Condition.ROWS_JUDGED not in passing.met(step, world.assessment)
    standing.refresh(world.assessment, Stage.REVIEW)
    tier, total, judged = summary(world.assessment).totals[-1]
    assert (tier, total, judged) == (Stage.REVIEW, 9_500, 273)
    kept = TierStanding.objects.filter(assessment=world.assessment, stage="review")
    assert kept.aggregate(points=Sum("points"), judged=Sum("judged")) == {"points": 9_500, "judged": 273}


def test_what_is_repaired_later_does_not_change_what_was_claimed(world):
    claimed(world)
    close(world, Stage.SELF)
    world.assessment.answers.filter(code="12.1").delete()
    result = close(world, Stage.PROVINCE)
    assert json.loads(result.document)["rows"]["12.1"] == {"answer": None, "claimed": 3_000, "verdicts": {}}


def test_an_award_that_differs_from_the_band_needs_its_reason_and_its_source(world):
    claim_everything(world.assessment, world.rina)
    close(world, Stage.SELF)
    for award, code in (
        (Award("nindya", "SK 1/2026"), "award-differs"),
        (Award("nindya", "", "Syarat Utama belum dipenuhi."), "no-source"),
        (Award("emas", "SK 1/2026"), "unknown-predikat"),
    ):
        with pytest.raises(Refused) as refused:
            close(world, Stage.AWARD, award)
        assert refused.value.refusal.code == code
    result = close(world, Stage.AWARD, Award("nindya", "SK 1/2026", "Syarat Utama belum dipenuhi."))
    assert (result.predikat, result.award, result.award_source) == ("kla", "nindya", "SK 1/2026")


def test_no_other_stage_decides_the_predikat(world):
    claimed(world)
    with pytest.raises(Refused, match="tahap penetapan saja"):
        close(world, Stage.SELF, Award("madya", "SK 1/2026"))
    assert not Result.objects.exists()


def test_the_whole_instrument_is_frozen_in_few_queries(world, django_assert_max_num_queries):
    claim_everything(world.assessment, world.rina)
    close(world, Stage.SELF)
    with django_assert_max_num_queries(40):
        close(world, Stage.PROVINCE)


def test_the_admin_publishes_once_and_can_take_it_back_with_a_reason(world):
    result = close(world, Stage.SELF)
    publish(result, by=world.agus)
    with pytest.raises(Refused, match="sudah diumumkan"):
        publish(Result.objects.get(pk=result.pk), by=world.agus)
    with pytest.raises(Refused, match="alasan"):
        withdraw(result, reason=" ", by=world.agus)
    withdraw(result, reason="Salah unggah.", by=world.agus)
    kept = Result.objects.get(pk=result.pk)
    assert (kept.published_at, kept.published_by, kept.name) == (None, None, result.name)
    assert [line.action for line in trail.lines("16.10")[:2]] == ["results.withdraw", "results.publish"]


@pytest.mark.parametrize("person", ["yusuf", "dewi", "sri", "rina", "maya"])
def test_nobody_but_ministry_and_admin_publishes(world, person):
    result = close(world, Stage.SELF)
    with pytest.raises(Refused, match="kementerian atau admin"):
        publish(result, by=getattr(world, person))
    assert Result.objects.get(pk=result.pk).published_at is None


def test_a_province_publishes_what_it_verified_once_the_cycle_says_so(world):
    claimed(world)
    close(world, Stage.SELF)
    own, putu = close(world, Stage.PROVINCE), province_verifier(world)
    with pytest.raises(Refused, match="oleh kementerian atau admin"):
        publish(own, by=putu)
    allow_provinces(world)
    own = Result.objects.get(pk=own.pk)
    assert publish(own, by=putu).published_by == putu
    withdraw(own, reason="Salah unggah.", by=putu)
    assert Result.objects.get(pk=own.pk).published_at is None


def test_a_province_publishes_no_other_stage_and_no_other_province(world):
    claimed(world)
    first, own = close(world, Stage.SELF), close(world, Stage.PROVINCE)
    allow_provinces(world)
    putu, tono = province_verifier(world), province_verifier(world, "tono", "64")
    for result, by, sentence in (
        (first, putu, "oleh kementerian atau admin"),
        (own, tono, "oleh provinsinya, kementerian, atau admin"),
        (own, world.yusuf, "oleh provinsinya, kementerian, atau admin"),
    ):
        with pytest.raises(Refused, match=sentence):
            publish(Result.objects.get(pk=result.pk), by=by)
    assert not Result.objects.filter(published_at__isnull=False).exists()


def allow_provinces(world) -> None:
    settle(
        world.cycle.pk,
        version=world.cycle.version,
        stages=list(Stage),
        double_share=0,
        rivals_judge=False,
        provinces_publish=True,
        by=world.agus,
    )


def test_the_secretariat_sends_its_sheet_and_the_claims_are_frozen(world):
    claimed(world)
    result = close_stage(world.assessment, Go.SEND, by=world.yusuf)
    assert (result.stage, result.total, world.assessment.stage) == ("self", 11_500, "province")
    assert frozen.verify(result.document, result.name, catalogue.get("kla-2024")) == ()


def test_a_verifier_closes_only_what_is_judged_and_signed_as_it_was_read(world):
    claimed(world)
    close_stage(world.assessment, Go.SEND, by=world.yusuf)
    putu = province_verifier(world)
    with pytest.raises(Refused) as unmet:
        close_stage(world.assessment, Go.SEND, by=putu)
    assert str(unmet.value.refusal.sentence) == (
        "Masih ada pertanyaan yang belum dinilai. Nilai dulu semuanya. "
        "Berita acara tahap ini belum ditandatangani. Tandatangani dulu."
    )
    judge_everything(world, Stage.PROVINCE, putu)
    read = bound(world.assessment)
    Verdict.objects.filter(code="12.1").update(points=1_000)
    with pytest.raises(Refused, match="berubah sejak Anda membukanya"):
        close_stage(world.assessment, Go.SEND, by=putu, seen=read)
    read = bound(world.assessment)
    result = close_stage(world.assessment, Go.SEND, by=putu, seen=read)
    assert totals(result) == {"self": 11_500, "province": 9_500}
    assert world.assessment.stage == "review"
    line = trail.lines("16.10").first()
    assert (line.action, line.actor, line.details["of"]) == ("results.freeze", "Putu", read)


def test_a_sheet_that_goes_back_freezes_nothing(world):
    claimed(world)
    close_stage(world.assessment, Go.SEND, by=world.yusuf)
    back = close_stage(
        world.assessment, Go.RETURN, by=province_verifier(world), reason="Bukti tertukar antarbaris."
    )
    assert (back, world.assessment.stage, Result.objects.count()) == (None, "self", 1)


def test_a_refused_step_leaves_nothing_behind(world):
    claimed(world)
    with pytest.raises(Refused):
        close_stage(world.assessment, Go.SEND, by=world.rina)
    world.assessment.refresh_from_db()
    assert (world.assessment.stage, Result.objects.count()) == ("self", 0)
