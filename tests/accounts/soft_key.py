"""A security key in software: makes a credential and signs with it, as a phone would."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

FLAGS = AuthenticatorData.FLAG
SEEN = FLAGS.UP | FLAGS.UV


class SoftKey:
    def __init__(self, origin: str = "https://testserver") -> None:
        self.origin = origin
        self.rp_id = origin.split("://")[1].split(":", maxsplit=1)[0]
        self.id = os.urandom(32)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.user_handle = b""
        self.counter = 0

    def create(self, options: dict[str, Any]) -> str:
        """The answer to "make a credential", as the page posts it."""
        public = options["publicKey"]
        self.user_handle = public["user"]["id"].encode()
        data = AttestedCredentialData.create(
            Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        flags = SEEN | FLAGS.AT
        attestation = AttestationObject.create("none", self._data(flags, data), {})
        return self._answer(
            {
                "clientDataJSON": websafe_encode(self._client("webauthn.create", public["challenge"])),
                "attestationObject": websafe_encode(attestation),
                "transports": ["internal"],
            }
        )

    def get(self, options: dict[str, Any]) -> str:
        """The answer to "sign in"."""
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        data = self._data(SEEN)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": self.user_handle.decode(),
            }
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        facts = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(facts).encode()

    def _data(self, flags: FLAGS, credential: bytes = b"") -> AuthenticatorData:
        self.counter += 1
        rp_hash = hashlib.sha256(self.rp_id.encode()).digest()
        return AuthenticatorData.create(rp_hash, flags, self.counter, credential)

    def _answer(self, response: dict[str, Any]) -> str:
        return json.dumps(
            {
                "type": "public-key",
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "response": response,
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )
