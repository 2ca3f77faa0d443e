"""A certificate authority of the tests' own, and people who sign under it."""

from datetime import UTC, datetime, timedelta

from asn1crypto.pkcs12 import Pfx
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

    def person(self, name: str, *, rsa_bits: int = 0, password: str = PASSWORD, days=(-1, 30), signs=True):
        """A PKCS#12 file for a person."""
        key = (
            rsa.generate_private_key(65_537, rsa_bits)
            if rsa_bits
            else ec.generate_private_key(ec.SECP256R1())
        )
        own = _certificate(name, key, self.name, self.key, ca=False, days=days, signs=signs)
        lock = form.BestAvailableEncryption(password.encode()) if password else form.NoEncryption()
        return pkcs12.serialize_key_and_certificates(name.encode(), key, own, [self.certificate], lock)

    def keyless(self) -> bytes:
        """A PKCS#12 file with nothing but a certificate."""
        lock = form.BestAvailableEncryption(PASSWORD.encode())
        return pkcs12.serialize_key_and_certificates(b"CA", None, self.certificate, None, lock)


def slow(file: bytes) -> bytes:
    """The PKCS#12 file, saying that its password is to be hashed two thousand million times."""
    told = Pfx.load(file)
    told["mac_data"]["iterations"] = 2**31 - 1
    return told.dump(force=True)


def _certificate(name, key, issuer, issuer_key, *, ca, days=(-1, 30), signs=True):
    """Good from and until so many days from now; meant for signatures, or for secret mail only."""
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=-days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(_usage(ca, signs), critical=True)
    )
    return made.sign(issuer_key, hashes.SHA256())


def _named(name):
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def _usage(ca, signs):
    off = dict.fromkeys(("data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False)
    on = {"key_encipherment": not signs, "key_cert_sign": ca, "crl_sign": ca}
    own = signs and not ca
    return x509.KeyUsage(digital_signature=own, content_commitment=own, **on, **off)
