"""One database measured from empty: migrations, a nation, a server, its pages, saves and uploads."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "layak.web.settings")

import django
from django.core.management import call_command

from bench import instrument

HOME = "16.10"
INDICATOR = "14"


def measure(saves: int) -> dict[str, Any]:
    """Every figure of one database; needs LAYAK_HOME empty and DATABASE_URL set or not."""
    figures: dict[str, Any] = {"core_ms": [instrument.one().median]}
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], check=True)
    figures["migrate_s"] = time.perf_counter() - started
    django.setup()
    from bench import nation  # noqa: PLC0415 - models need Django set up
    from layak.people import actions  # noqa: PLC0415

    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    actions.load_regions()
    started = time.perf_counter()
    nation.build(HOME)
    figures["nation_s"] = time.perf_counter() - started
    _rest()
    figures |= nation.size()
    figures |= _served(saves)
    figures["core_ms"].append(instrument.one().median)
    return figures


def _rest() -> None:
    """What a database does by itself in the minutes after a large load, done before anything is timed."""
    from django.db import connection  # noqa: PLC0415 - as above

    settled = {
        "postgresql": ("VACUUM (ANALYZE)", "CHECKPOINT"),
        "sqlite": ("PRAGMA wal_checkpoint(TRUNCATE)",),
    }
    with connection.cursor() as cursor:
        for one in settled[connection.vendor]:
            cursor.execute(one)


def _served(saves: int) -> dict[str, Any]:
    from bench import checking, counting, server, workload  # noqa: PLC0415

    checking.prepare(HOME)
    with server.serving(_port()) as (process, seconds):
        port = int(process.cmdline()[process.cmdline().index("--port") + 1])
        timed = workload.run(port, HOME, INDICATOR, saves) | checking.run(port, HOME)
        memory = server.memory(process)
    pages = workload.pages(HOME, INDICATOR) | checking.pages(HOME)
    inside = checking.inside(HOME, Path(os.environ["LAYAK_HOME"]))
    return {
        "start_s": seconds,
        "memory_mb": memory,
        "timings": {n: t.told() for n, t in timed.items()} | inside,
        "queries": {name: counting.queries(user, path) for name, (user, path) in pages.items()},
    }


def _port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(measure(int(sys.argv[2]))))
