"""Checking a PDF that comes back: is it signed, unchanged since, and by somebody who is known?"""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from django.conf import settings
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from layak.results.signing.state import Checked, State


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
