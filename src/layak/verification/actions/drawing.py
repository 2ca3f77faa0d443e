"""Drawing by chance the rows that a second verifier judges unseen: once a stage, so that it can be redone."""

from math import ceil
from random import Random
from secrets import token_hex

from layak.assessments.models import Assessment
from layak.assessments.queries.editions import edition_of
from layak.core.stages import Stage
from layak.people.models import User
from layak.trail.actions import record
from layak.verification.models import Sample


def draw(assessment: Assessment, stage: Stage, *, by: User | None, seed: str = "") -> list[str]:
    """Draw the cycle's share of rows, rounded up; the codes drawn. Rows that were drawn already stay.

    The seed is nobody's choice and stands in the trail, so that anyone can draw again and compare.
    In the caller's transaction.
    """
    drawn = Sample.objects.filter(assessment=assessment, stage=stage)
    share, known = assessment.cycle.double_share, edition_of(assessment).questions
    if not share or drawn.exists():
        return sorted(drawn.values_list("code", flat=True))
    seed = seed or token_hex(16)
    codes = sample(sorted(known), share, seed)
    told = {"stage": stage, "share": share, "seed": seed, "rows": len(codes)}
    chain, about = assessment.district_id, f"assessment:{assessment.pk}"
    record("samples.draw", by=by, chain=chain, about=about, data=told)
    Sample.objects.bulk_create(Sample(assessment=assessment, stage=stage, code=code) for code in codes)
    return codes


def sample(codes: list[str], share: int, seed: str) -> list[str]:
    """`share` percent of the codes, rounded up, in order; the same for the same seed."""
    return sorted(Random(seed).sample(codes, ceil(len(codes) * share / 100)))  # noqa: S311 - a lot, no secret
