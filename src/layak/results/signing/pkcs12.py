"""Signing with the PKCS#12 file of the instance, which its settings name; a person's is `own`."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from layak.results.signing.asked import NotSigned, Request


@dataclass(frozen=True)
class Pkcs12:
    """A certificate and key in one file, opened with a password."""

    file: Path
    password: str = field(repr=False)
    timestamp_url: str = ""
    needs_person: bool = False
    elsewhere: bool = False

    def sign(self, asked: Request) -> bytes:
        """PAdES B-B, B-T with a time stamp address. Raises NotSigned."""
        from layak.results.signing.pades import append  # noqa: PLC0415 - 0.5 s that no start should wait for

        return append(asked, self._signer(), self.timestamp_url)

    def _signer(self) -> Any:
        from pyhanko.sign import signers  # noqa: PLC0415 - as above

        try:
            loaded = signers.SimpleSigner.load_pkcs12_data(
                self.file.read_bytes(), [], passphrase=self.password.encode()
            )
        except (OSError, ValueError) as error:
            raise NotSigned(_closed()) from error
        if loaded is None:
            raise NotSigned(_closed())
        return loaded


def _closed() -> str:
    return _(
        "Sertifikat situs ini tidak dapat dibuka, jadi dokumen belum ditandatangani. "
        "Minta admin memeriksa berkas sertifikat dan sandinya."
    )
