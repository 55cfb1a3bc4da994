"""Codes and secrets of registrations: drawn by the system's own chance, never counted up."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Nothing that is mistaken for something else when it is read aloud or typed: no 0, O, 1, I or L."""
LENGTH: Final = 8
PREFIX: Final = "RG-"
SHAPE: Final = r"^RG-[2-9A-HJKMNP-Z]{8}$"
OPAQUE_SHAPE: Final = r"^[A-Za-z0-9_-]{22,32}$"
DIGEST_SHAPE: Final = r"^[0-9a-f]{64}$"


def registration_code() -> str:
    """ "RG-7KQ2M9XA": one of 31^8, about 40 bits; its page asks for the booker besides."""
    return PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def ticket_secret() -> str:
    """What a ticket's signed code stands for: 128 bits, drawn anew when the ticket goes to somebody else."""
    return secrets.token_urlsafe(16)


def transfer_token() -> str:
    """The key in the letter to whom a ticket is offered; only its digest is kept."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
