"""What the outbox brings to the money side: signals upward, mail and notices outward, money back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.dispatch import Signal

from accounts.enums import StageEvent
from accounts.services import advance_stage
from core.outbox import handles
from orders import letters, queries, signals
from orders.enums import ORDER_PAYABLE
from orders.models import Order, Payment, Refund


def _order(payload: dict[str, Any]) -> Order:
    return Order.objects.select_related("buyer", "seller").get(pk=payload["order"])


def _tell(payload: dict[str, Any], signal: Signal) -> Order:
    order = _order(payload)
    signal.send(sender=Order, order=order)
    return order


@handles("orders.placed")
def on_placed(payload: dict[str, Any]) -> None:
    letters.placed(_tell(payload, signals.order_placed))


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


@handles("orders.preparing")
def on_preparing(payload: dict[str, Any]) -> None:
    """Nobody is told by mail; the time line shows it."""


@handles("orders.shipped")
def on_shipped(payload: dict[str, Any]) -> None:
    _tell(payload, signals.order_shipped)


@handles("orders.delivered")
def on_delivered(payload: dict[str, Any]) -> None:
    _tell(payload, signals.order_delivered)


@handles("orders.completed")
def on_completed(payload: dict[str, Any]) -> None:
    _tell(payload, signals.order_completed)


@handles("orders.refunded")
def on_refunded(payload: dict[str, Any]) -> None:
    letters.refunded(_tell(payload, signals.order_refunded))


@handles("orders.goods_returned")
def on_goods_returned(payload: dict[str, Any]) -> None:
    signals.goods_returned.send(sender=Order, order=_order(payload), sources=payload["sources"])


@handles("orders.refund_agreed")
def on_refund_agreed(payload: dict[str, Any]) -> None:
    refund = Refund.objects.select_related("order__buyer", "order__seller", "payment").get(
        pk=payload["refund"]
    )
    signals.refund_made.send(sender=Refund, refund=refund)
    letters.refund_agreed(refund)


@handles("orders.chargeback")
def on_chargeback(payload: dict[str, Any]) -> None:
    letters.contested(_order(payload))


@handles("orders.payment_failed")
def on_payment_failed(payload: dict[str, Any]) -> None:
    payment = Payment.objects.get(pk=payload["payment"])
    order = payment.orders.select_related("buyer", "seller").filter(state__in=ORDER_PAYABLE).first()
    if order is not None:
        letters.payment_failed(payment, order)


@handles("orders.send_refund")
def on_send_refund(payload: dict[str, Any]) -> None:
    """The provider is asked by a task of its own, after this row is done; the sweep asks for what was missed."""
    from orders import tasks  # noqa: PLC0415  Celery is started with the apps, handlers are found by them

    if queries.open_refunds().filter(pk=payload["refund"]).exists():
        transaction.on_commit(lambda: tasks.send_refund.delay(payload["refund"]), robust=True)
