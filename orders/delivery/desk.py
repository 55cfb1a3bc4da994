"""The section of the collector's desk: the address book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orders.delivery import queries

if TYPE_CHECKING:
    from accounts.models import User


def load(user: User) -> dict[str, Any]:
    return {"addresses": list(queries.addresses_of(user))}


def count(user: User) -> int:
    return queries.addresses_of(user).count()
