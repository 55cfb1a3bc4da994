"""What an order's page shows of its invoices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orders import rules as orders_rules
from orders.invoicing import queries
from orders.models import Order


def load(order: Order, user: Any) -> Mapping[str, Any] | None:
    """The documents that this person may see; to the selling side also what is missing for one."""
    if order.paid_at is None:
        return None
    invoices = list(queries.of_order(order, user))
    holds = list(queries.holds_of(order))
    if not invoices and not holds:
        return None
    told = bool(holds) and orders_rules.may_move(user, order)
    return {"invoices": invoices, "holds": holds, "told": told, "order": order}
