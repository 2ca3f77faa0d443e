"""Finding agencies and districts by their names, as far as the reader may see them; one query each."""

from django.db.models import Q

from layak.people.models import Agency, Region, Role, User
from layak.people.queries import LOCAL, districts_of, is_admin

NATION = "0"


def agencies(user: User, words: str, most: int) -> list[Agency]:
    """Agencies in use in the person's districts, for the admin in all, whose name holds the words."""
    found = Agency.objects.filter(Q(name__icontains=words) | Q(short_name__icontains=words), active=True)
    if not is_admin(user):
        found = found.filter(district__in=districts_of(user, *LOCAL))
    return list(found.select_related("district").order_by("name", "id")[:most])


def districts(user: User, words: str, most: int) -> list[Region]:
    """Districts whose name holds the words: all for ministry and admin, else of a verifier's province."""
    places = districts_of(user, Role.VERIFIER)
    found = Region.objects.filter(level=Region.Level.DISTRICT, name__icontains=words)
    if not is_admin(user) and NATION not in places:
        found = found.filter(Q(parent__in=places) | Q(pk__in=places))
    return list(found.select_related("parent").order_by("name")[:most])
