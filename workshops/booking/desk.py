"""The section of the desk: what one comes to next, and the lines one stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core import clock
from workshops.booking import queries

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = 10


def load(user: User) -> dict[str, Any]:
    return {
        "registrations": queries.coming(user, clock.now())[:SHOWN],
        "entries": queries.entries_of(user)[:SHOWN],
    }


def count(user: User) -> int:
    return queries.coming(user, clock.now()).count() + queries.entries_of(user).count()
