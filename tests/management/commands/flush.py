"""Django's flush for tests that commit: past the trail's triggers, and the world put back after."""

from typing import Any

from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection

from tests.unprotected import unprotected


class Command(flush.Command):
    """Empties the tables for the next test and fills them again with the small world."""

    def handle(self, **options: Any) -> None:
        """Flush past the triggers, restore what the session began with."""
        with unprotected():
            super().handle(**options | {"inhibit_post_migrate": True})
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        cache.clear()
