"""Whose bag it is: a person's, or a visitor's by the token that their session keeps."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from accounts.models import User

KEY: Final = "bag"
TOKEN, COUNT = "token", "count"


@dataclass(frozen=True, slots=True)
class Owner:
    """Exactly one of the two."""

    user: User | None = None
    token: str = ""

    def __post_init__(self) -> None:
        if (self.user is None) == (not self.token):
            raise ValueError("A bag belongs to a person or to a visitor.")

    @property
    def key(self) -> dict[str, Any]:
        return {"user": self.user} if self.user is not None else {"token": self.token}


def known(request: HttpRequest) -> Owner | None:
    """The owner, where there is one: a visitor without a bag has none, and costs nothing."""
    if isinstance(request.user, User):
        return Owner(user=request.user)
    token = request.session.get(KEY, {}).get(TOKEN)
    return Owner(token=token) if token else None


def needed(request: HttpRequest) -> Owner:
    """The owner, a new token for a visitor who has none yet."""
    owner = known(request)
    if owner is None:
        owner = Owner(token=secrets.token_hex(16))
        request.session[KEY] = {TOKEN: owner.token, COUNT: 0}
    return owner


def remember(request: HttpRequest, count: int) -> None:
    """How many things lie in the bag, for the header: the session is read anyway."""
    if count_of(request) != count:
        request.session[KEY] = {**request.session.get(KEY, {}), COUNT: count}


def count_of(request: HttpRequest) -> int:
    """From the session alone, no query."""
    return int(getattr(request, "session", {}).get(KEY, {}).get(COUNT, 0))
