"""In whose name a person acts on a sheet, and who may not verify it at all."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from layak.assessments.models import Assessment
from layak.assessments.queries.clock import Clock, province_of
from layak.core.instrument import Text
from layak.core.refusal import Refusal
from layak.core.stages import PLACES, Act, Condition, Party, Stage, why_not
from layak.people import queries as people
from layak.people.models import Role, User
from layak.verification.queries import mandates

NATION = "0"
"""The code of the region in which the ministry's verifiers have their place."""


def parties(user: User, assessment: Assessment) -> frozenset[Party]:
    """Every party in whose name the person may act on this sheet. One query for those who verify."""
    found = offices(user, assessment)
    verifies = people.districts_of(user, Role.VERIFIER)
    if verifies and mandates.mandate(user, assessment, Stage.FIELD):
        return found | {Party.FIELD_TEAM}
    return found


def offices(user: User, assessment: Assessment) -> frozenset[Party]:
    """The parties that the person belongs to by their seats, whoever is in the field."""
    found = set()
    if assessment.district_id in people.districts_of(user, Role.SECRETARIAT):
        found.add(Party.DISTRICT)
    verifies = people.districts_of(user, Role.VERIFIER)
    if province_of(assessment.district_id) in verifies:
        found.add(Party.PROVINCE)
    if NATION in verifies:
        found.add(Party.MINISTRY)
    return frozenset(found)


def impartial(user: User, assessment: Assessment) -> Refusal | None:
    """Nobody verifies the own district, nor, unless the cycle lets them, a rival of the same province."""
    home = {seat.region_id for seat in people.seats(user) if seat.region_id}
    if assessment.district_id in home:
        return Refusal(
            "own-district",
            _("Anda punya peran di daerah ini, jadi tidak dapat memverifikasinya. Minta verifikator lain."),
        )
    districts = {code for code in home if "." in code}
    rivals = {code for code in districts if province_of(code) == province_of(assessment.district_id)}
    if rivals and not assessment.cycle.rivals_judge:
        return Refusal(
            "rival",
            _(
                "Anda punya peran di kabupaten/kota lain dalam provinsi yang sama. Siklus ini tidak "
                "mengizinkan memverifikasi sesama peserta. Minta verifikator lain."
            ),
        )
    return None


def may(assessment: Assessment, party: Party, act: Act, clock: Clock | None) -> Refusal | None:
    """Whether the party may do this at the sheet's stage while this clock runs, by the procedure's table."""
    stage = Stage(assessment.stage)
    refused = why_not(stage, party, act)
    if refused:
        return Refusal("not-this-stage", said(refused))
    return None if why_not(stage, party, act, bool(clock and clock.is_open())) is None else out_of_time(clock)


def out_of_time(clock: Clock | None) -> Refusal:
    """Why a clock that is not open stands in the way."""
    if clock is None:
        return Refusal(
            "no-window",
            _("Waktu tahap ini belum ditetapkan. Minta admin Layak mengisinya di kalender siklus."),
        )
    if clock.is_over():
        return Refusal("closed", said(Condition.IN_TIME.unmet))
    return Refusal("not-open", _("Waktu tahap ini belum mulai. Lihat kalender siklus."))


def holder(assessment: Assessment) -> Party:
    """Who holds the sheet now."""
    return PLACES[Stage(assessment.stage)].holder


def said(text: Text) -> str:
    """A sentence of the core in the language of this request."""
    return text.in_language(get_language())
