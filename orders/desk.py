"""The section of the collector's desk: unpaid orders first, then the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, When

from orders import queries
from orders.enums import ORDER_PAYABLE

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = 10


def load(user: User) -> dict[str, Any]:
    first = Case(When(state__in=ORDER_PAYABLE, then=0), default=1)
    orders = queries.bought_by(user).order_by(first, "-placed_at", "-pk")[:SHOWN]
    return {"orders": orders, "unpaid": queries.unpaid_count(user)}


def count(user: User) -> int:
    return queries.bought_by(user).count()
