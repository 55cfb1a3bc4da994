"""Celery's door to admission."""

from __future__ import annotations

from celery import shared_task

from workshops.admission import services


@shared_task(name="admission.sweep")
def sweep() -> None:
    """Asks how it was, a day after the end."""
    services.sweep()
