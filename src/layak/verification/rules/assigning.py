"""Who gives verifiers their sheets, and whom."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from layak.assessments.models import Assessment
from layak.assessments.models import Stage as Window
from layak.assessments.queries import clock
from layak.assessments.queries.clock import Clock, province_of
from layak.assessments.queries.editions import edition_of
from layak.assessments.queries.procedure import procedure
from layak.core.refusal import Refusal
from layak.core.stages import PLACES, Party, Stage
from layak.people import queries as people
from layak.people.models import Role, User
from layak.verification.rules import parties, passing
from layak.verification.rules.parties import NATION


def assign(by: User | None, assessment: Assessment, stage: Stage) -> Refusal | None:
    """The admin, and the party that holds the sheet at the stage, say who verifies it.

    Field teams are put together by the ministry.
    """
    if by is None or people.is_admin(by):
        return None
    holder = PLACES[stage].holder
    wanted = Party.MINISTRY if holder is Party.FIELD_TEAM else holder
    if wanted in parties.offices(by, assessment):
        return None
    return Refusal(
        "not-assigner",
        _("Penugasan diatur oleh pemegang tahap ini atau admin Layak. Hubungi mereka."),
    )


def over(assessments: Iterable[Assessment]) -> dict[int, Refusal | None]:
    """Why the charges of each sheet (id) stay as they are: its predikat is decided, or the cycle's last
    time is over. Three queries however many sheets."""
    sheets = list(assessments)
    finished, last = passing.finished_of(sheets), clock.at_stage(sheets, Window.AWARD)
    return {sheet.pk: _over(sheet.pk in finished, last[sheet.pk]) for sheet in sheets}


def _over(finished: bool, last: Clock | None) -> Refusal | None:
    if finished:
        return passing.FINISHED
    return parties.out_of_time(last) if last and last.is_over() else None


def judged_here(assessment: Assessment, stage: Stage) -> Refusal | None:
    """Verifiers are charged only with stages that judge and that the cycle chose."""
    if stage is not Stage.SELF and stage in procedure(assessment.cycle).tiers:
        return None
    return Refusal("no-tier", _("Tahap ini tidak menilai pada siklus ini. Pilih tahap lain."))


def share(assessment: Assessment, blocks: Collection[str]) -> Refusal | None:
    """A part of a sheet is named by blocks (codes) of its own instrument."""
    unknown = sorted(set(blocks) - {block.code for block in edition_of(assessment).blocks})
    if not unknown:
        return None
    sentence = _(
        "Blok %(codes)s tidak ada di instrumen lembar ini, jadi penugasan tidak disimpan. "
        "Muat ulang halamannya, lalu pilih blok dari daftarnya."
    )
    return Refusal("no-block", sentence % {"codes": ", ".join(unknown)})


def serve(verifier: User, assessment: Assessment, stage: Stage) -> Refusal | None:
    """A verifier works for the party that judges at the stage, and on no sheet of their own or a rival."""
    return parties.impartial(verifier, assessment) or _placed(verifier, assessment, stage)


def places(assessment: Assessment, stage: Stage) -> frozenset[str]:
    """The regions whose verifiers may judge a sheet at a stage."""
    province = province_of(assessment.district_id)
    by_party = {Party.PROVINCE: {province}, Party.MINISTRY: {NATION}, Party.FIELD_TEAM: {province, NATION}}
    return frozenset(by_party.get(PLACES[stage].holder, set()))


def _placed(verifier: User, assessment: Assessment, stage: Stage) -> Refusal | None:
    if people.districts_of(verifier, Role.VERIFIER) & places(assessment, stage):
        return None
    sentence = _(
        "%(name)s bukan verifikator untuk tahap ini. Pilih verifikator provinsi atau kementeriannya."
    )
    return Refusal("other-place", sentence % {"name": verifier.name})
