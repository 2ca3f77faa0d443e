"""Checking a PDF that comes back: is it signed, unchanged since, and by somebody who is known?"""

from io import BytesIO
from pathlib import Path

from asn1crypto import pem
from django.conf import settings
from django.utils.translation import gettext as _

from layak.core.refusal import Refusal, Refused
from layak.evidence.inspection import apart
from layak.results.signing.state import Checked, State


def check(pdf: bytes, printed: int = 0) -> Checked:
    """The worst state of all signatures in the PDF; without one, or not a PDF at all, unsigned.

    Where its first `printed` bytes are a paper of this instance, also whether what follows them is
    nothing but signatures: ALTERED or MISPLACED otherwise. The file may be a stranger's, so it is read
    apart. Raises Refused ("unread") when that takes too long.
    """
    try:
        found = apart.signatures(BytesIO(pdf), known_issuers(), printed)
    except Refused as error:
        sentence = _(
            "Pemeriksaan tanda tangan dihentikan sebelum selesai karena isi berkas ini terlalu rumit atau "
            "rusak. Minta berkas aslinya dari penanda tangan, lalu unggah tanpa mencetak ulang."
        )
        raise Refused(Refusal("unread", sentence)) from error
    return Checked(State(found.state), found.signers, found.at)


def known_issuers() -> list[bytes]:
    """The certificates (DER) of the issuers that this instance knows, from the PEM file its settings name."""
    if not settings.SIGN_TRUST:
        return []
    text = Path(settings.SIGN_TRUST).read_bytes()
    return [der for _kind, _headers, der in pem.unarmor(text, multiple=True)]
