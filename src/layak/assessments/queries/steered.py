"""Which assessments a person steers or oversees: the secretariat's, the leader's, all for an admin."""

from django.db.models import QuerySet

from layak.assessments.models import Assessment
from layak.people import queries as people
from layak.people.models import Role, User


def steered(user: User) -> QuerySet[Assessment]:
    """The assessments whose control room this person may open, newest cycle first, with their district."""
    found = Assessment.objects.select_related("cycle", "district").order_by("-cycle__year", "district__name")
    if people.is_admin(user):
        return found
    return found.filter(district__in=people.districts_of(user, Role.SECRETARIAT, Role.LEADER))


def here(user: User) -> QuerySet[Assessment]:
    """Those of the place where the person works now, which an admin may lack: then all."""
    home = people.home(user, Role.SECRETARIAT, Role.LEADER)
    return steered(user).filter(district=home) if home else steered(user)


def newest(user: User) -> Assessment | None:
    """The newest of these."""
    return here(user).first()
