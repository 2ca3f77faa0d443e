"""Reading who: seats of a person, agencies of a district, regions; pages and invitations beside it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from layak.people.models import Agency, Duty, Membership, Region, Role, User
from layak.people.usual import USUAL, Proposal

LOCAL = (Role.SECRETARIAT, Role.LEADER, Role.OPERATOR, Role.HEAD)
"""The roles of a district's own people: one works in one district at a time."""


def seats(user: User, *roles: Role) -> list[Membership]:
    """The person's memberships in force, of the given roles (none given: all). One query a request."""
    if not user.is_authenticated:
        return []
    return [seat for seat in user.seats if not roles or seat.role in roles]


def seated(people: Iterable[User]) -> list[User]:
    """These people with the seats of all of them read at once. One query beside their own."""
    known = {person.pk: person for person in people}
    held: dict[int, list[Membership]] = {number: [] for number in known}
    current = Membership.objects.filter(user__in=known, ended_at=None)
    for seat in current.select_related("agency", "region").order_by("id"):
        held[seat.user_id].append(seat)
    for number, person in known.items():
        person.seats = sorted(held[number], key=lambda seat: seat.region_id != person.place)
    return list(known.values())


def is_admin(user: User) -> bool:
    """Whether the person administers the instance."""
    return bool(seats(user, Role.ADMIN))


def districts_of(user: User, *roles: Role) -> set[str]:
    """Codes of the districts in which the person holds one of the roles."""
    return {seat.region_id for seat in seats(user, *roles) if seat.region_id}


def home(user: User, *roles: Role) -> str:
    """Code of the region in which the person works now in one of the roles; empty when there is none."""
    return next((seat.region_id for seat in seats(user, *roles) if seat.region_id), "")


def places_of(user: User) -> list[Region]:
    """The districts the person works for, the chosen one first; a verifier's places are not among them."""
    return list({seat.region_id: seat.region for seat in seats(user, *LOCAL)}.values())


def here(user: User) -> list[Membership]:
    """The roles in which the person works now: those in the chosen district, and those bound to none."""
    place = home(user, *LOCAL)
    return [seat for seat in seats(user) if seat.role not in LOCAL or seat.region_id == place]


def agencies_of(user: User, *roles: Role) -> set[int]:
    """Ids of the agencies for which the person holds one of the roles."""
    return {seat.agency_id for seat in seats(user, *roles) if seat.agency_id}


def agencies(district: str) -> QuerySet[Agency]:
    """The active agencies of a district, by name."""
    return Agency.objects.filter(district_id=district, active=True).order_by("name")


def agencies_in(districts: Iterable[str]) -> QuerySet[Agency]:
    """Every agency of some districts, those put aside too, by short name."""
    return Agency.objects.filter(district__in=districts).order_by("short_name", "id")


def agency_of_function(district: str) -> dict[str, int]:
    """Which active agency (id) carries each function in a district."""
    duties = Duty.objects.filter(district_id=district, agency__active=True)
    return dict(duties.values_list("function", "agency_id"))


def proposed_agencies() -> tuple[Proposal, ...]:
    """The agencies a district usually has, so that a new one does not begin with an empty page."""
    return USUAL


def regions(codes: Iterable[str]) -> dict[str, Region]:
    """Regions by code."""
    return Region.objects.in_bulk(list(codes))


def admins() -> int:
    """How many people administer the instance."""
    return Membership.objects.filter(role=Role.ADMIN, ended_at=None).count()


def memberships() -> QuerySet[Membership]:
    """Every role ever given, with its person and place."""
    return Membership.objects.select_related("user", "region", "agency")


def colleagues(district: str, *roles: Role) -> QuerySet[User]:
    """The active people who hold one of the roles (none given: any) in a district, by name."""
    held = Membership.objects.filter(region_id=district, ended_at=None, role__in=roles or Role.values)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("name")


def verifiers_of(province: str | None = None) -> QuerySet[User]:
    """The active people who verify for a province (none given: for any), by name."""
    held = Membership.objects.filter(ended_at=None, role=Role.VERIFIER, region__level=Region.Level.PROVINCE)
    if province is not None:
        held = held.filter(region=province)
    return User.objects.filter(is_active=True, pk__in=held.values("user_id")).order_by("name")


def provinces() -> QuerySet[Region]:
    """Every province, by name."""
    return Region.objects.filter(level=Region.Level.PROVINCE).order_by("name")
