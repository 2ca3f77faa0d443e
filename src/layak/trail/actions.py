"""Writing the trail: one line in the same transaction as the change it tells of."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from django.db import transaction
from django.utils import timezone

from layak.core.canonical import written
from layak.prepared import Prepared
from layak.trail.models import Entry, Head

INSTANCE = "instance"
"""The chain of what concerns no single district: people, regions, cycles."""


class Actor(Protocol):
    """Whoever does something: a user of the step above, told apart by number and name."""

    pk: int
    name: str


class Line(NamedTuple):
    """What one line of the trail says: see `record`."""

    action: str
    about: str
    data: dict[str, Any] | None = None


def record(
    action: str,
    *,
    by: Actor | None,
    chain: str,
    about: str,
    data: dict[str, Any] | None = None,
    head: Head | None = None,
) -> Entry:
    """Append one line to a chain and return it.

    `action` is "step.verb" ("assessments.answer"), `chain` a district's code or `INSTANCE`,
    `about` "kind:id" ("answer:12"), `data` anything JSON can hold: old and new values, reasons.
    `by` is None for the system itself, `head` what `lock` gave in this transaction; it follows the line.
    Must run inside the transaction of the change; raises TransactionManagementError outside one.
    """
    return record_all([Line(action, about, data)], by=by, head=head or lock(chain))[0]


def record_all(lines: Iterable[Line], *, by: Actor | None, head: Head) -> list[Entry]:
    """As `record`: lines of one person in order, on the chain whose `head` is locked. Two statements."""
    entries = [_bound(line, by, head) for line in lines]
    Entry.objects.bulk_create(entries)
    Head.objects.filter(pk=head.pk).update(seq=head.seq, hash=head.hash)
    return entries


def _bound(line: Line, by: Actor | None, head: Head) -> Entry:
    """The next entry after the head, which moves on to it."""
    entry = Entry(
        chain=head.pk,
        seq=head.seq + 1,
        at=timezone.now(),
        actor_id=by.pk if by else None,
        actor=by.name if by else "Layak",
        action=line.action,
        about=line.about,
        data=written(line.data or {}),
        prev=head.hash,
    )
    entry.hash = entry.digest()
    head.seq, head.hash = entry.seq, entry.hash
    return entry


def lock(chain: str) -> Head:
    """The chain's tip, locked until the transaction ends: nobody else changes what the chain tells of.

    A first line makes it. Raises TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the trail is written in the change's own transaction")
    return _heads.one(chain) or Head.objects.select_for_update().get_or_create(pk=chain)[0]


_heads = Prepared(lambda chain: Head.objects.select_for_update().filter(pk=chain))
