"""The section of the desk: one's own memberships, and those of the sellers one owns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orders.memberships import queries
from orders.memberships.enums import LIVING

if TYPE_CHECKING:
    from accounts.models import User


def load(user: User) -> dict[str, Any]:
    return {"memberships": queries.with_details(queries.living_of(user))}


def count(user: User) -> int:
    return queries.manageable(user).filter(state__in=LIVING).count()
