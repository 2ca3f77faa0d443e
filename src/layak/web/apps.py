"""Registers the frame of the pages with Django."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class WebConfig(AppConfig):
    """What all steps share on the screen, and how a connection to the database begins."""

    name = "layak.web"
    label = "web"

    def ready(self) -> None:
        """Listen for new connections."""
        connection_created.connect(_connected)


def _connected(connection: Any, **_signal: Any) -> None:
    if connection.vendor == "postgresql":
        from layak.web.moments import read_moments  # noqa: PLC0415 - SQLite needs no psycopg

        read_moments(connection)
