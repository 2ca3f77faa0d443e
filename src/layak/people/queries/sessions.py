"""Where a person is logged in: one line a device, only those that still work."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from layak.people.models import User


@dataclass(frozen=True, slots=True)
class Device:
    """One log-in: its number, the browser's own description, the address it came from, since when."""

    pk: int
    agent: str
    address: str
    since: datetime
    current: bool


def devices(user: User, key: str | None) -> list[Device]:
    """The log-ins that still work, this one (session `key`) first, then the newest. Two queries."""
    known = {one.session_key: one for one in UserSession.objects.filter(user=user).order_by("-last_seen_at")}
    stored = Session.objects.filter(session_key__in=known, expire_date__gt=timezone.now())
    proof = user.get_session_auth_hash()
    alive = {one.pk for one in stored if one.get_decoded().get(HASH_SESSION_KEY) == proof}
    found = [_device(one, key) for one in known.values() if one.session_key in alive]
    return sorted(found, key=lambda device: not device.current)


def device(user: User, key: str | None, pk: int) -> Device | None:
    """One of them; None when it is somebody else's or has ended."""
    return next((one for one in devices(user, key) if one.pk == pk), None)


def _device(one: UserSession, key: str | None) -> Device:
    return Device(one.pk, one.user_agent, one.ip, one.last_seen_at, one.session_key == key)
