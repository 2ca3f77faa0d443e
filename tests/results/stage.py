"""Sheets with claims and verdicts, and results frozen from them, for tests of results."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from layak.assessments.models import Assessment
from layak.assessments.queries.contents import contents
from layak.core import catalogue
from layak.core.canonical import digest
from layak.core.stages import Procedure, Stage
from layak.people.models import Membership, Role, User
from layak.results.actions.closing import Award, freeze
from layak.results.models import Result
from layak.trail.actions import record
from layak.verification.models import Submission, Verdict
from tests.assessments.steering import claim
from tests.world import World

CLAIMS = {"12.1": 3_000, "14.1": 2_500, "18.1": 4_000, "1.3a": 2_000}


def claimed(world: World, claims: Mapping[str, int] = CLAIMS) -> Assessment:
    """Ogan Ilir's sheet with these points (1/1000) claimed directly."""
    for code, points in claims.items():
        claim(world, code, points, ready=True, status="approved")
    return world.assessment


def judge(world: World, stage: Stage, code: str, points: int, *, reason: str = "") -> Verdict:
    """A verdict about the row as it is."""
    return Verdict.objects.create(
        assessment=world.assessment,
        stage=stage,
        code=code,
        verifier=world.dewi,
        points=points,
        reason=reason,
        of=digest(contents(world.assessment).get(code)),
        decided_at=timezone.now(),
    )


def close(world: World, stage: Stage, award: Award | None = None) -> Result:
    """The result of a stage, as closing it would freeze it."""
    with transaction.atomic():
        record("test.close", by=world.agus, chain=world.assessment.district_id, about="assessment:1")
        if stage is Stage.SELF:
            submit(world.assessment)
        return freeze(world.assessment, stage, by=world.agus, procedure=Procedure.of(), award=award)


def submit(assessment: Assessment) -> None:
    """What the district claims stays behind as it is now."""
    Submission.objects.filter(assessment=assessment).delete()
    Submission.objects.bulk_create(
        Submission(assessment=assessment, code=code, points=told["points"], content=told, of=digest(told))
        for code, told in contents(assessment).items()
    )


def province_verifier(world: World, name: str = "putu", place: str = "16") -> User:
    """Putu, who verifies for Sumatera Selatan, or somebody of another province."""
    person = User.objects.create_user(name, f"{name}@contoh.test", name=name.capitalize())
    Membership.objects.create(user=person, role=Role.VERIFIER, region_id=place)
    return person


def judge_everything(world: World, stage: Stage, by: User) -> None:
    """The stage agrees with every row as it is."""
    now = contents(world.assessment)
    Verdict.objects.bulk_create(
        Verdict(
            assessment=world.assessment,
            stage=stage,
            code=code,
            verifier=by,
            points=(now.get(code) or {}).get("points") or 0,
            of=digest(now.get(code)),
            decided_at=timezone.now(),
        )
        for code in catalogue.get(world.assessment.edition_key).questions
    )
