"""`python -m bench`: measure SQLite and PostgreSQL in one run and write docs/reference/benchmarks.md."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psutil

from bench import instrument, report
from tests import postgres

REPORT = Path("docs/reference/benchmarks.md")


def main() -> None:
    """Run everything; PostgreSQL is left out, with a word, where it is not installed."""
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument("--saves", type=int, default=300, help="answers saved through HTTP")
    options.add_argument("--out", type=Path, default=REPORT)
    chosen = options.parse_args()
    core = {"one": instrument.one(), "all": instrument.every()}
    figures = {"SQLite": _one(chosen.saves, {"DATABASE_URL": ""})}
    try:
        with postgres.cluster(durable=True) as url:
            figures["PostgreSQL"] = _one(chosen.saves, {"DATABASE_URL": url})
    except postgres.Absent as absent:
        print(absent, file=sys.stderr)
    report.write(chosen.out, figures, core, _machine())
    print(chosen.out.read_text())


def _one(saves: int, database: Mapping[str, str]) -> dict[str, Any]:
    """One database in a process of its own, on an instance of its own."""
    with tempfile.TemporaryDirectory(prefix="layak-bench-") as home:
        out = Path(home) / "figures.json"
        surroundings = (
            os.environ
            | database
            | {
                "LAYAK_HOME": home,
                "LAYAK_LOG": "ERROR",
                "DJANGO_SETTINGS_MODULE": "layak.web.settings",
            }
        )
        subprocess.run([sys.executable, "-m", "bench.one", out, str(saves)], check=True, env=surroundings)
        return json.loads(out.read_text())


def _machine() -> str:
    """Cores and memory, as the system tells them."""
    return f"{psutil.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GiB of memory"


if __name__ == "__main__":
    main()
