"""A certificate authority of the tests' own, and people who sign under it."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

PASSWORD = "sandi-sertifikat"


class Authority:
    """An issuer and the signatures it vouches for."""

    def __init__(self, name: str = "CA uji Layak") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = _certificate(name, self.key, name, self.key, ca=True)
        self.name = name

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(form.Encoding.PEM)

    def person(self, name: str, *, rsa_key: bool = False) -> bytes:
        """A PKCS#12 file for a person, opened with `PASSWORD`."""
        key = rsa.generate_private_key(65_537, 2_048) if rsa_key else ec.generate_private_key(ec.SECP256R1())
        own = _certificate(name, key, self.name, self.key, ca=False)
        lock = form.BestAvailableEncryption(PASSWORD.encode())
        return pkcs12.serialize_key_and_certificates(name.encode(), key, own, [self.certificate], lock)


def _certificate(name, key, issuer, issuer_key, *, ca):
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(_usage(ca), critical=True)
    )
    return made.sign(issuer_key, hashes.SHA256())


def _named(name):
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def _usage(ca):
    off = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    return x509.KeyUsage(
        digital_signature=not ca, content_commitment=not ca, key_cert_sign=ca, crl_sign=ca, **off
    )
