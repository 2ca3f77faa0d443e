"""Pieces of open data written once: what follows from one published result never changes again."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from layak import __version__
from layak.evidence.storage import replace


def kept(name: str, write: Callable[[], str]) -> str:
    """The piece of that name, written when it is first asked for.

    The name must say all that the piece is made of. The folder may be emptied at any time, and a new
    Layak begins a new one; where nothing can be kept, the piece is written each time.
    """
    file = Path(settings.HOME) / "cache" / f"data-{__version__}" / name[:2] / name
    with suppress(OSError):
        return file.read_bytes().decode()
    text = write()
    with suppress(OSError):
        replace(file, text.encode())
    return text
