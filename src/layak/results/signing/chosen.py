"""Which signer this instance uses: a token, the BSrE service, a PKCS#12 file, a demo's sample, or none."""

from pathlib import Path

from django.conf import settings

from layak.results.signing import sample
from layak.results.signing.asked import Signer
from layak.results.signing.bsre import Bsre
from layak.results.signing.pkcs11 import Pkcs11
from layak.results.signing.pkcs12 import Pkcs12


def configured() -> Signer | None:
    """The signer that the settings name; None where papers are signed elsewhere and handed back."""
    stamps = settings.SIGN_TIMESTAMP_URL
    if settings.SIGN_PKCS11:
        module, token, label = settings.SIGN_PKCS11.split("|")
        return Pkcs11(module, token, label, settings.SIGN_PASSWORD, stamps)
    if settings.ESIGN_URL:
        return Bsre(settings.ESIGN_URL, settings.ESIGN_USER, settings.ESIGN_PASSWORD)
    if settings.SIGN_P12:
        return Pkcs12(Path(settings.SIGN_P12), settings.SIGN_PASSWORD, stamps)
    return sample.signer() if settings.DEMO else None
