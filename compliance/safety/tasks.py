"""Celery's door to trust and safety."""

from __future__ import annotations

from celery import shared_task

from compliance.safety import services


@shared_task(name="safety.sweep")
def sweep() -> None:
    """Closes what can no longer be appealed against."""
    services.sweep()
