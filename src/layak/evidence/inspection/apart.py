"""Opening strangers' files apart from the server: in a process that is ended when a file takes too much.

The helper (`opener`) is started once and forks for every file, which costs some milliseconds; server
processes that were forked after `ready` share one. A file that makes it stop is refused with a sentence.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from io import BytesIO, UnsupportedOperation
from typing import Any, BinaryIO

from django.utils.translation import get_language

from layak.core.refusal import Refusal, Refused
from layak.evidence.inspection import refusals
from layak.evidence.inspection.facts import Certificate, Facts, Sealed, Signatures, Suggestion
from layak.evidence.inspection.limits import CERTIFICATE, DRAWING, SIGNATURES, SIGNING, Bounds, Limits

BOUNDS = Bounds()
BEGUN = b"+"
"""What the helper says before it opens a file: from then on silence means that the file stopped it."""
PLAIN, SIGNED = b"f", b"s"
"""What the helper is told with a file: nothing more, or that signatures are asked for."""
LANGUAGES = ("id", "en")
_OPENER = "layak.evidence.inspection.opener"
_GRACE_SECONDS = 20  # beyond a file's own: the helper may have to start on a busy machine first
_LONGEST_ANSWER = 40_000_000


class _Hidden(str):
    """Text that a report of an error does not show."""

    def __repr__(self) -> str:
        return "'...'"


class _Helper:
    """The running helper and the socket by which it is asked."""

    def __init__(self) -> None:
        self.door, theirs = socket.socketpair()
        with theirs:
            # its own environment: no secret of the server may be read by a file that takes it over
            kept = {k: v for k, v in os.environ.items() if k in ("TMPDIR", "LANG", "LD_LIBRARY_PATH")}
            command = [sys.executable, "-I", "-m", _OPENER]
            self.process = subprocess.Popen(command, stdin=theirs, env=kept)  # noqa: S603 - our own module


_helper: _Helper | None = None
_starting = threading.Lock()


def ready() -> None:
    """Start the helper now, so that the first file does not wait and processes forked later share it."""
    _running()


def inspect(file: BinaryIO, name: str, limits: Limits | None = None) -> Facts:
    """As `inspection.inspect`, apart; also `Refused` ("file-too-heavy") when the file exhausts its bounds,
    and OSError (ENOSPC) when there is no room to unpack it.

    The position in `file` is not kept.
    """
    told, _content = _ask("inspect", file, BOUNDS, name=name, limits=asdict(limits or Limits()))
    facts = told["facts"]
    hint = facts.pop("suggestion")
    issued = date.fromisoformat(hint["issued"]) if hint["issued"] else None
    return Facts(**facts, suggestion=Suggestion(**hint | {"issued": issued}))


def draw(file: BinaryIO, mime: str, page: int, width: int) -> bytes:
    """As `drawing.draw`, apart: IndexError for no such page, `Refused` for one that cannot be drawn."""
    told, content = _ask("draw", file, DRAWING, mime=mime, page=page, width=width)
    if "missing" in told:
        raise IndexError(page)
    return content


def text(file: BinaryIO, pages: int) -> str:
    """As `pdf.text`, apart: the text of a PDF's first pages; `Refused` when it cannot be opened."""
    return _ask("text", file, DRAWING, pages=pages)[1].decode()


def signatures(file: BinaryIO, issuers: Iterable[bytes], printed: int = 0) -> Signatures:
    """As `signatures.read`, apart: what a PDF's signatures are worth to those who know these issuers (DER).

    Its first `printed` bytes are a paper of ours, to which nothing but signatures may be added.
    `Refused` ("file-too-heavy") when the file exhausts its bounds.
    """
    known = [b64encode(der).decode() for der in issuers]
    told, _content = _ask("signatures", file, SIGNATURES, tell=SIGNED, issuers=known, printed=printed)
    at = datetime.fromisoformat(told["at"]) if told["at"] else None
    return Signatures(told["state"], tuple(told["signers"]), at)


