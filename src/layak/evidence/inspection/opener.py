"""The process in which strangers' files are opened: it knows no secret, and a fork of it opens one file only.

Run by `apart` with a socket as its standard input. Each message there is one byte (`PLAIN`, `SIGNED`)
with two descriptors, a line to answer on and the file to open; what is wanted comes over the line as
JSON. The answer is `BEGUN`, one line of JSON, and for a drawn page its bytes. A fork that meets its
bounds dies without an answer, and with it whatever a hostile file had made of it.
"""

import gc
import json
import os
import resource
import signal
import socket
import traceback
from base64 import b64decode
from collections.abc import Callable
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZipFile

from django.apps import apps
from django.conf import settings
from django.utils import translation
from PIL import Image
from pypdfium2 import PdfDocument

from layak.core.refusal import Refused
from layak.evidence.inspection import drawing, inspect, pdf
from layak.evidence.inspection.apart import BEGUN, LANGUAGES, SIGNED
from layak.evidence.inspection.facts import Sealed, Signatures
from layak.evidence.inspection.limits import FULL, Bounds, Limits
from layak.evidence.inspection.types import INLINE

Answer = tuple[dict[str, Any], bytes]
Samples = dict[str, bytes]
_CLOSED = b"."


def main() -> None:
    """Keep one process ready for the next file until nobody is left who could send one."""
    door = socket.socket(fileno=0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server; its end closes the door
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no child is waited for
    _learn_words()
    samples = _samples()
    _practise(samples)
    gc.freeze()
    while _next_taken(door, samples):
        pass


def _next_taken(door: socket.socket, samples: Samples) -> bool:
    """Fork for one file; return when the fork has taken it, False when none will come any more."""
    seen, says = os.pipe()
    if os.fork() == 0:
        os.close(seen)
        _practise(samples)  # now, while nobody waits, it gets the memory that a file needs
        message, descriptors, _flags, _address = socket.recv_fds(door, 1, 2)
        os.write(says, message or _CLOSED)
        if not message:
            os._exit(0)
        os.close(says)
        door.close()
        _answer_and_die(*descriptors)
    os.close(says)
    heard = os.read(seen, 1)  # nothing, if the fork was killed while it waited
    os.close(seen)
    if heard == SIGNED:  # more are likely: the next fork knows how from the start
        _reader()
        _certificates()
        gc.freeze()
    return heard != _CLOSED


def _samples() -> Samples:
    picture, document, package = BytesIO(), BytesIO(), BytesIO()
    Image.new("RGB", (64, 64)).save(picture, "JPEG")
    blank = PdfDocument.new()
    blank.new_page(595, 842)
    blank.save(document)
    with ZipFile(package, "w") as archive:
        archive.writestr("a.jpg", picture.getvalue())
    return {"a.jpg": picture.getvalue(), "a.pdf": document.getvalue(), "a.zip": package.getvalue()}


def _practise(samples: Samples) -> None:
    for name, content in samples.items():
        wanted = {"job": "inspect", "name": name, "limits": asdict(Limits()), "language": LANGUAGES[0]}
        told, _content = _in_words(BytesIO(content), json.loads(json.dumps(wanted)))
        if told["facts"]["mime"] in INLINE:
            drawing.draw(BytesIO(content), told["facts"]["mime"], 1, 64)
        json.dumps(told).encode()


def _learn_words() -> None:
    """Sentences in every language of the interface, without the rest of Django."""
    places = [Path(__file__).parents[2] / "locale"]
    settings.configure(USE_I18N=True, LANGUAGE_CODE=LANGUAGES[0], LOCALE_PATHS=places)
    apps.populate(())
    for language in LANGUAGES:
        with translation.override(language):
            translation.gettext("-")


def _answer_and_die(line: int, file: int) -> None:
    try:
        with socket.socket(fileno=line) as asker, os.fdopen(file, "rb") as opened:
            asker.sendall(BEGUN)
            wanted = json.loads(asker.makefile("rb").readline())
            _bound(Bounds(**wanted["bounds"]))
            told, content = _in_words(opened, wanted)
            asker.sendall(json.dumps(told).encode() + b"\n" + content)
    except BaseException:  # the asker sees the line close; the log keeps the reason
        traceback.print_exc(limit=-20)  # a file that nests deep would fill it
    finally:
        os._exit(0)


def _bound(bounds: Bounds) -> None:
    """From here on the system ends this process when it takes too much; nothing in it can object."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds)
    for what, most in (
        (resource.RLIMIT_CPU, bounds.work_seconds),
        (resource.RLIMIT_AS, bounds.memory_bytes),
        (resource.RLIMIT_FSIZE, bounds.written_bytes),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _in_words(file: BinaryIO, wanted: dict[str, Any]) -> Answer:
    try:
        with translation.override(wanted["language"]):
            return _JOBS[wanted["job"]](file, wanted)
    except Refused as refused:
        return {"refused": [refused.refusal.code, str(refused.refusal.sentence)]}, b""
    except OSError as error:
        if error.errno not in FULL:
            raise
        return {"full": error.errno}, b""


def _inspect(file: BinaryIO, wanted: dict[str, Any]) -> Answer:
    facts = asdict(inspect(file, wanted["name"], Limits(**wanted["limits"])))
    issued = facts["suggestion"]["issued"]
    facts["suggestion"]["issued"] = issued.isoformat() if issued else None
    return {"facts": facts}, b""


def _draw(file: BinaryIO, wanted: dict[str, Any]) -> Answer:
    try:
        return {}, drawing.draw(file, wanted["mime"], wanted["page"], wanted["width"])
    except IndexError:
        return {"missing": True}, b""


def _text(file: BinaryIO, wanted: dict[str, Any]) -> Answer:
    return {}, pdf.text(file, wanted["pages"]).encode("utf-8", "replace")


def _signatures(file: BinaryIO, wanted: dict[str, Any]) -> Answer:
    told = asdict(_reader()(file, [b64decode(der) for der in wanted["issuers"]], wanted["printed"]))
    return told | {"at": told["at"] and told["at"].isoformat()}, b""


def _reader() -> Callable[[BinaryIO, list[bytes], int], Signatures]:
    from layak.evidence.inspection.signatures import read  # noqa: PLC0415 - 0.5 s and 30 MB when it is asked

    return read


def _certificate(_file: BinaryIO, wanted: dict[str, Any]) -> Answer:
    return asdict(_certificates().read(_sealed(wanted))), b""


def _sign(file: BinaryIO, wanted: dict[str, Any]) -> Answer:
    tools = _certificates()
    file.seek(0)
    placed = tools.pades.Placed(**wanted["placed"], appearance=b64decode(wanted["appearance"]))
    return {}, tools.sign(file.read(), _sealed(wanted), placed, wanted["stamps"])


def _sealed(wanted: dict[str, Any]) -> Sealed:
    return Sealed(b64decode(wanted["p12"]), wanted["password"])


def _certificates() -> Any:
    from layak.evidence.inspection import certificates  # noqa: PLC0415 - as above

    return certificates


_JOBS: dict[str, Callable[[BinaryIO, dict[str, Any]], Answer]] = {
    "inspect": _inspect,
    "draw": _draw,
    "text": _text,
    "signatures": _signatures,
    "certificate": _certificate,
    "sign": _sign,
}

if __name__ == "__main__":
    main()
