"""A demo instance of one's own, served by a real `layak serve` for as long as a journey lasts."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

LAYAK = Path(sys.executable).with_name("layak")
STARTS_WITHIN = 60.0


def environment(home: Path) -> dict[str, str]:
    """The machine's environment without what the tests set, for a demo instance in `home`."""
    ours = ("LAYAK_", "DJANGO_", "DATABASE_URL", "SECRET_KEY", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {
        "LAYAK_HOME": str(home),
        "LAYAK_DEMO": "1",
        "LAYAK_ARGON2_MB": "1",
        "LAYAK_LOG": "ERROR",
        "LAYAK_CHUNK_KB": "40",
    }


def run(home: Path, *command: str) -> str:
    """What a `layak` command prints; raises with its words when it fails."""
    done = subprocess.run(
        [str(LAYAK), *command], env=environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def made(place: Path, name: str, make: Callable[[Path], object]) -> Path:
    """A folder made once for all workers of a run, while the others wait; copied, never changed."""
    home, ready = place / name, place / f"{name}.ready"
    with (place / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            make(home)
            ready.touch()
    return home


def prepared(place: Path) -> Path:
    """An instance as `layak prepare` leaves it: static files are compressed and tables made only once."""
    return made(place, "prepared", lambda home: run(home, "prepare"))


def loaded(place: Path) -> Path:
    """A demo instance, loaded.

    LAYAK_JOURNEY_HOME names one that is loaded already, which saves the wait while writing tests.
    """
    given = os.environ.get("LAYAK_JOURNEY_HOME")

    def load(home: Path) -> None:
        if given:
            home.symlink_to(given)
            run(home, "prepare")
        else:
            shutil.copytree(prepared(place), home)
        run(home, "load", "demo")

    return made(place, "demo", load)


def copied(home: Path, to: Path) -> Path:
    """A copy to change; proof and static files, which nobody rewrites, are linked."""

    def take(source: str, target: str) -> None:
        if "sqlite3" in source:
            shutil.copy2(source, target)
        else:
            os.link(source, target)

    return Path(shutil.copytree(home, to, copy_function=take))


@contextmanager
def served(home: Path, **settings: str) -> Iterator[str]:
    """The address of the instance, served with these settings until the block ends."""
    port = _free_port()
    log = (home / "serve.log").open("w")
    command, own = [str(LAYAK), "serve", "--port", str(port)], environment(home) | settings
    server = subprocess.Popen(command, env=own, stdout=log, stderr=log)
    try:
        address = f"http://localhost:{port}"
        _await(address, server, home / "serve.log")
        yield address
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text()
        try:
            with urlopen(f"{address}/sehat/", timeout=5):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise AssertionError(f"no answer within {STARTS_WITHIN} s: {log.read_text()}")
