"""On an order's page: the membership that it pays for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orders.enums import OrderOrigin
from orders.memberships import rules
from orders.memberships.models import MembershipPeriod
from orders.models import Order


def load(order: Order, user: Any) -> Mapping[str, Any] | None:
    """None for every other order, and for whoever may not look at the membership."""
    if order.origin != OrderOrigin.MEMBERSHIP:
        return None
    rows = MembershipPeriod.objects.select_related("membership__seller", "membership__tier", "tier")
    stretch = rows.filter(order=order).first()
    if stretch is None or not rules.may_look(user, stretch.membership):
        return None
    return {"stretch": stretch, "membership": stretch.membership}
