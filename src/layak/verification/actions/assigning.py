"""Giving verifiers their sheets: one by one, or many at once with the load spread evenly."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from layak.assessments.models import Assessment
from layak.assessments.queries.editions import edition_of
from layak.core.refusal import Refusal, Refused, insist
from layak.core.stages import Stage
from layak.people.models import User
from layak.trail.actions import record
from layak.verification.actions import drawing
from layak.verification.models import Mandate
from layak.verification.queries import mandates
from layak.verification.rules import assigning as rules


class Offer(NamedTuple):
    """A charge that is proposed but not given yet: all blocks of a sheet, or those named."""

    assessment: Assessment
    verifier: User
    blind: bool
    blocks: tuple[str, ...] = ()


@transaction.atomic
def assign(
    assessment: Assessment,
    stage: Stage,
    verifier: User,
    *,
    blocks: Iterable[str] = (),
    blind: bool = False,
    by: User | None,
) -> Mandate:
    """Charge a verifier with a sheet at one stage, all blocks or some; `blind`: as its unseen second reader.

    Raises Refused: "finished", "closed", "not-assigner", "no-tier", "own-district", "rival",
    "other-place", "no-block", "already-assigned".
    """
    chosen = sorted(set(blocks))
    insist(rules.over([assessment])[assessment.pk] or rules.assign(by, assessment, stage))
    insist(rules.judged_here(assessment, stage))
    insist(rules.serve(verifier, assessment, stage))
    insist(rules.share(assessment, chosen))
    held = "" if len(chosen) == len(edition_of(assessment).blocks) else ",".join(chosen)
    told = {"stage": stage, "verifier": verifier.name, "blocks": held, "blind": blind}
    _record("mandates.give", assessment, by, told)
    if mandates.mandate(verifier, assessment, stage):
        sentence = _(
            "%(name)s sudah bertugas pada lembar ini. Akhiri dulu penugasannya, lalu beri yang baru."
        )
        raise Refused(Refusal("already-assigned", sentence % {"name": verifier.name}))
    if blind:
        drawing.draw(assessment, stage, by=by)
    return Mandate.objects.create(
        assessment=assessment, stage=stage, verifier=verifier, blocks=held, blind=blind, given_by=by
    )


@transaction.atomic
def end(mandate: Mandate, *, by: User | None) -> None:
    """End a charge; the verdicts given under it stand. One that has ended is left alone.

    Raises Refused: "finished", "closed", "not-assigner".
    """
    sheet = mandate.assessment
    insist(rules.over([sheet])[sheet.pk] or rules.assign(by, sheet, Stage(mandate.stage)))
    told = {"stage": mandate.stage, "verifier": mandate.verifier.name, "blind": mandate.blind}
    _record("mandates.end", sheet, by, told)
    Mandate.objects.filter(pk=mandate.pk, ended_at=None).update(ended_at=timezone.now())


@transaction.atomic
def give(offers: Iterable[Offer], stage: Stage, *, by: User | None) -> list[Mandate]:
    """Give many charges as proposed; all or none. Raises as `assign`."""
    return [assign(o.assessment, stage, o.verifier, blocks=o.blocks, blind=o.blind, by=by) for o in offers]


def propose(sheets: Iterable[Assessment], stage: Stage, verifiers: Iterable[User]) -> list[Offer]:
    """Who could take the sheets, or the blocks of them, that nobody has at this stage: each to the one with
    the least to do.

    Where the cycle wants rows judged twice, a second reader other than the first is proposed too. A
    sheet that nobody may take is left out.
    """
    people = list(verifiers)
    load = Counter(mandates.loads(people, stage))
    offers: list[Offer] = []
    for sheet in sorted(sheets, key=lambda s: s.district_id):
        held = list(mandates.of_sheet(sheet, stage))
        taken = {mandate.verifier_id for mandate in held}
        for blind in (False, True) if sheet.cycle.double_share else (False,):
            left = mandates.uncovered(sheet, held, blind=blind)
            if left and (chosen := _least(people, load, sheet, stage, taken)):
                offers.append(Offer(sheet, chosen, blind, _share(sheet, left)))
                load[chosen.pk] += 1
                taken.add(chosen.pk)
    return offers


def _share(sheet: Assessment, left: list[str]) -> tuple[str, ...]:
    """The blocks of an offer; none where nobody has any yet, which means all."""
    return () if len(left) == len(edition_of(sheet).blocks) else tuple(left)


def _least(
    people: list[User], load: Counter[int], sheet: Assessment, stage: Stage, taken: set[int]
) -> User | None:
    free = (p for p in people if p.pk not in taken and rules.serve(p, sheet, stage) is None)
    return min(free, key=lambda p: (load[p.pk], p.name, p.pk), default=None)


def _record(action: str, assessment: Assessment, by: User | None, told: dict[str, object]) -> None:
    record(action, by=by, chain=assessment.district_id, about=f"assessment:{assessment.pk}", data=told)
