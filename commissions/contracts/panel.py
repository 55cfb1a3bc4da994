"""Beside a bill: the milestone that it pays for, and the way to its contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commissions.contracts import queries, rules
from commissions.contracts.models import Milestone
from orders import rules as order_rules
from orders.enums import OrderOrigin
from orders.models import Order
from orders.sources import SourceCard


def cards(pks: list[int]) -> dict[int, SourceCard]:
    """How a milestone looks in lists of orders and above their bills, in one query."""
    rows = Milestone.objects.select_related("contract__commission", "contract__seller").filter(pk__in=pks)
    return {
        row.pk: SourceCard(
            "contracts/partials/_card.html",
            row.contract.get_absolute_url(),
            {"milestone": row, "contract": row.contract},
        )
        for row in rows
    }


def load(order: Order, user: Any) -> Mapping[str, Any] | None:
    """None for every other order, and for whoever may not look at the contract."""
    if order.origin != OrderOrigin.COMMISSION:
        return None
    rows = Milestone.objects.select_related("contract__commission", "contract__seller")
    milestone = rows.filter(order=order).first()
    if milestone is None or rules.party_of(user, milestone.contract) is None:
        return None
    return {"milestone": milestone, "contract": milestone.contract}


def open_disputes(user: Any) -> int | None:
    """Disputes that wait for a decision, for those who may make it."""
    return queries.waiting_disputes().count() if order_rules.may_handle(user) else None
