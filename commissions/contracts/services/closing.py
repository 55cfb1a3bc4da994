"""The money of a contract that ends: each milestone as its share says. Everything given is locked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime

from commissions.contracts.division import Share
from commissions.contracts.enums import MILESTONE_UNPAID, AcceptedHow, MilestoneState
from commissions.contracts.exceptions import MoneyHeld
from commissions.contracts.models import Milestone
from commissions.contracts.services import moving, rewriting
from orders import queries as order_queries
from orders import services as orders
from orders.enums import OrderState, RefundReason
from orders.exceptions import PaymentUnderWay


def close_rest(milestones: Iterable[Milestone], *, now: datetime) -> None:
    """What was never paid is owed by nobody. A payment that is under way comes back by itself."""
    for row in milestones:
        if row.status in MILESTONE_UNPAID:
            with suppress(PaymentUnderWay):  # `funding.mark_funded` gives it back when it arrives
                rewriting.take_order_off(row)
            moving.close(row, MilestoneState.CANCELLED, now=now)


def settle(
    milestones: Sequence[Milestone],
    shares: Iterable[Share],
    *,
    reason: RefundReason,
    how: AcceptedHow,
    now: datetime,
) -> None:
    """Pays back and releases, milestone by milestone. Raises MoneyHeld while a bank keeps a payment back."""
    by_place = {share.key: share for share in shares}
    for row in milestones:
        if row.status.held:
            settle_one(row, by_place[row.position].back, reason=reason, how=how, now=now)


def settle_one(
    milestone: Milestone, back: int, *, reason: RefundReason, how: AcceptedHow, now: datetime
) -> None:
    """Nothing back: accepted. All of it: paid back. A part: ended, the rest is the artist's."""
    order = moving.order_of(milestone)
    if order_queries.contested(order):
        raise MoneyHeld
    left = order.left
    if back:
        line = order.lines.get()
        orders.refund(order=order, by=None, reason=reason, amounts={line.pk: back}, now=now)
    if back == left:
        moving.close(milestone, MilestoneState.REFUNDED, now=now)
        return
    if order.state == OrderState.DISPUTED:
        orders.end_dispute(order=order, by=None, now=now)
    if back:
        moving.release(milestone, now=now)
        moving.close(milestone, MilestoneState.CANCELLED, now=now)
    else:
        moving.earn(milestone, how, by=None, now=now)
