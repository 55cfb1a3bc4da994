"""Celery's door to registrations."""

from __future__ import annotations

from celery import shared_task

from workshops.booking import services


@shared_task(name="booking.sweep")
def sweep() -> None:
    """Ends offers and handings over in time, moves lines on, releases the money of what has taken place."""
    services.sweep()
