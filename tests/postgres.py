"""A PostgreSQL of one's own for as long as a command runs: `python -m tests.postgres pytest -q`.

The cluster lives in a temporary folder, listens on a socket in it and on no port, and forgets its
promises of durability unless asked to keep them, so it is ready in two or three seconds and gone
without a trace.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_MANY = "-c max_connections=120"
_HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class Absent(Exception):  # noqa: N818 - reads as what happened
    """PostgreSQL's programs are not on this machine; the message says how to get them."""


def programs() -> Path:
    """The folder of initdb and pg_ctl; raises `Absent` with a word on what to install."""
    places = [Path(p) for p in os.environ.get("PATH", "").split(os.pathsep)]
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "pg_ctl").exists():
            return place
    raise Absent(
        "PostgreSQL is not installed (apt-get install postgresql); its half of the tests did not run."
    )


def _owner() -> dict[str, Any]:
    """As whom PostgreSQL runs, as `subprocess` takes it: root may not run it and hands over to postgres."""
    if os.getuid() != 0:
        return {}
    try:
        found = pwd.getpwnam("postgres")
    except KeyError:
        raise Absent("Root may not run PostgreSQL and there is no user postgres to run it.") from None
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def _call(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **_owner())


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """A running cluster; yields its DATABASE_URL. Raises `Absent` where it cannot be had.

    A durable one has each commit on the disk before it answers, as in production: the benchmark's.
    """
    bin_dir = programs()
    home = Path(tempfile.mkdtemp(prefix="layak-pg-"))
    data = str(home / "data")
    try:
        if os.getuid() == 0:
            shutil.chown(home, "postgres")
        _call(str(bin_dir / "initdb"), "-D", data, "-U", "layak", "-A", "trust", "-E", "UTF8", "--no-sync")
        promises = _MANY if durable else f"{_MANY} {_HASTY}"
        options = f"-c listen_addresses='' -c unix_socket_directories={home} {promises}"
        _call(str(bin_dir / "pg_ctl"), "-D", data, "-o", options, "-l", str(home / "log"), "-w", "start")
        yield f"postgres://layak@{str(home).replace('/', '%2F')}/postgres"
    finally:
        if (home / "data" / "postmaster.pid").exists():
            _call(str(bin_dir / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run a command on a fresh cluster; its exit code, or 0 with a clear word where there is none."""
    try:
        with cluster() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
    except Absent as absent:
        print(absent, file=sys.stderr)  # noqa: T201 - said to the person at the terminal
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
