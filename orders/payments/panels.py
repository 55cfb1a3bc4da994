"""What this room adds to an order's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orders.models import Order
from orders.payments import queries, rules
from orders.payments.enums import DirectState


def transfer(order: Order, user: Any) -> Mapping[str, Any] | None:
    """The buyer's way back to the account number and to their proof, while the order is unpaid."""
    if order.buyer_id != user.pk or not order.status.payable:
        return None
    found = queries.latest_transfer(order, user)
    return {"transfer": found} if found and found.payment.status.open else None


def direct(order: Order, user: Any) -> Mapping[str, Any] | None:
    """The buyer sees how to pay the seller, the seller's people confirm."""
    if not order.status.payable:
        return None
    found = queries.latest_direct(order)
    if found is None or found.state == DirectState.RECEIVED:
        return None
    confirms = rules.may_confirm(user, found)
    if not confirms and order.buyer_id != user.pk:
        return None
    return {"direct": found, "confirms": confirms}
