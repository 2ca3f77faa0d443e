"""A passkey in software: makes credentials and signs challenges as a phone would (WebAuthn level 2)."""

import hashlib
import json
import os
import re
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2 import cbor
from fido2.utils import websafe_decode, websafe_encode

ORIGIN, RP = "https://testserver", "testserver"
PRESENT_AND_VERIFIED, HAS_CREDENTIAL = 0x05, 0x40


class Passkey:
    """One key pair with its id."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.user = b""
        self.count = 0

    def create(self, options: dict) -> dict:
        """Answer `navigator.credentials.create` with an attestation "none"."""
        options = options["publicKey"]
        self.user = websafe_decode(options["user"]["id"])
        client = self._client("webauthn.create", options["challenge"])
        attested = b"\0" * 16 + struct.pack(">H", len(self.id)) + self.id + cbor.encode(self._cose())
        data = self._authenticator_data(PRESENT_AND_VERIFIED | HAS_CREDENTIAL) + attested
        sealed = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        answer = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(sealed)}
        return self._answer(answer) | {"clientExtensionResults": {"credProps": {"rk": True}}}

    def get(self, options: dict) -> dict:
        """Answer `navigator.credentials.get` with a signature."""
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        data = self._authenticator_data(PRESENT_AND_VERIFIED)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = {
            "clientDataJSON": websafe_encode(client),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.user),
        }
        return self._answer(answer) | {"clientExtensionResults": {}}

    def _answer(self, response: dict) -> dict:
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response}

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": ORIGIN}).encode()

    def _authenticator_data(self, flags: int) -> bytes:
        self.count += 1
        return hashlib.sha256(RP.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _cose(self) -> dict[int, object]:
        point = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}


def options(page: str) -> dict:
    """What a page of ours hands to the browser's authenticator."""
    return json.loads(re.search(r'<script id="opsi-kunci" type="application/json">(.+?)</script>', page)[1])


def add_passkey(client: Client) -> Passkey:
    """A new passkey of the person who has just logged in."""
    key, url = Passkey(), reverse("mfa_add_webauthn")
    made = key.create(options(client.get(url).content.decode())["creation_options"])
    answer = client.post(url, {"name": "Ponsel", "passwordless": "on", "credential": json.dumps(made)})
    assert answer.status_code == 302, answer.content.decode()
    return key
