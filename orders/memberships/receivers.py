"""What happens to the order of a membership happens to its stretch."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from orders import signals
from orders.enums import OrderOrigin
from orders.memberships import services
from orders.models import Order


@receiver(signals.order_paid, dispatch_uid="memberships.paid")
def on_paid(*, order: Order, **_: Any) -> None:
    if order.origin == OrderOrigin.MEMBERSHIP:
        services.start(order=order)


@receiver(signals.order_cancelled, dispatch_uid="memberships.cancelled")
@receiver(signals.order_expired, dispatch_uid="memberships.expired")
def on_dead(*, order: Order, **_: Any) -> None:
    if order.origin == OrderOrigin.MEMBERSHIP:
        services.drop(order=order)


@receiver(signals.order_refunded, dispatch_uid="memberships.refunded")
def on_refunded(*, order: Order, **_: Any) -> None:
    if order.origin == OrderOrigin.MEMBERSHIP:
        services.take_back(order=order)
