"""Which assessments a person may see at all; whatever is not here does not exist for them."""

from django.db.models import QuerySet

from layak.assessments.models import Assessment
from layak.people import queries as people
from layak.people.models import Role, User

READERS = (Role.SECRETARIAT, Role.OPERATOR, Role.HEAD, Role.LEADER)
"""Roles that read their district's sheet; a verifier reads what was sent on, which is another page."""


def assessments(user: User) -> QuerySet[Assessment]:
    """The assessments of the person's districts with cycle and district; all of them for the admin."""
    known = Assessment.objects.select_related("cycle", "district")
    if people.is_admin(user):
        return known
    return known.filter(district_id__in=people.districts_of(user, *READERS))


def current(user: User) -> Assessment | None:
    """The newest assessment of the place where the person works; None while none was opened there."""
    return _newest_first(user).first()


def newest(user: User) -> QuerySet[Assessment]:
    """The same as a subquery of its id."""
    return _newest_first(user).values("pk")[:1]


def _newest_first(user: User) -> QuerySet[Assessment]:
    found = assessments(user).order_by("-cycle__year", "district_id")
    home = people.home(user, *READERS)
    return found.filter(district_id=home) if home else found


def last_cycle(assessment: Assessment) -> Assessment | None:
    """The same district's assessment of the newest earlier cycle; None when this is its first."""
    earlier = Assessment.objects.filter(
        district_id=assessment.district_id, cycle__year__lt=assessment.cycle.year
    )
    return earlier.select_related("cycle").order_by("-cycle__year").first()
