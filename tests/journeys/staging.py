"""Brings a journey's own demo instance to the stage it plays at: `play(home, "windows", "sent")`."""

import subprocess
import sys
from pathlib import Path

from tests.journeys.house import environment

ROOT = Path(__file__).parents[2]
ACT = "import django; django.setup(); from tests.journeys import acts; acts.main()"


def play(home: Path, *acts: str) -> Path:
    """Do these of `tests.journeys.acts` to the instance, in order, in a process of their own.

    The instance may be served meanwhile. Raises with what a failing act says.
    """
    where = environment(home) | {"DJANGO_SETTINGS_MODULE": "layak.web.settings"}
    command = [sys.executable, "-c", ACT, *acts]
    done = subprocess.run(command, env=where, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return home
