"""The instance's own Ed25519 key, which signs the daily root: made once, readable by its owner alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

FILE = "sign-key"


def public_key() -> str:
    """The public key, 64 hexadecimal digits."""
    return _key().public_key().public_bytes_raw().hex()


def sign(message: bytes) -> str:
    """The signature, 128 hexadecimal digits."""
    return _key().sign(message).hex()


def holds(message: bytes, signature: str, key: str) -> bool:
    """Whether a signature is that of a key; whatever is malformed does not hold."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _key() -> Ed25519PrivateKey:
    text = settings.SIGN_KEY or _kept(settings.HOME)
    key = form.load_pem_private_key(text.encode(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("LAYAK_SIGN_KEY is not an Ed25519 key in PEM form")
    return key


def _kept(home: Path) -> str:
    """Written under a private name and linked into place, so that two at once agree on one key."""
    file = home / FILE
    if not file.exists():
        draft = home / f".{FILE}-{secrets.token_hex(4)}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(_made())
        with suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    return file.read_text()


def _made() -> bytes:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
