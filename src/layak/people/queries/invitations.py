"""Reading invitations and the names they would take."""

import hashlib
import re
from itertools import count

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from layak.core.refusal import Refusal
from layak.people.models import Invitation, Role, User
from layak.people.queries import agencies_of, districts_of, is_admin


def invitations() -> QuerySet[Invitation]:
    """Every invitation, with its place and who sent it."""
    return Invitation.objects.select_related("region", "agency", "invited_by")


def fingerprint(token: str) -> str:
    """The SHA-256 under which a token's invitation is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(token: str) -> Invitation | None:
    """The invitation behind a link, whatever has become of it."""
    return invitations().filter(token_hash=fingerprint(token)).first()


def unused_invitations(by: User) -> QuerySet[Invitation]:
    """Links nobody has used or revoked, expired ones included, that this person may manage; newest first."""
    unused = invitations().filter(accepted_at=None, revoked_at=None).order_by("-id")
    if is_admin(by):
        return unused
    given = [Role.SECRETARIAT, Role.OPERATOR, Role.HEAD, Role.LEADER]
    own = Q(region__in=districts_of(by, Role.SECRETARIAT), role__in=given)
    return unused.filter(own | Q(agency__in=agencies_of(by, Role.HEAD), role=Role.OPERATOR))


def open_invitation_for(email: str) -> Invitation | None:
    """The newest invitation that still works and names this address; locked."""
    usable = invitations().filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())
    return usable.filter(email__iexact=email).select_for_update(of=("self",)).order_by("-id").first()


def who_has(username: str, email: str) -> Refusal | None:
    """The sentence for a user name or an e-mail address that already belongs to an account."""
    if User.objects.filter(username=username.lower()).exists():
        sentence = _("Nama pengguna %(name)s sudah dipakai. Tambahkan angka atau nama instansi Anda.")
        return Refusal("username-taken", sentence % {"name": username.lower()})
    if email and User.objects.filter(email__iexact=email).exists():
        sentence = _("Surel %(email)s sudah punya akun. Masuk dengan akun itu, lalu buka lagi tautan ini.")
        return Refusal("email-taken", sentence % {"email": email})
    return None


def free_username(email: str) -> str:
    """A user name from an address: the part before the @, with a number when it is taken."""
    stem = re.sub(r"[^a-z0-9.-]", "", email.partition("@")[0].lower()).strip(".-")[:50] or "pengguna"
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    return next(name for n in count(1) if (name := stem if n == 1 else f"{stem}{n}") not in taken)
