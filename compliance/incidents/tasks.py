"""Celery's door to the breach register."""

from __future__ import annotations

from celery import shared_task

from compliance.incidents import services


@shared_task(name="incidents.sweep")
def sweep() -> None:
    """Reminders of the clocks that run."""
    services.sweep()
