"""The signer of a demo: a certificate made on the spot that says of itself that it is only a sample."""

import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings

from layak.results.signing.pkcs12 import Pkcs12

NAME = "Situs contoh Layak, bukan sertifikat resmi"
PASSWORD = "contoh"  # noqa: S105 - protects nothing: the certificate is worth nothing
DAYS = 3650


def signer() -> Pkcs12:
    """The demo's signer, made on first use. Its signatures stay those of an unknown issuer."""
    file = settings.HOME / "sample.p12"
    if not file.exists():
        _make(file)
    return Pkcs12(file, PASSWORD)


def _make(file: Path) -> None:
    """Under a private name first, so that two at once agree on one."""
    draft = file.with_name(f".sample-{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_bytes(_certified())
    with suppress(FileExistsError):
        file.hardlink_to(draft)
    draft.unlink()


def _certified() -> bytes:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number())
    made = made.not_valid_before(now).not_valid_after(now + timedelta(days=DAYS))
    made = made.add_extension(_signs_only(), critical=True)
    locked = form.BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(
        b"contoh", key, made.sign(key, hashes.SHA256()), None, locked
    )


def _signs_only() -> x509.KeyUsage:
    off = (
        "key_encipherment data_encipherment key_agreement key_cert_sign crl_sign encipher_only decipher_only"
    )
    return x509.KeyUsage(digital_signature=True, content_commitment=True, **dict.fromkeys(off.split(), False))
