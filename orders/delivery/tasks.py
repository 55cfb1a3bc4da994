"""Celery's door to delivery."""

from __future__ import annotations

from celery import shared_task

from orders.delivery import services


@shared_task(name="delivery.sweep")
def sweep() -> None:
    """Asks carriers where parcels are, reminds of promised days, and says when one is over."""
    services.follow_carriers()
    services.remind_due()
