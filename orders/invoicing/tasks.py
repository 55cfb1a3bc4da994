"""Celery's door to invoicing: ids in, one service call."""

from __future__ import annotations

from celery import shared_task

from orders.invoicing import services
from orders.invoicing.models import Hold, Invoice


@shared_task(name="invoicing.file_invoice")
def file_invoice(invoice_id: int) -> None:
    """Talks to the authority outside any transaction."""
    services.file_invoice(invoice=Invoice.objects.get(pk=invoice_id))


@shared_task(name="invoicing.sweep")
def sweep() -> None:
    """Issues what was on hold and can be issued now, files what waits."""
    for hold in Hold.objects.select_related("order__seller", "refund__order__seller"):
        services.issue_held(hold=hold)
    services.file_waiting()
