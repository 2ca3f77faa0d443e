"""Bringing an edition in: kept aside to be looked at, then installed for every process of the instance."""

from collections.abc import Mapping

from django.db import transaction

from layak.assessments import storage
from layak.assessments.queries import editions as queries
from layak.assessments.rules import editions as rules
from layak.core.instrument import Edition
from layak.core.refusal import Refused, insist
from layak.people.models import User
from layak.trail.actions import INSTANCE, record


def stage(files: Mapping[str, bytes], key: str, *, by: User) -> str:
    """Keep an uploaded edition aside; the token it goes by. Nothing else changes.

    `files` are contents by path within the edition's folder, `key` is "" when none can be read.
    Raises Refused: "not-admin", "disk-full".
    """
    insist(rules.manage(by))
    return storage.stage(files, key)


@transaction.atomic
def install(token: str, *, by: User) -> Edition:
    """Install a staged edition for good.

    Raises Refused: "not-admin", "not-staged", "has-errors", and "other-content", "already-there" or
    "key-is-a-page" of `rules.install`. The line in the trail comes first: it holds the instance's chain
    until the end, so two who install the same key come one after the other.
    """
    insist(rules.manage(by))
    found = queries.staged(token)
    if found is None:
        raise Refused(rules.NOT_STAGED)
    edition = found.edition
    if edition is None:
        raise Refused(rules.HAS_ERRORS)
    data = {"name": edition.key, "fingerprint": edition.fingerprint, "year": edition.year}
    record("editions.install", by=by, chain=INSTANCE, about=f"edition:{edition.key}", data=data)
    insist(rules.install(edition))
    try:
        storage.install(token, edition)
    except FileNotFoundError:
        raise Refused(rules.NOT_STAGED) from None
    return edition
