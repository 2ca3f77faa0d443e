"""What the pages of people and agencies show, limited to what their reader may see."""

from django.db.models import Count, Prefetch, Q, QuerySet

from layak.core import catalogue
from layak.core.instrument import Text
from layak.people.models import Agency, Duty, Membership, Region, Role, User
from layak.people.queries import agencies_of, districts_of, is_admin, memberships, seats


def visible_seats(by: User) -> QuerySet[Membership]:
    """Roles in force: admin all, secretariat its districts, head the own agencies, others none."""
    current = memberships().filter(ended_at=None).order_by("id")
    if is_admin(by):
        return current
    own = Q(region__in=districts_of(by, Role.SECRETARIAT))
    return current.filter(own | Q(agency__in=agencies_of(by, Role.HEAD)))


def people(by: User, text: str = "") -> QuerySet[User]:
    """The people whose roles this person may see, by name, with those roles as `shown`; `text` searches."""
    visible = visible_seats(by)
    found = User.objects.filter(pk__in=visible.values("user_id"))
    if text:
        place = visible.filter(Q(agency__name__icontains=text) | Q(agency__short_name__icontains=text))
        named = Q(name__icontains=text) | Q(username__icontains=text) | Q(email__icontains=text)
        found = found.filter(named | Q(pk__in=place.values("user_id")))
    return found.prefetch_related(Prefetch("memberships", visible, to_attr="shown")).order_by("name", "id")


def districts_in_use(by: User) -> QuerySet[Region]:
    """The districts whose agencies this person may read: admin all that have some, others their own."""
    districts = Region.objects.filter(level=Region.Level.DISTRICT).order_by("name")
    if is_admin(by):
        return districts.filter(agencies__isnull=False).distinct()
    return districts.filter(pk__in=districts_of(by))


def district_for(by: User, code: str) -> Region | None:
    """One district, or None when it does not exist for this person."""
    visible = is_admin(by) or code in districts_of(by)
    return Region.objects.filter(pk=code, level=Region.Level.DISTRICT).first() if visible else None


def find_districts(text: str) -> QuerySet[Region]:
    """Districts whose name holds the text, or whose code it is; at most 20."""
    districts = Region.objects.filter(level=Region.Level.DISTRICT)
    return (
        districts.filter(Q(name__icontains=text) | Q(pk=text)).select_related("parent").order_by("name")[:20]
    )


def agency_rows(district: str) -> QuerySet[Agency]:
    """Every agency of a district, active ones first, with its number of people and its `carried` duties."""
    duties = Prefetch("duties", Duty.objects.order_by("function"), to_attr="carried")
    now = Count("memberships", filter=Q(memberships__ended_at=None))
    rows = Agency.objects.filter(district_id=district).annotate(people=now)
    return rows.prefetch_related(duties).order_by("-active", "name")


def agency_for(by: User, pk: int) -> Agency | None:
    """One agency with its `carried` duties, or None when it does not exist for this person."""
    agency = agency_rows_of(pk).first()
    return agency if agency and (is_admin(by) or agency.district_id in districts_of(by)) else None


def agency_rows_of(pk: int) -> QuerySet[Agency]:
    """One agency with its district and its `carried` duties."""
    duties = Prefetch("duties", Duty.objects.order_by("function"), to_attr="carried")
    return Agency.objects.filter(pk=pk).select_related("district").prefetch_related(duties)


def function_labels() -> dict[str, Text]:
    """Every function an agency can carry, by key."""
    return {key: function.title for key, function in catalogue.functions().items()}


def roles_to_give(by: User) -> list[Role]:
    """The roles this person may give to someone."""
    if is_admin(by):
        return list(Role)
    if seats(by, Role.SECRETARIAT):
        return [Role.OPERATOR, Role.HEAD, Role.SECRETARIAT, Role.LEADER]
    return [Role.OPERATOR] if seats(by, Role.HEAD) else []


def agencies_to_staff(by: User) -> QuerySet[Agency]:
    """The active agencies whose people this person may invite, by name."""
    active = Agency.objects.filter(active=True).select_related("district").order_by("name", "district__name")
    if is_admin(by):
        return active
    own = Q(district__in=districts_of(by, Role.SECRETARIAT))
    return active.filter(own | Q(pk__in=agencies_of(by, Role.HEAD)))


def regions_to_staff(by: User) -> QuerySet[Region]:
    """The provinces and districts for which this person may give a role, by name."""
    if is_admin(by):
        return Region.objects.filter(level__lte=Region.Level.DISTRICT).order_by("level", "name")
    return Region.objects.filter(pk__in=districts_of(by, Role.SECRETARIAT)).order_by("name")


def demo_people() -> list[User]:
    """The people a demo instance offers on its log-in page, in the order they were made."""
    seated = memberships().filter(ended_at=None).order_by("id")
    people = User.objects.filter(is_demo=True, is_active=True).order_by("id")
    return list(people.prefetch_related(Prefetch("memberships", seated, to_attr="shown")))


def demo_person(pk: str) -> User | None:
    """One of the demo people by number, as the log-in page posts it."""
    return User.objects.filter(pk=pk, is_demo=True).first() if pk.isdigit() else None


def ended_seat(by: User, pk: str) -> Membership | None:
    """A role that has just been ended and that this person may take back."""
    ended = memberships().exclude(ended_at=None)
    if not is_admin(by):
        own = Q(region__in=districts_of(by, Role.SECRETARIAT))
        ended = ended.filter(own | Q(agency__in=agencies_of(by, Role.HEAD)))
    return ended.filter(pk=pk).first() if pk.isdigit() else None
