"""Celery's door to memberships."""

from __future__ import annotations

from celery import shared_task

from orders.memberships import services


@shared_task(name="memberships.sweep")
def sweep() -> None:
    """Offers renewals, reminds, opens and ends the days of grace."""
    services.sweep()
