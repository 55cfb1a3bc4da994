"""The ends of an order that was not paid: cancelled, expired."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock, outbox
from core.bidi import clean_line
from orders import locks, queries, rules
from orders.enums import OrderState
from orders.exceptions import NotAllowed, NotCancellable, PaymentUnderWay
from orders.models import Order
from orders.services import steps

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def cancel_order(*, order: Order, by: User, reason: str = "", now: datetime | None = None) -> Order:
    """Ends an unpaid order and releases what it held.

    Locks the order. Raises NotAllowed, NotCancellable, PaymentUnderWay.
    """
    locked = locks.order(order.pk)
    if not rules.may_cancel(by, locked):
        raise NotAllowed
    if not locked.status.may_become(OrderState.CANCELLED):
        raise NotCancellable
    if queries.open_payment(locked):
        raise PaymentUnderWay
    return _close(locked, OrderState.CANCELLED, by=by, reason=reason, now=now or clock.now())


@transaction.atomic
def expire_order(*, order: Order, now: datetime | None = None) -> bool:
    """Ends an order that was not paid in time; False where it is not due or money may come. Locks it."""
    locked = locks.order(order.pk)
    moment = now or clock.now()
    if locked.due_at > moment or not locked.status.payable or queries.open_payment(locked):
        return False
    _close(locked, OrderState.EXPIRED, by=None, reason="", now=moment)
    return True


def expire_due(*, now: datetime | None = None, limit: int = 100) -> int:
    """Ends what is overdue, each order in a transaction of its own; returns how many."""
    due = queries.due_for_expiry(now or clock.now())[:limit]
    return sum(expire_order(order=order, now=now) for order in due)


def _close(order: Order, state: OrderState, *, by: User | None, reason: str, now: datetime) -> Order:
    before = order.state
    order.closed_reason = clean_line(reason)[:200]
    order.save(update_fields=["closed_reason"])
    side = rules.side_of(by, order)
    steps.move(order, state, side=side, now=now, note=order.closed_reason)
    audit.record(
        f"orders.order.{state}",
        subject=order,
        actor=by,
        before={"state": before},
        after={"state": str(state)},
        note=order.closed_reason,
    )
    outbox.enqueue(f"orders.{state}", {"order": order.pk}, key=f"order:{order.pk}")
    return order
