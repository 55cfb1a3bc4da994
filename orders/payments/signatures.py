"""How providers sign: pure functions over the raw body, compared in constant time. No Django.

Sources: Stripe's and Tap's webhook pages. Each function answers yes or no, or raises SignatureStale where the
signature is right and its time is not.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Final

TOLERANCE: Final = 300  # seconds, into the past and into the future alike
TAP_FIELDS: Final = (
    "x_id",
    "x_amount",
    "x_currency",
    "x_gateway_reference",
    "x_payment_reference",
    "x_status",
    "x_created",
)


_SECONDS: Final = re.compile(r"[0-9]{1,12}")


class SignatureStale(Exception):
    """Rightly signed, and too long ago or not yet."""


def hex_hmac(key: str, message: bytes) -> str:
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


def same(left: str, right: str) -> bool:
    """In constant time, also for text that is not ASCII."""
    return hmac.compare_digest(left.encode(), right.encode())


def timestamped(header: str, body: bytes, key: str, *, now: float, tolerance: int = TOLERANCE) -> bool:
    """`t=..,v1=..[,v1=..]`: HMAC of `{t}.{body}`; one right v1 is enough, other versions are passed over.

    Raises SignatureStale when the time is outside the tolerance in either direction.
    """
    if not key:
        return False
    moment, given = _parts(header)
    if moment is None:
        return False
    expected = hex_hmac(key, f"{moment}.".encode() + body)
    fits = [same(expected, one) for one in given]  # all of them: the time tells nothing
    if not any(fits):
        return False
    if abs(now - moment) > tolerance:
        raise SignatureStale
    return True


def timestamped_header(body: bytes, key: str, *, now: int) -> str:
    return f"t={now},v1={hex_hmac(key, f'{now}.'.encode() + body)}"


def tap_text(fields: Mapping[str, str]) -> str:
    """The string that Tap signs; a reference that is missing is empty text."""
    return "".join(f"{name}{fields.get(name, '')}" for name in TAP_FIELDS)


def tap(given: str, fields: Mapping[str, str], key: str) -> bool:
    return bool(key) and same(hex_hmac(key, tap_text(fields).encode()), given.strip().lower())


def _parts(header: str) -> tuple[int | None, list[str]]:
    moment: int | None = None
    given: list[str] = []
    for item in header.split(","):
        name, _equals, value = item.strip().partition("=")
        if name == "t" and moment is None:
            if not (_SECONDS.fullmatch(value)):
                return None, []
            moment = int(value)
        elif name == "v1":
            given.append(value)
    return moment, given
