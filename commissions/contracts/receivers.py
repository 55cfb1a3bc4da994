"""What happens below happens to contracts: a proposal is chosen, an order is paid, dies or goes back.

Sent at least once, so each may come again.
"""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from commissions import signals as commission_signals
from commissions.contracts import services
from commissions.models import Proposal
from orders import signals
from orders.enums import OrderOrigin
from orders.models import Order


@receiver(commission_signals.proposal_awarded, dispatch_uid="contracts.awarded")
def on_awarded(*, proposal: Proposal, **_: Any) -> None:
    services.offer(proposal=proposal)


@receiver(signals.order_paid, dispatch_uid="contracts.paid")
def on_paid(*, order: Order, **_: Any) -> None:
    if order.origin == OrderOrigin.COMMISSION:
        services.mark_funded(order=order)


@receiver(signals.order_cancelled, dispatch_uid="contracts.cancelled")
@receiver(signals.order_expired, dispatch_uid="contracts.expired")
def on_dead(*, order: Order, **_: Any) -> None:
    if order.origin == OrderOrigin.COMMISSION:
        services.drop(order=order)


@receiver(signals.order_refunded, dispatch_uid="contracts.refunded")
def on_refunded(*, order: Order, **_: Any) -> None:
    if order.origin == OrderOrigin.COMMISSION:
        services.take_back(order=order)
