"""Celery's door to the money side: ids in, one service call."""

from __future__ import annotations

from celery import shared_task

from orders import services
from orders.models import Refund


@shared_task(name="orders.sweep")
def sweep() -> None:
    """Asks after silent payments, ends unpaid orders, carries refunds out, completes what was kept."""
    services.sweep_silent()
    services.expire_due()
    services.send_due()
    services.complete_due()


@shared_task(name="orders.send_refund")
def send_refund(refund_id: int) -> None:
    """Talks to the provider outside any transaction."""
    services.send_refund(refund=Refund.objects.select_related("payment", "order").get(pk=refund_id))
