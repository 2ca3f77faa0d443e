"""Who may take rows away as a workbook and bring them back, with the sentence that says why not."""

from django.utils.translation import gettext as _

from layak.assessments.models import Assessment
from layak.core.refusal import Refusal
from layak.people import queries as people
from layak.people.models import Role, User


def download(user: User, assessment: Assessment, agency_id: int | None) -> Refusal | None:
    """An agency's own people its rows; the secretariat any agency's, and all rows (`agency_id` None)."""
    if assessment.district_id in people.districts_of(user, Role.SECRETARIAT):
        return None
    if agency_id in people.agencies_of(user, Role.OPERATOR, Role.HEAD):
        return None
    return Refusal(
        "not-your-rows",
        _("Lembar isian ini milik instansi lain. Unduh lembar instansi Anda, atau minta Sekretariat KLA."),
    )


def upload(user: User, assessment: Assessment) -> Refusal | None:
    """Whoever answers rows may bring them back: operators and the secretariat. Each row is judged again."""
    places = {seat.region_id for seat in people.seats(user, Role.OPERATOR, Role.SECRETARIAT)}
    if assessment.district_id in places:
        return None
    return Refusal(
        "not-filling",
        _("Lembar isian diunggah oleh operator instansi atau Sekretariat KLA. Minta mereka mengunggahnya."),
    )
