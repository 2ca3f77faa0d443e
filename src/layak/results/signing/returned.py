"""Checking a PDF that comes back: is it signed, unchanged since, and by somebody who is known?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

LATIN = "iso-8859-1"


class State(StrEnum):
    """What a handed back PDF is worth."""

    VALID = "valid"
    CHANGED = "changed"
    UNKNOWN = "unknown"
    UNSIGNED = "unsigned"
    FOREIGN = "foreign"

    @property
    def sentence(self) -> str:
        """What it means and what to do, in the active language."""
        return _sentences()[self]


@dataclass(frozen=True, slots=True)
class Checked:
    """The state, who signed (as the certificates say, oldest first), and when the last one said so."""

    state: State
    signers: tuple[str, ...] = ()
    at: datetime | None = None


def check(pdf: bytes) -> Checked:
    """The worst state of all signatures in the PDF; without one, or not a PDF at all, unsigned."""
    try:
        found = list(PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures)
        looked = [_look(one) for one in found]
    except (PdfError, SignatureValidationError, SigningError, ValueError, KeyError, TypeError, IndexError):
        return Checked(State.CHANGED if b"/ByteRange" in pdf else State.UNSIGNED)
    if not looked:
        return Checked(State.UNSIGNED)
    states = [state for state, _name, _at in looked]
    worst = next(s for s in (State.CHANGED, State.UNKNOWN, State.VALID) if s in states)
    return Checked(worst, tuple(name for _state, name, _at in looked), looked[-1][2])


def _look(signature: Any) -> tuple[State, str, datetime | None]:
    context = ValidationContext(trust_roots=known_issuers(), allow_fetching=False)
    status = validate_pdf_signature(signature, context)
    name = str(status.signing_cert.subject.native.get("common_name", ""))
    whole = status.intact and status.valid and status.docmdp_ok is not False
    if not whole or not _allowed(status):
        return State.CHANGED, name, status.signer_reported_dt
    return (State.VALID if status.trusted else State.UNKNOWN), name, status.signer_reported_dt


def _allowed(status: Any) -> bool:
    """Nothing was added after it but further signatures."""
    level = status.modification_level
    return level is not None and level.name in {"NONE", "LTA_UPDATES", "FORM_FILLING"}


def known_issuers() -> list[x509.Certificate]:
    """The certificates of the issuers that this instance knows, from the PEM file its settings name."""
    if not settings.SIGN_TRUST:
        return []
    text = Path(settings.SIGN_TRUST).read_bytes()
    return [x509.Certificate.load(der) for _kind, _headers, der in pem.unarmor(text, multiple=True)]


def _sentences() -> dict[State, str]:
    return {
        State.VALID: _("Tanda tangan sah: isi tidak berubah sejak ditandatangani dan penerbitnya dikenal."),
        State.CHANGED: _(
            "Berkas ini diubah setelah ditandatangani. Jangan dipakai; minta berkas asli dari penanda tangan."
        ),
        State.UNKNOWN: _(
            "Isi tidak berubah sejak ditandatangani, tetapi penerbit sertifikatnya tidak dikenal di sini. "
            "Minta admin memeriksa penerbitnya."
        ),
        State.UNSIGNED: _("Berkas ini belum bertanda tangan elektronik. Tanda tangani, lalu unggah lagi."),
        State.FOREIGN: _(
            "Berkas ini bukan dokumen hasil yang dicetak situs ini. Unduh dokumennya di halaman hasil, "
            "tanda tangani tanpa mencetak ulang, lalu unggah."
        ),
    }
