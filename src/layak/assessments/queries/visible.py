"""Which assessments a person may see at all; whatever is not here does not exist for them."""

from django.db.models import QuerySet

from layak.assessments.models import Assessment
from layak.people import queries as people
from layak.people.models import Role, User
from layak.prepared import Prepared

READERS = (Role.SECRETARIAT, Role.OPERATOR, Role.HEAD, Role.LEADER)
"""Roles that read their district's sheet; a verifier reads what was sent on, which is another page."""


def assessments(user: User) -> QuerySet[Assessment]:
    """The assessments of the person's districts with cycle and district; all of them for the admin."""
    known = Assessment.objects.select_related("cycle", "district")
    if people.is_admin(user):
        return known
    return known.filter(district_id__in=people.districts_of(user, *READERS))


def assessment(user: User, number: int) -> Assessment | None:
    """One of them by its id. One query."""
    found = _numbered.one(number)
    seen = found and (people.is_admin(user) or found.district_id in people.districts_of(user, *READERS))
    return found if seen else None


_numbered = Prepared(lambda number: Assessment.objects.select_related("cycle", "district").filter(pk=number))


def current(user: User) -> Assessment | None:
    """The newest assessment of the place where the person works; None while none was opened there."""
    home = people.home(user, *READERS)
    return _newest_at.one(home) if home else _newest_first(user).first()


def at(district: str) -> QuerySet[Assessment]:
    """A district's assessments, the newest first, whoever asks."""
    known = Assessment.objects.select_related("cycle", "district")
    return known.filter(district=district).order_by("-cycle__year")


_newest_at = Prepared(lambda home: at(home)[:1])


def newest(user: User) -> QuerySet[Assessment]:
    """The same as a subquery of its id."""
    return _newest_first(user).values("pk")[:1]


def _newest_first(user: User) -> QuerySet[Assessment]:
    found = assessments(user).order_by("-cycle__year", "district_id")
    home = people.home(user, *READERS)
    return found.filter(district_id=home) if home else found


def last_cycle(assessment: Assessment) -> Assessment | None:
    """The same district's assessment of the newest earlier cycle; None when this is its first."""
    return _earlier.one(assessment.district_id, assessment.cycle.year)


_earlier = Prepared(
    lambda district, year: (
        Assessment.objects.select_related("cycle")
        .filter(district=district, cycle__year__lt=year)
        .order_by("-cycle__year")[:1]
    )
)
