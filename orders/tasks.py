"""Celery's door to the money side: ids in, one service call."""

from __future__ import annotations

from celery import shared_task

from orders import services
from orders.models import Payment


@shared_task(name="orders.sweep")
def sweep() -> None:
    """Asks after silent payments, lets unpaid orders expire, sends surplus money back."""
    services.sweep_silent()
    services.expire_due()
    services.pay_back_due()


@shared_task(name="orders.pay_back")
def pay_back(payment_id: int) -> None:
    services.pay_back(payment=Payment.objects.get(pk=payment_id))
