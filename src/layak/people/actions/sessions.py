"""Ending log-ins elsewhere: one's own, one by one or all but the one that asks."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.db import transaction

from layak.people.models import User
from layak.trail.actions import INSTANCE, record


@transaction.atomic
def end_devices(numbers: Iterable[int], *, by: User) -> int:
    """End these log-ins of the person; how many there were. One that has ended already is passed over."""
    found = list(UserSession.objects.filter(user=by, pk__in=list(numbers)))
    if found:
        told = {"devices": [one.user_agent[:200] for one in found]}
        record("people.end_devices", by=by, chain=INSTANCE, about=f"person:{by.pk}", data=told)
    for one in found:
        one.end()
    return len(found)
