"""Beside a bill: the registration that it pays for, and the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orders.enums import OrderOrigin
from orders.models import Order
from orders.sources import SourceCard
from workshops.booking import rules
from workshops.booking.models import Registration


def cards(pks: list[int]) -> dict[int, SourceCard]:
    """How a registration looks in lists of orders and above their bills, in one query."""
    rows = Registration.objects.select_related("run__event__cover").filter(pk__in=pks)
    return {
        row.pk: SourceCard(
            "booking/partials/_card.html", row.get_absolute_url(), {"registration": row, "run": row.run}
        )
        for row in rows
    }


def load(order: Order, user: Any) -> Mapping[str, Any] | None:
    """None for every other order, and for whoever may not look at the registration."""
    if order.origin != OrderOrigin.TICKET:
        return None
    rows = Registration.objects.select_related("run__event")
    registration = rows.filter(order=order).first()
    if registration is None or not rules.may_look(user, registration):
        return None
    return {"registration": registration, "run": registration.run}
