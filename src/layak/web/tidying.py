"""What an instance does by itself once a day: it publishes the root of its trails, and tidies up."""

import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from subprocess import DEVNULL

from django.conf import settings
from django.db import connection
from django.utils import timezone

from layak.evidence import jobs

COMMANDS = ("publish-root", "tidy")
"""Tidying last, because it stamps the day as done."""
_FIRST_SECONDS, _LOOK_SECONDS = 600, 600


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many of each went."""

    uploads: int
    pages: int
    sessions: int
    notes: int


def tidy() -> Tidied:
    """Forget abandoned uploads, drop drawn pages, expired sessions and expired notes of the throttle.

    Safe to repeat and safe on a running instance; proof, answers and the trail are never touched.
    """
    done = Tidied(jobs.sweep_uploads(), jobs.prune_pages(), _sessions(), _notes())
    _stamp().touch()
    return done


def daily() -> None:
    """Do the day's work in processes of its own for as long as this one lives, when nobody has for a day.

    `settings.TIDY_HOURS` is how long a day is; 0 leaves it to others.
    """
    if settings.TIDY_HOURS > 0:
        threading.Thread(target=_daily, args=[settings.TIDY_HOURS * 3600], daemon=True).start()


def _daily(seconds: float) -> None:
    time.sleep(min(_FIRST_SECONDS, seconds))  # a start is busy enough
    while True:
        if _due(seconds):
            # the server forks from this process: it holds no connection and no lock for this
            for command in COMMANDS:
                ours = [sys.executable, "-m", "layak.cli", command]
                subprocess.run(ours, stdout=DEVNULL, check=False)  # noqa: S603 - our own command
        time.sleep(min(_LOOK_SECONDS, seconds))


def _due(seconds: float) -> bool:
    try:
        return time.time() - _stamp().stat().st_mtime >= seconds
    except FileNotFoundError:
        return True


def _stamp() -> Path:
    return Path(settings.HOME) / "tidied"


def _sessions() -> int:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    expired = store.get_model_class().objects.filter(expire_date__lt=timezone.now())
    return int(expired.delete()[0])


def _notes() -> int:
    """Django's cache table drops an expired row only when somebody asks for that very row."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 - our own table's name
        return int(cursor.rowcount)
