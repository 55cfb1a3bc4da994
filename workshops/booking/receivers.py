"""What happens to the order of a registration, or to its run, happens to its seats."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from orders import signals as money
from orders.enums import OrderOrigin
from orders.models import Order, Refund
from workshops import signals as programme
from workshops.booking import services
from workshops.models import Run


@receiver(money.order_paid, dispatch_uid="booking.paid")
def on_paid(*, order: Order, **_: Any) -> None:
    if order.origin == OrderOrigin.TICKET:
        services.confirm(order=order)


@receiver(money.order_cancelled, dispatch_uid="booking.cancelled")
@receiver(money.order_expired, dispatch_uid="booking.expired")
def on_dead(*, order: Order, **_: Any) -> None:
    if order.origin == OrderOrigin.TICKET:
        services.drop(order=order)


@receiver(money.refund_made, dispatch_uid="booking.refunded")
def on_refunded(*, refund: Refund, **_: Any) -> None:
    if refund.order.origin == OrderOrigin.TICKET:
        services.seats_paid_back(refund=refund)


@receiver(programme.run_cancelled, dispatch_uid="booking.run_cancelled")
def on_run_cancelled(*, run: Run, **_: Any) -> None:
    services.run_cancelled(run=run)


@receiver(programme.run_moved, dispatch_uid="booking.run_moved")
def on_run_moved(*, run: Run, **_: Any) -> None:
    services.run_moved(run=run)


@receiver(programme.run_widened, dispatch_uid="booking.run_widened")
def on_run_widened(*, run: Run, **_: Any) -> None:
    services.move_line(run=run)
