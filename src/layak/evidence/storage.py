"""Where files rest: named by their SHA-256, flushed before they are named, never rewritten.

Reading goes through Django's storage API under the alias "evidence", so another backend (S3) needs
one setting and an `adopt` of its own; staging stays a local folder in either case.
"""

import errno
import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import OperationalError
from django.utils.translation import gettext as _

from layak.core.refusal import Refusal, Refused

RESERVE_BYTES = 64_000_000
"""Room that uploads leave free, so that a full disk never stops the database."""
FULL = "disk-full"
"""The code of the refusal on a full disk."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SHA256 = re.compile(r"[0-9a-f]{64}")


class HashedFiles(FileSystemStorage):
    """Files under `settings.EVIDENCE_ROOT` as ab/cd/<sha256>; reading is Django's own."""

    @property
    def base_location(self) -> str:
        """Read at each use, so that tests can give each instance its own folder."""
        return str(settings.EVIDENCE_ROOT)

    @property
    def location(self) -> str:
        """The folder as an absolute path."""
        return os.path.abspath(self.base_location)

    def adopt(self, staged: Path, sha256: str) -> None:
        """Give a staged and flushed file its final name; a file stored before is kept as it is.

        The staged name stays until the caller drops it, so a crash before the database has
        committed loses nothing: two names for the same bytes, then one.
        """
        final = Path(self.path(name_of(sha256)))
        with full_disk_said():
            _make_folder(final.parent)
            with suppress(FileExistsError):
                os.link(staged, final)
            flush_folder(final.parent)


def files() -> HashedFiles:
    """The store that settings name."""
    return storages["evidence"]


def name_of(sha256: str) -> str:
    """The storage name of a file: two levels of folders keep each of them small."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def staging() -> Path:
    """The folder of files on their way, on the same file system as their final place."""
    folder = Path(settings.EVIDENCE_ROOT) / ".staging"
    _make_folder(folder)
    return folder


def begin(staged: Path, size: int) -> None:
    """Make an empty staged file, durable, if `size` more bytes fit; `Refused` on a full disk."""
    with full_disk_said():
        if shutil.disk_usage(staged.parent).free < size + RESERVE_BYTES:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        staged.touch(mode=0o600, exist_ok=False)
        flush_folder(staged.parent)


@contextmanager
def locked(staged: Path) -> Iterator[BinaryIO]:
    """The staged file, held by one process at a time. Raises FileNotFoundError when it is gone."""
    with staged.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def append(file: BinaryIO, at: int, piece: bytes) -> int:
    """Write a piece at byte `at`, flush it to the disk, return the new length.

    On a full disk the file is cut back to `at` and `Refused` raised: what was acknowledged stays.
    """
    with full_disk_said():
        try:
            _write(file, at, piece)
        except OSError:
            os.ftruncate(file.fileno(), at)
            raise
    return at + len(piece)


def replace(file: Path, content: bytes) -> None:
    """Write a file that can be made again: under another name first, then moved; nobody reads half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.replace(draft.name, file)
        finally:
            Path(draft.name).unlink(missing_ok=True)


def sha256_of(file: BinaryIO) -> str:
    """The digest of the whole file."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def flush_folder(folder: Path) -> None:
    """Make a new name in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def full_disk_said() -> Iterator[None]:
    """Turns a full disk or an exhausted quota, also the database's, into its sentence; other errors pass."""
    try:
        yield
    except (OSError, OperationalError) as error:
        if not _is_full(error):
            raise
        sentence = _(
            "Tempat penyimpanan server penuh, jadi berkas belum tersimpan. Bagian yang sudah terkirim aman. "
            "Beri tahu admin, lalu lanjutkan unggahan ini."
        )
        raise Refused(Refusal(FULL, sentence)) from error


def _is_full(error: OSError | OperationalError) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    driver = error.__cause__
    said = (getattr(driver, "sqlite_errorname", ""), getattr(driver, "sqlstate", ""))
    return said[0] == "SQLITE_FULL" or said[1] == "53100"  # the second is PostgreSQL's


def _write(file: BinaryIO, at: int, piece: bytes) -> None:
    descriptor = file.fileno()
    os.ftruncate(descriptor, at)
    os.lseek(descriptor, at, os.SEEK_SET)
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    os.fsync(descriptor)


def _make_folder(folder: Path) -> None:
    """Like mkdir -p, flushing each folder that gains a name."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    flush_folder(folder.parent)
