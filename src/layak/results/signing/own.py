"""Signing with a PKCS#12 file that a person brings: used once, apart from the server, and kept nowhere."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from layak.core.refusal import Refusal, Refused
from layak.evidence.inspection import apart
from layak.evidence.inspection.facts import Certificate, Sealed
from layak.results.signing.asked import BOX, Request

LARGEST = 100_000
"""Bytes of such a file; real ones take less than 10,000."""
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Own:
    """A person's certificate and key in one file, with its password; `repr` leaves both out.

    The paper is signed by a process that has opened a stranger's file, so it counts as signed elsewhere.
    """

    file: bytes = field(repr=False)
    password: str = field(repr=False)
    timestamp_url: str = ""
    needs_person: bool = False
    elsewhere: bool = True

    def certificate(self) -> Certificate:
        """Whose certificate it is. Raises Refused with what is wrong with the file or its password."""
        return _in_time(lambda: apart.certificate(self._sealed()))

    def sign(self, asked: Request) -> bytes:
        """PAdES B-B, B-T with a time stamp address. Raises Refused as above."""
        placed = {"reason": asked.reason, "location": asked.location, "box": BOX}
        look, stamps = asked.appearance, self.timestamp_url
        return _in_time(lambda: apart.sign(asked.pdf, self._sealed(), placed, look, stamps))

    def _sealed(self) -> Sealed:
        return Sealed(self.file, self.password)


def _in_time(asked: Callable[[], Found]) -> Found:
    try:
        return asked()
    except Refused as refused:
        if refused.refusal.code != "file-too-heavy":
            raise
        sentence = _(
            "Membuka sertifikat ini terlalu lama atau berkasnya rusak, jadi dihentikan dan dokumen belum "
            "ditandatangani. Ekspor ulang sertifikatnya, atau tanda tangani di aplikasi lain, lalu unggah."
        )
        raise Refused(Refusal("certificate-slow", sentence)) from None
