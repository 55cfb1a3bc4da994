"""What the sale tells invoicing: each becomes a message of our own, so that a failure here repeats only here."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from core import outbox
from orders import signals
from orders.models import Order, Refund


@receiver(signals.order_paid, dispatch_uid="invoicing.paid")
def on_paid(sender: Any, order: Order, **_: Any) -> None:
    outbox.enqueue("invoicing.issue", {"order": order.pk}, key=f"order:{order.pk}")


@receiver(signals.order_completed, dispatch_uid="invoicing.completed")
def on_completed(sender: Any, order: Order, **_: Any) -> None:
    outbox.enqueue("invoicing.commission", {"order": order.pk}, key=f"order:{order.pk}")


@receiver(signals.refund_made, dispatch_uid="invoicing.refunded")
def on_refunded(sender: Any, refund: Refund, **_: Any) -> None:
    outbox.enqueue("invoicing.refund", {"refund": refund.pk}, key=f"refund:{refund.pk}")
