"""The code of a ticket: short plain text, signed, the same on screen, on paper and in the app.

    SOUK-3F-7KQ2M9XA4TRP0WZC     what the QR code says: 80 bits of signature
    3F-7KQ2-M9XA                 what a person types at the door: the first 40 bits of the same signature

The first part is the ticket's number in base 32 (Crockford's alphabet: no I, L, O or U, so that nothing is
mistaken for a digit); the rest signs that number together with the ticket's secret. So a code cannot be made
without our key, an old one dies when the secret changes (a transfer), and a stolen database alone forges none.
Keys that are being replaced (`SECRET_KEY_FALLBACKS`) still read the codes that they have signed.

Forty bits are enough for a code that is typed before the eyes of a person at the door, under a rate limit; what a
camera reads always carries all eighty.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from core.digits import western

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX: Final = "SOUK"  # its U stands in no code, so it cannot be mistaken for one
SALT: Final = "workshops.admission.ticket"
LONG: Final = 16  # letters of the signature, five bits each
SHORT: Final = 8
LONGEST: Final = 64  # no code is longer; more is not even looked at
LARGEST_PK: Final = 2**63 - 1

_STRAY: Final = re.compile(r"[\s\-–—_.:·]+")
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_FOLDED_PREFIX: Final = PREFIX.translate(_ALIKE)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what was presented: this ticket, with this (whole or short) signature."""

    ticket: int
    signature: str

    @property
    def canonical(self) -> str:
        """The same text for every way of writing it: what the offline list hashes."""
        return f"{base32(self.ticket)}-{self.signature}"


def code_of(ticket: int, secret: str) -> str:
    """The text of the QR code."""
    return f"{PREFIX}-{base32(ticket)}-{_signature(settings.SECRET_KEY, ticket, secret)}"


def short_of(ticket: int, secret: str) -> str:
    """What is printed under the QR code, to be typed."""
    signature = _signature(settings.SECRET_KEY, ticket, secret)[:SHORT]
    return f"{base32(ticket)}-{signature[: SHORT // 2]}-{signature[SHORT // 2 :]}"


def readings(text: str) -> list[Reading]:
    """What a text may mean, the long form first; none for what is no code at all.

    Blanks, dashes and case do not matter, Arabic digits are read, and O, I and L are the digits that they
    look like.
    """
    plain = _folded(text)
    return list(_split(plain)) if plain else []


def fits(reading: Reading, secret: str) -> bool:
    """Whether one of our keys has signed this, for a ticket that has this secret now."""
    length = len(reading.signature)
    return any(
        constant_time_compare(_signature(key, reading.ticket, secret)[:length], reading.signature)
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    )


def fingerprints(ticket: int, secret: str) -> list[str]:
    """SHA-256 of the long and the short form, for every key in use: what a door without a line compares."""
    found = []
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        signature = _signature(key, ticket, secret)
        found += [fingerprint(Reading(ticket, signature[:length])) for length in (LONG, SHORT)]
    return found


def fingerprint(reading: Reading) -> str:
    return hashlib.sha256(reading.canonical.encode()).hexdigest()


def base32(number: int) -> str:
    """A positive number in Crockford's digits, without leading noughts."""
    digits = ""
    while number:
        number, rest = divmod(number, 32)
        digits = ALPHABET[rest] + digits
    return digits or "0"


def number_of(digits: str) -> int:
    """The other way; raises ValueError for a letter that is no digit of ours."""
    number = 0
    for digit in digits:
        number = number * 32 + ALPHABET.index(digit)
    return number


def _folded(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    plain = _STRAY.sub("", western(text)).upper().translate(_ALIKE).removeprefix(_FOLDED_PREFIX)
    return plain if plain and all(letter in ALPHABET for letter in plain) else ""


def _split(plain: str) -> Iterator[Reading]:
    for length in (LONG, SHORT):
        head, signature = plain[:-length], plain[-length:]
        if head and not head.startswith("0") and (number := number_of(head)) <= LARGEST_PK:
            yield Reading(number, signature)


def _signature(key: str | bytes, ticket: int, secret: str) -> str:
    signed = Signer(key=key, salt=SALT, fallback_keys=[]).signature(f"{ticket}:{secret}")
    digest = base64.urlsafe_b64decode(signed + "=" * (-len(signed) % 4))
    return _letters(digest, LONG)


def _letters(digest: bytes, count: int) -> str:
    bits = int.from_bytes(digest, "big") >> (len(digest) * 8 - count * 5)
    return base32(bits).rjust(count, "0")
