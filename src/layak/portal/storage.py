"""Pieces of open data written once: what follows from one published result never changes again."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from layak import __version__


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
        _keep(file, text.encode())
    return text


def _keep(file: Path, content: bytes) -> None:
    """Under another name first, then moved, so that nobody reads half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.replace(draft.name, file)
        finally:
            Path(draft.name).unlink(missing_ok=True)
