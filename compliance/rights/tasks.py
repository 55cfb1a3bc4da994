"""Celery's door to the requests."""

from __future__ import annotations

from celery import shared_task

from compliance.rights import services


@shared_task(name="rights.sweep")
def sweep() -> None:
    """Reminders before a term ends, marks on what is late."""
    services.sweep()
