"""What the outbox brings to the money side: signals upward, mail and notices outward, money back."""

from __future__ import annotations

from typing import Any

from django.dispatch import Signal

from accounts.enums import StageEvent
from accounts.services import advance_stage
from core.outbox import handles
from orders import letters, signals
from orders.models import Order, Payment
from orders.services import pay_back


def _tell(payload: dict[str, Any], signal: Signal) -> Order:
    order = Order.objects.select_related("buyer", "seller").get(pk=payload["order"])
    signal.send(sender=Order, order=order)
    return order


@handles("orders.placed")
def on_placed(payload: dict[str, Any]) -> None:
    letters.placed(Order.objects.select_related("buyer", "seller").get(pk=payload["order"]))


@handles("orders.paid")
def on_paid(payload: dict[str, Any]) -> None:
    order = _tell(payload, signals.order_paid)
    advance_stage(user=order.buyer, event=StageEvent.BOUGHT)
    letters.paid(order)


@handles("orders.cancelled")
def on_cancelled(payload: dict[str, Any]) -> None:
    letters.cancelled(_tell(payload, signals.order_cancelled))


@handles("orders.expired")
def on_expired(payload: dict[str, Any]) -> None:
    letters.expired(_tell(payload, signals.order_expired))


@handles("orders.refunded")
def on_refunded(payload: dict[str, Any]) -> None:
    letters.refunded(_tell(payload, signals.order_refunded))


@handles("orders.payment_failed")
def on_payment_failed(payload: dict[str, Any]) -> None:
    payment = Payment.objects.select_related("order__buyer", "order__seller").get(pk=payload["payment"])
    if payment.order.status.payable:
        letters.payment_failed(payment)


@handles("orders.pay_back")
def on_pay_back(payload: dict[str, Any]) -> None:
    """The sandbox pays back in the database; a provider with a network gets a task of its own."""
    pay_back(payment=Payment.objects.get(pk=payload["payment"]))
