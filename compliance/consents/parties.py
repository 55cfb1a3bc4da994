"""About whom an answer is: an account, an address without one, a browser."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.crypto import salted_hmac

SALT = "consents.address"


@dataclass(frozen=True, slots=True)
class Party:
    """`address` and `visitor` are hashes; at least one of the three is there."""

    user: Any = None
    address: str = ""
    visitor: str = ""

    @property
    def lock(self) -> str:
        if self.user is not None:
            return f"consent:user:{self.user.pk}"
        return f"consent:{self.address or self.visitor}"


def address_hash(address: str) -> str:
    """With the house's key: without it nobody can find out who is meant."""
    return address_hashes(address)[0]


def address_hashes(address: str) -> list[str]:
    """Also under the keys that were in force before (SECRET_KEY_FALLBACKS), the newest first."""
    clean = address.strip().lower()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(SALT, clean, secret=key, algorithm="sha256").hexdigest() for key in keys]


def visitor_hash(key: str) -> str:
    """Of 128 random bits: nobody guesses them, so a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def of_address(address: str) -> Party:
    """The account with that address, where there is one; the hash in any case."""
    user = get_user_model().objects.filter(email=address.strip().lower()).first()
    return Party(user=user, address=address_hash(address))
