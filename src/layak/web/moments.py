"""Moments as PostgreSQL writes them, read by Python's own fast reader: docs/decisions/0015."""

from datetime import UTC, datetime
from typing import Any

from psycopg.abc import Buffer
from psycopg.adapt import Loader


class Moment(Loader):
    """A timestamp with its zone; Layak's connections speak UTC. ValueError for what is no ISO date."""

    timezone = UTC
    """Django asks a reader for it, and brings its own where it is not the connection's."""

    def load(self, data: Buffer) -> datetime:
        """As Django's reader, which takes a regular expression and seven numbers: the same moment in UTC."""
        return datetime.fromisoformat(str(data, "ascii"))


def read_moments(connection: Any) -> None:
    """Let a new connection to PostgreSQL read moments so."""
    connection.connection.adapters.register_loader("timestamptz", Moment)
