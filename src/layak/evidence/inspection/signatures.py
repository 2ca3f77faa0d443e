"""What the signatures in a PDF are worth: unchanged since, by somebody who is known? Run by `opener`."""

import logging
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from asn1crypto import x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pypdfium2 import PdfiumError

from layak.evidence.inspection import appended
from layak.evidence.inspection.facts import Signatures

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # an unknown issuer is an answer, not a fault
_BROKEN = (PdfError, SignatureValidationError, SigningError, ValueError, KeyError, TypeError, IndexError)


def read(file: BinaryIO, issuers: list[bytes], printed: int = 0) -> Signatures:
    """The worst state of all signatures; without one, or not a PDF at all, unsigned.

    `issuers` are the certificates (DER) of those whose signatures count as known. The first `printed`
    bytes are a paper of ours: what follows them may be nothing but signatures.
    """
    file.seek(0)
    pdf, known = file.read(), [x509.Certificate.load(der) for der in issuers]
    found = _worst(pdf, known)
    if not printed or printed == len(pdf) or found.state == "changed":
        return found
    fault = _appended(pdf, printed) if found.signers else "altered"
    return replace(found, state=fault) if fault else found


def _worst(pdf: bytes, known: list[x509.Certificate]) -> Signatures:
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        looked = [_look(one, known) for one in reader.embedded_regular_signatures]
        stamped = all(_stamps(one, known) for one in reader.embedded_timestamp_signatures)
    except _BROKEN:
        return Signatures("changed" if b"/ByteRange" in pdf else "unsigned")
    if not looked:
        return Signatures("unsigned")
    states = [state for state, _name, _at in looked] + ([] if stamped else ["changed"])
    worst = next(s for s in ("changed", "unknown", "valid") if s in states)
    return Signatures(worst, tuple(name for _state, name, _at in looked), looked[-1][2])


def _appended(pdf: bytes, printed: int) -> str:
    try:
        return appended.fault(pdf, printed)
    except (*_BROKEN, AttributeError, PdfiumError):
        return "altered"


def _look(signature: Any, known: list[x509.Certificate]) -> tuple[str, str, datetime | None]:
    context = ValidationContext(trust_roots=known, allow_fetching=False)
    status = validate_pdf_signature(signature, context)
    name = str(status.signing_cert.subject.native.get("common_name", ""))
    whole = status.intact and status.valid and status.docmdp_ok is not False
    if not whole or not _allowed(status):
        return "changed", name, status.signer_reported_dt
    return ("valid" if status.trusted else "unknown"), name, status.signer_reported_dt


def _stamps(stamp: Any, known: list[x509.Certificate]) -> bool:
    """Whether a time stamp over the document still fits it; whose it is says nothing about who signed."""
    context = ValidationContext(trust_roots=known, allow_fetching=False)
    status = validate_pdf_timestamp(stamp, context)
    return bool(status.intact and status.valid)


def _allowed(status: Any) -> bool:
    """Nothing was added after it but further signatures."""
    level = status.modification_level
    return level is not None and level.name in {"NONE", "LTA_UPDATES", "FORM_FILLING"}
