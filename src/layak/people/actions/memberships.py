"""Writing roles: given when an invitation is used, ended but never deleted, taken back by mistake."""

from django.db import transaction
from django.utils import timezone

from layak.core.refusal import insist
from layak.people import queries, rules
from layak.people.models import Agency, Membership, Region, Role, User
from layak.trail.actions import INSTANCE, record


def chain_of(region: str | None) -> str:
    """The trail's chain for what concerns a region: its code, or the instance's own."""
    return region or INSTANCE


def grant(
    user: User, role: str, region: Region | None, agency: Agency | None, *, by: User | None
) -> Membership:
    """Give a role to a person inside the caller's transaction; a role already held stays as it is."""
    held = {"user": user, "role": role, "region": region, "agency": agency}
    seat = Membership.objects.filter(**held, ended_at=None).first()
    if seat is None:
        seat = Membership.objects.create(**held)
        _tell("grant", seat, by)
    user.__dict__.pop("seats", None)
    return seat


def end_membership(seat_id: int, *, by: User | None) -> Membership:
    """End a role; what the person did stays. Raises Refused, also for the instance's last admin."""
    with transaction.atomic():
        _lock_admins()
        seat = queries.memberships().get(pk=seat_id)
        insist(rules.end_membership(by, seat))
        seat.ended_at = timezone.now()
        seat.save(update_fields=["ended_at"])
        _tell("end_membership", seat, by)
    return seat


def restore_membership(seat_id: int, *, by: User | None) -> Membership:
    """Undo `end_membership` by giving the same role again."""
    with transaction.atomic():
        seat = queries.memberships().get(pk=seat_id)
        insist(rules.invite(by, seat.role, seat.region, seat.agency))
        return grant(seat.user, seat.role, seat.region, seat.agency, by=by)


def _lock_admins() -> None:
    """Two admins who end each other at once must not both succeed."""
    list(Membership.objects.select_for_update().filter(role=Role.ADMIN, ended_at=None).values_list("pk"))


def _tell(verb: str, seat: Membership, by: User | None) -> None:
    record(
        f"people.{verb}",
        by=by,
        chain=chain_of(seat.region_id),
        about=f"person:{seat.user_id}",
        data={"person": seat.user.name, "role": seat.role, "agency": seat.agency_id},
    )
