"""The outlines of districts as this instance has them: parsed once a process, drawn once a province."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from layak.core import topology
from layak.core.topology import Outline

FILE = "districts.topo.json"
WIDTH = 1000
"""Units across a map."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing board: `height` units high and `WIDTH` wide, with a path and a letter's place by code."""

    height: int
    paths: dict[str, str]
    centres: dict[str, tuple[int, int]]


def file() -> Path:
    """Where the outlines are kept."""
    return Path(settings.GEO_ROOT) / FILE


def stamp() -> str:
    """Changes whenever other outlines are loaded; empty without any."""
    try:
        told = file().stat()
    except OSError:
        return ""
    return f"{told.st_mtime_ns}-{told.st_size}"


def outlines() -> dict[str, Outline]:
    """Outlines by code; none before they are loaded."""
    return _read(stamp()) if stamp() else {}


def board(province: str = "") -> Sheet | None:
    """The country, or one province as large as the board; None without outlines of it."""
    return _board(stamp(), province) if stamp() else None


@lru_cache(maxsize=1)
def _read(_stamp: str) -> dict[str, Outline]:
    return topology.read(file().read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def _board(stamp: str, province: str) -> Sheet | None:
    found = {c: o for c, o in _read(stamp).items() if "." in c and c.startswith(province)}
    if not found:
        return None
    window = topology.frame(found.values())
    return Sheet(
        topology.height(window, WIDTH),
        {code: topology.path([one], window, WIDTH) for code, one in found.items()},
        {code: topology.centre(one, window, WIDTH) for code, one in found.items()},
    )
