"""Signing as a person through the e-sign service of BSrE: NIK and passphrase pass by, nothing is kept.

The calls are those of the service's version 2 as public clients use them; no official text was at hand.
"""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.error import HTTPError, URLError
from urllib.parse import urlparse
from urllib.request import Request as Call
from urllib.request import urlopen

from django.utils.translation import gettext as _

from layak.results.signing.asked import BOX, NotSigned, Request

TIMEOUT = 20
SENT_BACK = 100_000_000
"""The largest answer read, in bytes."""


@dataclass(frozen=True)
class Bsre:
    """The service at an address, with the instance's own account there."""

    url: str
    user: str
    password: str = field(repr=False)
    needs_person: bool = True
    elsewhere: bool = True

    def sign(self, asked: Request) -> bytes:
        """The PDF as the service signed it for the person. Raises NotSigned."""
        answer = self._ask(json.dumps(_body(asked)).encode())
        try:
            signed = b64decode(answer["file"][0], validate=True)
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise NotSigned(_strange()) from error
        if not signed.startswith(asked.pdf):
            raise NotSigned(_strange())
        return signed

    def _ask(self, body: bytes) -> dict[str, list[str]]:
        account = b64encode(f"{self.user}:{self.password}".encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {account}"}
        call = Call(f"{_base(self.url)}/api/v2/sign/pdf", body, headers)  # noqa: S310 - checked by _base
        try:
            with urlopen(call, timeout=TIMEOUT) as answer:  # noqa: S310
                return json.loads(answer.read(SENT_BACK))  # type: ignore[no-any-return]
        except HTTPError as error:
            # "from None": the traceback of a chained error would hold the body with the passphrase
            raise NotSigned(_refused(error.code)) from None
        except (URLError, OSError, ValueError):
            raise NotSigned(_unreachable()) from None


def _base(url: str) -> str:
    if urlparse(url).scheme not in {"https", "http"}:
        raise NotSigned(_unreachable())
    return url.rstrip("/")


def _body(asked: Request) -> dict[str, object]:
    x, y, right, top = BOX
    place = {
        "tampilan": "VISIBLE" if asked.appearance else "INVISIBLE",
        "originX": x,
        "originY": y,
        "width": right - x,
        "height": top - y,
        "location": asked.location,
        "reason": asked.reason,
    }
    return {
        "nik": asked.nik,
        "passphrase": asked.passphrase,
        "signatureProperties": [place],
        "file": [b64encode(asked.pdf).decode()],
    }


def _refused(status: int) -> str:
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return _("Akun situs ini ditolak layanan tanda tangan BSrE. Beri tahu admin.")
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return _(
            "BSrE menolak: NIK atau frasa sandi tidak cocok, atau sertifikat Anda tidak berlaku. "
            "Periksa, lalu coba lagi."
        )
    return _unreachable()


def _unreachable() -> str:
    return _("Layanan tanda tangan BSrE tidak menjawab, jadi dokumen belum ditandatangani. Coba lagi nanti.")


def _strange() -> str:
    return _("Layanan tanda tangan BSrE mengembalikan dokumen lain. Dokumen Anda belum ditandatangani.")
