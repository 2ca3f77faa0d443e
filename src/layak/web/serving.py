"""Bringing an instance up: make it ready, refuse to serve one that is not, and run the HTTP server."""

import gc
import socket
from importlib import import_module
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import get_resolver, reverse
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from layak.core import catalogue
from layak.evidence.inspection import apart
from layak.web import tidying

FIRST_PORT = 8000


class NotReady(Exception):  # noqa: N818 - reads as what happened
    """The instance cannot be served; the message says why and what to do."""


def prepare() -> None:
    """Create or update everything an instance needs; safe to repeat, safe on a running instance.

    Tables, the throttling cache's table, static files under hashed names.
    """
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def insist_ready() -> None:
    """Raise `NotReady` when migrations or static files are missing."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        sentence = _("Basis data belum dibuat atau belum diperbarui. Jalankan dulu: layak prepare")
        raise NotReady(sentence)
    if not (settings.STATIC_ROOT / staticfiles_storage.manifest_name).exists():
        raise NotReady(_("Berkas tampilan belum disiapkan. Jalankan dulu: layak prepare"))


def free_port(host: str, wanted: int | None) -> int:
    """The wanted port, or without a wish the first free one from 8000 up; raises `NotReady` if taken."""
    for port in [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + 50):
        if not _taken(host, port):
            return port
    sentence = _("Port %(port)s di %(host)s dipakai program lain. Pilih yang lain dengan --port.")
    raise NotReady(sentence % {"port": wanted or FIRST_PORT, "host": host})


def _taken(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def address(host: str, port: int) -> str:
    """The instance's public address, or where this server can be opened from this machine."""
    there = {"0.0.0.0": "localhost", "127.0.0.1": "localhost", "::": "localhost"}.get(host, host)  # noqa: S104
    return settings.PUBLIC_URL or f"http://{there}:{port}"


def invitation_link(token: str) -> str:
    """The link of an invitation; without LAYAK_URL it begins with the usual local address."""
    return urljoin(settings.PUBLIC_URL or settings.LOCAL_URL, reverse("invitation", args=[token]))


def _share() -> None:
    """Load what every process needs before they part: it is read once, and its memory is shared."""
    apart.ready()
    import_module("layak.web.wsgi")
    get_resolver()._populate()
    catalogue.get(catalogue.keys()[0])
    connection.close()  # each process opens its own
    gc.collect()
    gc.freeze()  # what is shared is never garbage


def serve(host: str, port: int, processes: int) -> None:
    """Serve until TERM or INT: `processes` processes, one blocking thread each.

    One thread, because threads of one process only queue for Python's lock; a process that dies is
    started again.
    """
    _share()
    tidying.daily()
    Granian(
        "layak.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=1,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve()
