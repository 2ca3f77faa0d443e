"""The trail without its triggers for a moment, as only the owner of a database could have it."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.db import connection

append_only = import_module("layak.trail.migrations.0002_append_only")


@contextmanager
def unprotected() -> Iterator[None]:
    """Release the append-only triggers, and put them back whatever happens."""
    with connection.schema_editor() as editor:
        append_only.release(None, editor)
    try:
        yield
    finally:
        with connection.schema_editor() as editor:
            append_only.protect(None, editor)
