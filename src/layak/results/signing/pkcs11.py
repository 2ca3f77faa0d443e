"""Signing with a token or an HSM through PKCS#11: the key never leaves the device."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from layak.results.signing.asked import NotSigned, Request


@dataclass(frozen=True)
class Pkcs11:
    """A key by its label on a token of a PKCS#11 module; needs the package python-pkcs11."""

    module: str
    token: str
    label: str
    pin: str = field(repr=False)
    timestamp_url: str = ""
    needs_person: bool = False
    elsewhere: bool = False

    def sign(self, asked: Request) -> bytes:
        """PAdES B-B, B-T with a time stamp address. Raises NotSigned."""
        try:
            # the package is optional, and of use only where there is a device
            from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session  # noqa: PLC0415

            from layak.results.signing.pades import append  # noqa: PLC0415 - 0.5 s that no start should wait for
        except ImportError as error:
            raise NotSigned(_absent()) from error
        try:
            session = open_pkcs11_session(self.module, token_label=self.token, user_pin=self.pin)
        except Exception as error:  # each module raises its own kinds
            raise NotSigned(_unreachable()) from error
        with session:
            signer = PKCS11Signer(session, cert_label=self.label, key_label=self.label)
            return append(asked, signer, self.timestamp_url)


def _absent() -> str:
    return _("Paket python-pkcs11 belum terpasang, jadi token tidak dapat dipakai. Beri tahu admin.")


def _unreachable() -> str:
    return _("Token tanda tangan tidak dapat dibuka. Minta admin memeriksa perangkat, label, dan PIN-nya.")
