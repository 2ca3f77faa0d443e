"""Writing invitations: a link that one person may use once, kept as a hash only."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from layak.core.refusal import Refusal, Refused, insist
from layak.people import rules
from layak.people.actions.memberships import chain_of, grant
from layak.people.models import Agency, Invitation, Region, User
from layak.people.queries import invitations as queries
from layak.trail.actions import record

LIFETIME = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation and its token, which exists here and in the link alone."""

    invitation: Invitation
    token: str


def invite(
    *,
    by: User | None,
    name: str,
    role: str,
    region: Region | None = None,
    agency: Agency | None = None,
    email: str = "",
) -> Invited:
    """Make an invitation of `LIFETIME`; an agency's district is filled in. Raises Refused."""
    insist(rules.invite(by, role, region, agency))
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        token_hash=queries.fingerprint(token),
        name=name,
        email=email.strip().lower(),
        role=role,
        region=agency.district if agency else region,
        agency=agency,
        invited_by=by,
        expires_at=timezone.now() + LIFETIME,
    )
    with transaction.atomic():
        invitation.save(force_insert=True)
        _tell("invite", invitation, by)
    return Invited(invitation, token)


def revoke_invitation(invitation_id: int, *, by: User | None) -> None:
    """Make a link useless. Revoking twice is no error; a used one raises Refused."""
    with transaction.atomic():
        invitation = queries.invitations().select_for_update(of=("self",)).get(pk=invitation_id)
        insist(rules.manage_invitation(by, invitation))
        if invitation.revoked_at is None:
            Invitation.objects.filter(pk=invitation_id).update(revoked_at=timezone.now())
            _tell("revoke_invitation", invitation, by)


def renew_invitation(invitation_id: int, *, by: User | None) -> Invited:
    """Replace a link that is lost or expired by a new one; the old one stops working."""
    with transaction.atomic():
        revoke_invitation(invitation_id, by=by)
        old = queries.invitations().get(pk=invitation_id)
        region = None if old.agency else old.region
        return invite(by=by, name=old.name, email=old.email, role=old.role, region=region, agency=old.agency)


def accept(token: str, *, username: str, password: str | None, name: str = "", language: str = "id") -> User:
    """Use a link: make its person (no password: log-in by another way) and give the role.

    Raises Refused when the link does not work (any more) or the user name or e-mail is taken.
    """
    with transaction.atomic():
        invitation = _taken(token)
        user = _create(invitation, username, password, name or invitation.name, language)
        _finish(invitation, user)
    return user


def accept_as(token: str, *, by: User) -> None:
    """Use a link for the account that is logged in: one more role for the same person."""
    with transaction.atomic():
        _finish(_taken(token), by)


def person_by_email(email: str) -> User | None:
    """Whose address this is: an account's, or that of an open invitation, which is thereby used.

    The caller must know that the address was verified. Called when OpenID Connect logs someone in.
    """
    with transaction.atomic():
        user = User.objects.filter(email__iexact=email).first()
        if user is None and (invitation := queries.open_invitation_for(email)):
            user = _create(invitation, queries.free_username(email), None, invitation.name, "id")
            _finish(invitation, user)
    return user


def _taken(token: str) -> Invitation:
    """The invitation of a token, locked; of two who come together the second is told it is used."""
    locked = queries.invitations().select_for_update(of=("self",))
    invitation = locked.filter(token_hash=queries.fingerprint(token)).first()
    insist(rules.accept(invitation))
    assert invitation is not None  # noqa: S101 - the rule refused None
    return invitation


def _create(invitation: Invitation, username: str, password: str | None, name: str, language: str) -> User:
    email = invitation.email
    try:
        with transaction.atomic():
            user = User.objects.create_user(username, email, password, name=name, language=language)
    except IntegrityError as error:
        raise Refused(queries.who_has(username, email) or _taken_meanwhile()) from error
    if email:
        # The inviter vouches for the address, so that a reset or OpenID Connect may rely on it.
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def _taken_meanwhile() -> Refusal:
    return Refusal("username-taken", _("Nama pengguna ini baru saja dipakai orang lain. Pilih nama lain."))


def _finish(invitation: Invitation, user: User) -> None:
    unused = Invitation.objects.filter(pk=invitation.pk, accepted_at=None)
    if not unused.update(accepted_at=timezone.now(), accepted_by=user):
        invitation.refresh_from_db()
        insist(rules.accept(invitation))
    _tell("accept_invitation", invitation, user)
    grant(user, invitation.role, invitation.region, invitation.agency, by=invitation.invited_by)


def _tell(verb: str, invitation: Invitation, by: User | None) -> None:
    record(
        f"people.{verb}",
        by=by,
        chain=chain_of(invitation.region_id),
        about=f"invitation:{invitation.pk}",
        data={"name": invitation.name, "role": invitation.role, "agency": invitation.agency_id},
    )
