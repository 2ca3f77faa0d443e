"""`layak serve` as a child process: how soon it answers, and what memory it holds."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

LAYAK = Path(sys.executable).with_name("layak")


@contextmanager
def serving(port: int, processes: int = 1) -> Iterator[tuple[psutil.Process, float]]:
    """A running server and the seconds from its start to its first page; ended with TERM."""
    started = time.perf_counter()
    command = [LAYAK, "serve", "--port", str(port), "--processes", str(processes)]
    child = psutil.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | {"LAYAK_TIMING": "1"})
    try:
        _await(f"http://127.0.0.1:{port}/masuk/", child)
        yield child, time.perf_counter() - started
    finally:
        child.terminate()
        child.wait(30)


def _await(url: str, child: psutil.Process) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            if child.poll() is not None:
                raise RuntimeError("layak serve ended before it answered") from None
            time.sleep(0.02)
    raise RuntimeError("layak serve did not answer")


def memory(process: psutil.Process) -> list[float]:
    """Resident memory in MB of the process and each of its children, largest first."""
    family = [process, *process.children(recursive=True)]
    return sorted((p.memory_info().rss / 1e6 for p in family), reverse=True)