def certificate(sealed: Sealed) -> Certificate:
    """As `certificates.read`, apart: whose certificate a PKCS#12 file holds. It never lies on a disk.

    `Refused` with what is wrong with it; "file-too-heavy" when it exhausts its bounds.
    """
    with open(os.devnull, "rb") as nothing:
        told, _content = _ask("certificate", nothing, CERTIFICATE, tell=SIGNED, **_sent(sealed))
    return Certificate(**told)


def sign(pdf: bytes, sealed: Sealed, placed: dict[str, Any], appearance: bytes, stamps: str = "") -> bytes:
    """As `certificates.sign`, apart: the key is in no other process. `placed`: reason, location, box.

    `Refused` as above, and when the time stamp service says nothing. What comes back is the work of a
    process that has opened a stranger's file, so it is checked like any signed paper from elsewhere.
    """
    look = b64encode(appearance).decode()
    more = {"placed": placed, "appearance": look, "stamps": stamps} | _sent(sealed)
    return _ask("sign", BytesIO(pdf), SIGNING, tell=SIGNED, **more)[1]


def _sent(sealed: Sealed) -> dict[str, str]:
    """Over the line and not as the file, which a disk may have to hold."""
    return {"p12": _Hidden(b64encode(sealed.file).decode()), "password": _Hidden(sealed.password)}


def _ask(
    job: str, file: BinaryIO, bounds: Bounds, tell: bytes = PLAIN, **wanted: Any
) -> tuple[dict[str, Any], bytes]:
    language = get_language()
    wanted |= {"job": job, "bounds": asdict(bounds), "language": language if language in LANGUAGES else "id"}
    with _real(file) as real:
        said = _answer(real, tell, wanted, bounds.seconds)
    told, end, content = said.partition(b"\n")
    if not end:
        raise refusals.too_heavy()
    answer: dict[str, Any] = json.loads(told)
    if "refused" in answer:
        raise Refused(Refusal(*answer["refused"]))
    if "full" in answer:
        raise OSError(answer["full"], os.strerror(answer["full"]))
    return answer, content


@contextmanager
def _real(file: BinaryIO) -> Iterator[BinaryIO]:
    """The file if the system knows it by a number, else a copy that it knows."""
    file.seek(0)
    if _has_number(file):
        yield file
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield copy


def _has_number(file: BinaryIO) -> bool:
    try:
        return file.fileno() >= 0
    except UnsupportedOperation:
        return False


def _answer(file: BinaryIO, tell: bytes, wanted: dict[str, Any], seconds: float) -> bytes:
    """What the helper said; b"" when it was stopped. A helper that was gone is started again."""
    for _attempt in range(3):
        with _line_to(_running(), tell, file) as line:
            answer = _heard(line, wanted, time.monotonic() + seconds + _GRACE_SECONDS)
        if answer.startswith(BEGUN):
            return answer.removeprefix(BEGUN)
    raise ChildProcessError("the helper that opens files does not stay up")


def _line_to(helper: _Helper, tell: bytes, file: BinaryIO) -> socket.socket:
    ours, theirs = socket.socketpair()
    with theirs:
        try:
            socket.send_fds(helper.door, [tell], [theirs.fileno(), file.fileno()])
        except OSError:
            _forget(helper)
    return ours


def _heard(line: socket.socket, wanted: dict[str, Any], until: float) -> bytes:
    heard = bytearray()
    try:
        line.settimeout(max(until - time.monotonic(), 1))
        line.sendall(json.dumps(wanted).encode() + b"\n")  # under no name: it may hold a password
        while (left := until - time.monotonic()) > 0 and len(heard) <= _LONGEST_ANSWER:
            line.settimeout(left)
            piece = line.recv(256 * 1024)
            if not piece:
                break
            heard += piece
    except OSError:  # it died while we spoke, or stayed silent too long
        pass
    return bytes(heard)


def _running() -> _Helper:
    global _helper
    with _starting:
        if _helper is None:
            _helper = _Helper()
        return _helper


def _forget(helper: _Helper) -> None:
    global _helper
    with _starting:
        helper.process.poll()
        if _helper is helper:
            helper.door.close()
            _helper = None
