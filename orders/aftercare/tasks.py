"""Celery's door to the cases."""

from __future__ import annotations

from celery import shared_task

from orders.aftercare import services


@shared_task(name="aftercare.sweep")
def sweep() -> None:
    """Reminders, and what follows when nobody answered."""
    services.sweep()
