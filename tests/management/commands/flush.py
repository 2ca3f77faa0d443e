"""Django's flush for tests that commit: past the trail's triggers, and the world put back after."""

from importlib import import_module
from typing import Any

from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection

append_only = import_module("layak.trail.migrations.0002_append_only")


class Command(flush.Command):
    """Empties the tables for the next test and fills them again with the small world."""

    def handle(self, **options: Any) -> None:
        """Release the triggers, flush, protect again, restore what the session began with."""
        with connection.schema_editor() as editor:
            append_only.release(None, editor)
        super().handle(**options | {"inhibit_post_migrate": True})
        with connection.schema_editor() as editor:
            append_only.protect(None, editor)
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        cache.clear()
