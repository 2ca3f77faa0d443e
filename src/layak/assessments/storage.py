"""Where uploaded editions rest: staged under the hash of their content, then installed for good.

An installed edition is a folder named by key and fingerprint that is never written again; it gets its
name in one step, so no process ever sees half of it.
"""

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from layak.core import catalogue
from layak.core.instrument import Edition
from layak.evidence.storage import flush_folder, full_disk_said

STAGED_SECONDS = 24 * 3600
"""How long an upload waits for someone to install it."""

NAMELESS = "edisi"
_TOKEN = re.compile(r"[0-9a-f]{64}")


def stage(files: Mapping[str, bytes], key: str) -> str:
    """Keep an edition's files by their path; what they go by until they are installed.

    The same files get the same name, whoever uploads them. Raises Refused on a full disk.
    """
    _sweep()
    token = _digest(files)
    with full_disk_said():
        home = _staging()
        draft = Path(tempfile.mkdtemp(prefix="tmp-", dir=home))
        try:
            for name, content in files.items():
                _write(draft / (key or NAMELESS) / name, content)
            _name(draft, home / token)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    os.utime(home / token)
    return token


def staged(token: str) -> Path | None:
    """The folder of a staged edition; None when there is none or it waited too long."""
    home = _staging() / token
    if not _TOKEN.fullmatch(token) or not home.is_dir():
        return None
    return next(home.iterdir(), None)


def install(token: str, edition: Edition) -> None:
    """Give a staged edition its final name. Call it where nobody else installs at the same time."""
    name = f"{edition.key}{catalogue.AT}{edition.fingerprint}"
    (_staging() / token).rename(_root() / name)
    flush_folder(_root())


def _root() -> Path:
    return Path(settings.EDITIONS_ROOT)


def _staging() -> Path:
    home = _root() / ".staged"
    home.mkdir(parents=True, exist_ok=True)
    return home


def _digest(files: Mapping[str, bytes]) -> str:
    parts = (f"{name}:{hashlib.sha256(content).hexdigest()}" for name, content in sorted(files.items()))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _name(draft: Path, final: Path) -> None:
    """What somebody else staged before is the same, byte for byte, and as good."""
    try:
        draft.rename(final)
    except OSError:
        if not final.is_dir():
            raise


def _sweep() -> None:
    """Drop what nobody installed, and drafts that a crash left behind."""
    for folder in _staging().iterdir():
        if folder.stat().st_mtime < time.time() - STAGED_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
