"""What the outbox brings to invoicing."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from core.outbox import handles
from orders.invoicing import services
from orders.models import Order, Refund


def _order(payload: dict[str, Any]) -> Order:
    return Order.objects.select_related("seller", "buyer").get(pk=payload["order"])


@handles("invoicing.issue")
def on_issue(payload: dict[str, Any]) -> None:
    services.issue_for_order(order=_order(payload))


@handles("invoicing.commission")
def on_commission(payload: dict[str, Any]) -> None:
    services.issue_commission(order=_order(payload))


@handles("invoicing.refund")
def on_refund(payload: dict[str, Any]) -> None:
    refund = Refund.objects.select_related("order__seller", "order__buyer").get(pk=payload["refund"])
    services.issue_for_refund(refund=refund)


@handles("invoicing.file")
def on_file(payload: dict[str, Any]) -> None:
    """The authority is asked by a task of its own, after this row is done."""
    from orders.invoicing import tasks  # noqa: PLC0415  Celery is started with the apps, handlers are found by them

    transaction.on_commit(lambda: tasks.file_invoice.delay(payload["invoice"]), robust=True)
