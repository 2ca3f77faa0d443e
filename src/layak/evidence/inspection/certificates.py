"""A person's own PKCS#12 file, looked at and used once. It may be anybody's: only `opener` runs this."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.request import Request, urlopen

from asn1crypto import keys, pkcs12, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12 as opening
from pyhanko.sign import signers
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from layak.evidence.inspection import pades, unsealed
from layak.evidence.inspection.facts import Certificate, Sealed

RSA_BITS = 2_048
CURVES = {"secp256r1", "secp384r1", "secp521r1"}
CHAIN_BYTES = 8_000
"""Issuers' certificates that go with a signature, at most; the room for it is bounded."""
STAMP_SECONDS, STAMP_BYTES = 10, 100_000
_TOLD = (
    *(x509.NameOID.COMMON_NAME, x509.NameOID.TITLE, x509.NameOID.ORGANIZATIONAL_UNIT_NAME),
    *(x509.NameOID.ORGANIZATION_NAME, x509.NameOID.LOCALITY_NAME, x509.NameOID.COUNTRY_NAME),
)
"""What a trail may keep of a subject; its other parts may hold a NIK."""
_BROKEN = (ValueError, TypeError, KeyError, UnsupportedAlgorithm, x509.DuplicateExtension)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A key that signs, its certificate, and those of its issuers that came along."""

    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    others: Sequence[x509.Certificate]


def read(sealed: Sealed) -> Certificate:
    """Whose certificate it is. Raises Refused when one cannot sign with it, with the reason."""
    own = _opened(sealed).certificate
    try:
        told = [(one.oid, one.value) for oid in _TOLD for one in own.subject.get_attributes_for_oid(oid)]
        name = next((value for oid, value in told if oid == x509.NameOID.COMMON_NAME), "")
        subject = ", ".join(_plain(value) for _oid, value in told)
        mark = own.fingerprint(hashes.SHA256()).hex()
        return Certificate(_plain(name)[:100], subject[:300], f"{own.serial_number:X}", mark)
    except _BROKEN as error:
        raise unsealed.unusable() from error


def sign(pdf: bytes, sealed: Sealed, placed: pades.Placed, stamps: str = "") -> bytes:
    """The PDF with a signature of the file's key appended, time-stamped by the service at `stamps`."""
    found = _opened(sealed)
    try:
        signer = _signer(found)
    except _BROKEN as error:
        raise unsealed.unusable() from error
    return pades.append(pdf, placed, signer, _Stamper(stamps) if stamps else None)


def _opened(sealed: Sealed) -> _Opened:
    _insist_on_pkcs12(sealed.file)
    password = sealed.password.encode() or None
    try:
        key, own, others = opening.load_key_and_certificates(sealed.file, password)
    except UnsupportedAlgorithm as error:
        raise unsealed.unusable() from error
    except ValueError as error:
        raise unsealed.closed() from error
    if key is None or own is None:
        raise unsealed.keyless()
    try:
        return _Opened(_fit(key, own), own, others)
    except _BROKEN as error:
        raise unsealed.unusable() from error


def _insist_on_pkcs12(file: bytes) -> None:
    """A wrong password and a wrong file sound alike to OpenSSL; the frame of the file tells them apart."""
    try:
        found = pkcs12.Pfx.load(file, strict=True)
        known = found["version"].native == "v3" and found["auth_safe"]["content_type"].native
    except (ValueError, TypeError) as error:
        raise unsealed.not_pkcs12() from error
    if known not in {"data", "signed_data"}:
        raise unsealed.not_pkcs12()


def _fit(key: Any, own: x509.Certificate) -> rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey:
    """The key, if it may sign, today, for this certificate."""
    now = datetime.now(UTC)
    if now > own.not_valid_after_utc:
        raise unsealed.expired(own.not_valid_after_utc)
    if now < own.not_valid_before_utc:
        raise unsealed.early(own.not_valid_before_utc)
    if isinstance(key, rsa.RSAPrivateKey):
        if key.key_size < RSA_BITS:
            raise unsealed.weak(key.key_size)
    elif not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name not in CURVES:
        raise unsealed.unusable()
    if _raw(key.public_key()) != _raw(own.public_key()):
        raise unsealed.keyless()
    if not _signs(own):
        raise unsealed.unmeant()
    return key


def _signs(own: x509.Certificate) -> bool:
    """Whether its issuer meant it for signatures; one that says nothing may do all."""
    try:
        usage = own.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _raw(key: Any) -> bytes:
    raw: bytes = key.public_bytes(form.Encoding.DER, form.PublicFormat.SubjectPublicKeyInfo)
    return raw


def _signer(found: _Opened) -> signers.SimpleSigner:
    plain = found.key.private_bytes(form.Encoding.DER, form.PrivateFormat.PKCS8, form.NoEncryption())
    store = SimpleCertificateStore()
    store.register_multiple([_asn1(one) for one in _chain(found)])
    return signers.SimpleSigner(
        signing_cert=_asn1(found.certificate),
        signing_key=keys.PrivateKeyInfo.load(plain),
        cert_registry=store,
    )


def _chain(found: _Opened) -> list[x509.Certificate]:
    """The issuers from the nearest upwards, as many as there is room for."""
    chain, last, left = [], found.certificate, CHAIN_BYTES
    if len(_der(last)) > CHAIN_BYTES:
        raise unsealed.unusable()
    waiting = list(found.others)
    while above := next((one for one in waiting if one.subject == last.issuer), None):
        left -= len(_der(above))
        if left < 0:
            break
        waiting.remove(above)
        chain.append(above)
        last = above
    return chain


def _der(one: x509.Certificate) -> bytes:
    return one.public_bytes(form.Encoding.DER)


def _asn1(one: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(_der(one))


def _plain(value: str | bytes) -> str:
    """A name as a line of text, without what could hide or turn it."""
    text = value if isinstance(value, str) else value.decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))


class _Stamper(TimeStamper):
    """Asks the time stamp service itself: pyHanko's own would start a thread, which a fork may not."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The service's answer. Raises TimestampRequestError when there is none."""
        kind = {"Content-Type": "application/timestamp-query"}
        call = Request(self.url, req.dump(), kind)  # noqa: S310 - the instance's own setting
        try:
            with urlopen(call, timeout=STAMP_SECONDS) as answer:  # noqa: S310
                return tsp.TimeStampResp.load(answer.read(STAMP_BYTES))
        except (OSError, ValueError) as error:
            raise TimestampRequestError(str(error)) from error
