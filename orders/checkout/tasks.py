"""Celery's door to the checkout."""

from __future__ import annotations

from celery import shared_task

from orders.checkout import services


@shared_task(name="checkout.sweep")
def sweep() -> None:
    """Offers that nobody answered run out; bags and checkouts that were left are forgotten."""
    services.expire_offers()
    services.sweep_checkouts()
    services.sweep_carts()
