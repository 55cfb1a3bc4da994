"""The secret in a calendar's address: 256 bits, shown once, kept as a digest. Pure."""

from __future__ import annotations

import hashlib
import re
from secrets import token_urlsafe
from typing import Final

BYTES: Final = 32
SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def fresh() -> str:
    return token_urlsafe(BYTES)


def digest(secret: str) -> str:
    """A secret of so many random bits needs no slow hash: there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
