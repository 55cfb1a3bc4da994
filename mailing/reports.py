"""SendGrid's event webhook, read without Django: its signature and its events.

The signature is ECDSA P-256 with SHA-256 over the timestamp and the raw body, byte for byte.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

SIGNATURE: Final = "X-Twilio-Email-Event-Webhook-Signature"
TIMESTAMP: Final = "X-Twilio-Email-Event-Webhook-Timestamp"


@dataclass(frozen=True, slots=True)
class Report:
    """One event: its id, what happened, to which of our messages (its key) or, without one, to which address."""

    event_id: str
    kind: str
    key: str
    address: str
    at: datetime


def is_genuine(*, public_key: str, signature: str, timestamp: str, body: bytes) -> bool:
    """Whether the holder of the key (base64 of DER) signed this; False for anything that is malformed."""
    try:
        key = load_der_public_key(base64.b64decode(public_key, validate=True))
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return False
        signed = base64.b64decode(signature, validate=True)
        key.verify(signed, timestamp.encode() + body, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def parse(body: bytes) -> list[Report]:
    """The events of a body; raises ValueError for what is no list of objects. Events without an id are left out."""
    events = json.loads(body)
    if not isinstance(events, list):
        raise ValueError("The events are no list.")  # noqa: TRY004  one kind of error for all that is malformed
    return [_report(event) for event in events if isinstance(event, dict) and event.get("sg_event_id")]


def _report(event: Mapping[str, Any]) -> Report:
    seconds = event.get("timestamp")
    return Report(
        event_id=str(event["sg_event_id"])[:160],
        kind=str(event.get("event", "")),
        key=str(event.get("key", "")),
        address=str(event.get("email", "")).strip().lower(),
        at=datetime.fromtimestamp(seconds if isinstance(seconds, int | float) else 0, tz=UTC),
    )
