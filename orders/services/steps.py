"""The moves of an order, each written into its time line; and what a completed sale sets free."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from compliance import audit
from core import clock, outbox
from core.bidi import clean_line
from orders import ledger, locks, queries, rules
from orders.countries import country
from orders.enums import Delivery, OrderState, Side
from orders.exceptions import NotAllowed, NotMovable
from orders.models import Order, OrderStep

if TYPE_CHECKING:
    from accounts.models import User

TIMES: Final = {
    OrderState.PAID: "paid_at",
    OrderState.PREPARING: "preparing_at",
    OrderState.SHIPPED: "shipped_at",
    OrderState.DELIVERED: "delivered_at",
    OrderState.COMPLETED: "completed_at",
    OrderState.CANCELLED: "closed_at",
    OrderState.EXPIRED: "closed_at",
    OrderState.REFUNDED: "closed_at",
}
BY_HAND: Final = frozenset({OrderState.PREPARING, OrderState.SHIPPED, OrderState.DELIVERED})
"""What somebody does with the thing; every other move follows from money or time."""


def move(
    order: Order, to: OrderState, *, side: Side, now: datetime, reason: str = "", note: str = ""
) -> Order:
    """Moves a locked order and writes the step; saves what the move touches. The caller audits."""
    before = order.state
    order.state = to
    touched = ["state"]
    if (name := TIMES.get(to)) and getattr(order, name) is None:
        setattr(order, name, now)
        touched.append(name)
    if to is OrderState.DELIVERED and order.withdraw_until is None:
        order.withdraw_until = now + timedelta(days=country(order.country).withdrawal_days)
        touched.append("withdraw_until")
    if to is OrderState.DISPUTED or order.state_before:
        order.state_before = before if to is OrderState.DISPUTED else ""
        touched.append("state_before")
    order.save(update_fields=touched)
    OrderStep.objects.create(
        order=order, before=before, after=to, side=side, reason=reason, note=clean_line(note)[:300], at=now
    )
    return order


@transaction.atomic
def advance(
    *,
    order: Order,
    to: OrderState,
    by: User | None,
    reason: str = "",
    note: str = "",
    now: datetime | None = None,
) -> Order:
    """Being prepared, on its way, delivered: by the seller's people, staff or (None) the carrier's word.

    The buyer may say that it has arrived. A second time changes nothing. Locks the order. Raises NotAllowed,
    NotMovable.
    """
    locked = locks.order(order.pk)
    if by is not None and not _may(by, locked, to):
        raise NotAllowed
    if locked.state == to:
        return locked
    if to not in BY_HAND or not locked.status.settled or not locked.status.may_become(to):
        raise NotMovable
    if locked.state == OrderState.DISPUTED:
        raise NotMovable
    before = locked.state
    move(locked, to, side=rules.side_of(by, locked), now=now or clock.now(), reason=reason, note=note)
    audit.record(
        f"orders.order.{to}", subject=locked, actor=by, before={"state": before}, after={"state": str(to)}
    )
    outbox.enqueue(f"orders.{to}", {"order": locked.pk}, key=f"order:{locked.pk}")
    return locked


def _may(by: User, order: Order, to: OrderState) -> bool:
    if to is OrderState.DELIVERED and rules.may_pay(by, order):
        return True
    return rules.may_move(by, order)


@transaction.atomic
def complete_order(*, order: Order, by: User | None = None, now: datetime | None = None) -> bool:
    """The sale is over: what is held becomes due to the seller. False where it is not so yet.

    A delivered order is completed when the days of withdrawal are over; one with nothing to bring as soon as
    its room says so (a membership at once, a workshop when it has taken place). Locks the order.
    """
    locked = locks.order(order.pk)
    moment = now or clock.now()
    if not _over(locked, moment):
        return False
    before = locked.state
    move(locked, OrderState.COMPLETED, side=rules.side_of(by, locked), now=moment)
    release(locked, now=moment)
    audit.record(
        "orders.order.completed",
        subject=locked,
        actor=by,
        before={"state": before},
        after={"state": locked.state},
    )
    outbox.enqueue("orders.completed", {"order": locked.pk}, key=f"order:{locked.pk}")
    return True


def _over(order: Order, now: datetime) -> bool:
    if order.state == OrderState.DELIVERED:
        return order.withdraw_until is not None and order.withdraw_until <= now
    return order.delivery == Delivery.NONE and order.state in {OrderState.PAID, OrderState.PREPARING}


def release(order: Order, *, now: datetime) -> None:
    """Books what is left of the seller's share as due to them, once. The order is locked."""
    if order.released_at is not None:
        return
    ledger.book_release(order, -queries.held(order), now=now)
    order.released_at = now
    order.save(update_fields=["released_at"])


def complete_due(*, now: datetime | None = None, limit: int = 100) -> int:
    """Completes what nobody may return any more, each order in a transaction of its own; how many."""
    due = queries.due_for_completion(now or clock.now())[:limit]
    return sum(complete_order(order=order, now=now) for order in due)


@transaction.atomic
def open_dispute(
    *, order: Order, by: User | None, reason: str = "", note: str = "", now: datetime | None = None
) -> Order:
    """Nothing is released while it lasts. Locks the order; a second time changes nothing. Raises NotMovable."""
    locked = locks.order(order.pk)
    if locked.state == OrderState.DISPUTED:
        return locked
    if not locked.status.may_become(OrderState.DISPUTED):
        raise NotMovable
    side = rules.side_of(by, locked)
    move(locked, OrderState.DISPUTED, side=side, now=now or clock.now(), reason=reason, note=note)
    audit.record("orders.order.disputed", subject=locked, actor=by, after={"reason": reason})
    return locked


@transaction.atomic
def end_dispute(*, order: Order, by: User | None, note: str = "", now: datetime | None = None) -> Order:
    """Back to where it stood, unless it was refunded meanwhile. Locks the order."""
    locked = locks.order(order.pk)
    if locked.state != OrderState.DISPUTED:
        return locked
    back = OrderState(locked.state_before)
    move(locked, back, side=rules.side_of(by, locked), now=now or clock.now(), note=note)
    audit.record("orders.order.dispute_ended", subject=locked, actor=by, after={"state": str(back)})
    return locked
