"""Who verifies what: a person's charges, the sheets they may open, the rows drawn for a second reading."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Count, QuerySet

from layak.assessments.models import Assessment
from layak.assessments.queries import everywhere
from layak.assessments.queries.editions import edition_of
from layak.core.stages import Stage
from layak.people.models import User
from layak.prepared import Prepared
from layak.verification.models import Mandate, Sample, TierStanding
from layak.verification.queries.second import standing

ORDER = tuple(Stage)


def mandate(user: User, assessment: Assessment, stage: str | None = None) -> Mandate | None:
    """The person's charge on a sheet at a stage (none given: the one it is in). One query."""
    wanted = stage or assessment.stage
    return next((mine for mine in _on(user.pk, assessment.pk) if mine.stage == wanted), None)


def held(user: User) -> list[Mandate]:
    """The person's charges in force, with sheet, district and cycle."""
    found = Mandate.objects.filter(verifier=user, ended_at=None)
    return list(found.select_related("assessment__district", "assessment__cycle").order_by("id"))


def reached(user: User) -> list[Mandate]:
    """The charges in force whose stage the sheet has reached, the newest cycle's first. One query."""
    found = [m for m in held(user) if ORDER.index(Stage(m.stage)) <= ORDER.index(Stage(m.assessment.stage))]
    return sorted(found, key=lambda m: (-m.assessment.cycle.year, m.assessment.district.name, m.pk))


def covers(mandate: Mandate, code: str) -> bool:
    """Whether a row lies in the blocks of a charge. Of a blind one, only the rows drawn count: see `rows`."""
    chosen, edition = blocks(mandate), edition_of(mandate.assessment)
    home = edition.indicator_of.get(code)
    return home is not None and (not chosen or edition.block_of[home.code].code in chosen)


def charge(user: User, number: int) -> Mandate | None:
    """The person's charge on a sheet, of the latest stage the sheet has reached: today's work, or what one
    may still read. None: the sheet does not exist for them. Two queries."""
    found = _sheet.one(number)
    return last(user, found) if found else None


def of_sheet(assessment: Assessment, stage: str) -> QuerySet[Mandate]:
    """Who verifies a sheet at a stage."""
    found = Mandate.objects.filter(assessment=assessment, stage=stage, ended_at=None)
    return found.select_related("verifier").order_by("blind", "id")


def blocks(mandate: Mandate) -> frozenset[str]:
    """The codes of the blocks a charge covers; empty for all."""
    return frozenset(filter(None, mandate.blocks.split(",")))


def uncovered(assessment: Assessment, charges: Collection[Mandate], *, blind: bool = False) -> list[str]:
    """The blocks (codes, in order) of a sheet that none of its charges at a stage covers.

    Charges of first readers count, or with `blind` those of second ones.
    """
    chosen = [blocks(mandate) for mandate in charges if mandate.blind is blind]
    if not all(chosen):
        return []
    covered = frozenset[str]().union(*chosen)
    return [block.code for block in edition_of(assessment).blocks if block.code not in covered]


def sample(assessment: Assessment, stage: str) -> frozenset[str]:
    """The rows drawn for blind double verification. One query."""
    return frozenset(_drawn(assessment.pk, str(stage)))


def rows(mandate: Mandate) -> list[str]:
    """The rows a charge covers, in the instrument's order: its blocks, of them the sample when blind."""
    edition, chosen = edition_of(mandate.assessment), blocks(mandate)
    drawn: Collection[str] = edition.questions
    if mandate.blind:
        drawn = sample(mandate.assessment, mandate.stage)
    homes = {code: edition.block_of[i.code].code for code, i in edition.indicator_of.items()}
    return [c for c in edition.questions if c in drawn and (not chosen or homes[c] in chosen)]


def loads(verifiers: Collection[User], stage: str) -> dict[int, int]:
    """How many sheets each verifier (id) has at a stage. One query."""
    found = Mandate.objects.filter(verifier__in=verifiers, stage=stage, ended_at=None).values("verifier")
    return dict(found.annotate(n=Count("id")).values_list("verifier", "n"))


def progress(held: Collection[Mandate]) -> dict[int, int]:
    """How many rows of each charge (id) are judged as they are now, as the tier's standing keeps it.

    A row that changed since its verdict does not count. A second reader's charge counts second readings
    alone. At most six queries however many sheets, one without second readers.
    """
    first = _judged(m for m in held if not m.blind)
    blind = {m.assessment_id for m in held if m.blind}
    second = standing(blind) if blind else frozenset()
    return {m.pk: _blind(m, second) if m.blind else _standing(m, first) for m in held}


def _judged(held: Iterable[Mandate]) -> dict[tuple[int, str, str], int]:
    """The rows judged as they are now, by sheet, stage and indicator."""
    found = TierStanding.objects.filter(assessment__in=[m.assessment_id for m in held])
    told = found.values_list("assessment_id", "stage", "indicator", "judged")
    return {(sheet, stage, indicator): count for sheet, stage, indicator, count in told}


def _standing(mandate: Mandate, kept: Mapping[tuple[int, str, str], int]) -> int:
    sheet, stage = mandate.assessment_id, mandate.stage
    chosen, edition = blocks(mandate), edition_of(mandate.assessment)
    covered = [i for i in edition.indicators if not chosen or edition.block_of[i].code in chosen]
    return sum(kept.get((sheet, stage, indicator), 0) for indicator in covered)


def _blind(mandate: Mandate, given: Collection[tuple[int, str, str]]) -> int:
    return sum((mandate.assessment_id, mandate.stage, code) in given for code in rows(mandate))


def last(user: User, assessment: Assessment) -> Mandate | None:
    """The charge of the latest stage that this sheet has reached. One query."""
    places = {mine: ORDER.index(Stage(mine.stage)) for mine in _on(user.pk, assessment.pk)}
    reached = ORDER.index(Stage(assessment.stage))
    held = max((m for m in places if places[m] <= reached), key=places.__getitem__, default=None)
    if held:
        held.assessment = assessment
    return held


_drawn = Prepared(
    lambda sheet, stage: Sample.objects.filter(assessment=sheet, stage=stage).values_list("code", flat=True)
)
_sheet = Prepared(lambda number: everywhere.sheets().select_related("district", "cycle").filter(pk=number))
_on = Prepared(
    lambda user, sheet: Mandate.objects.filter(verifier=user, assessment=sheet, ended_at=None).order_by("id")
)
