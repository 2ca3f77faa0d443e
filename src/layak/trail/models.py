"""The trail's two tables: the lines, which triggers protect, and the tip of each chain."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import models

from layak.core.canonical import written

HASHED = ("chain", "seq", "at", "actor_id", "actor", "action", "about", "data", "prev")
"""The columns a line's hash is computed from, in this order."""


class Head(models.Model):
    """The tip of one chain; locking this row orders the writers of that chain."""

    chain = models.CharField(max_length=40, primary_key=True)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class Entry(models.Model):
    """One line: who did what to which thing, when, bound to the line before it by its hash.

    No foreign keys: a line outlives what it speaks of. `data` is canonical JSON text, stored as
    written so that the hash can be recomputed byte for byte.
    """

    chain = models.CharField(max_length=40)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=60)
    about = models.CharField(max_length=80)
    data = models.TextField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="trail_entry_chain_seq")]
        indexes = [
            models.Index(fields=["about", "-id"], name="trail_entry_about"),
            models.Index(fields=["chain", "-at"], name="trail_entry_chain_at"),
        ]

    @property
    def details(self) -> dict[str, Any]:
        """What was recorded beside the action, as a dict."""
        return json.loads(self.data)

    def digest(self) -> str:
        """The SHA-256 this line must carry, computed from its own columns."""
        return hashed([getattr(self, column) for column in HASHED])


def hashed(content: list[Any]) -> str:
    """The SHA-256 of a line's columns `HASHED`, in that order; the moment in ISO form."""
    return hashlib.sha256(written([_plain(value) for value in content]).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
