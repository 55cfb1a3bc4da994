"""Celery's door to the conversations."""

from __future__ import annotations

from celery import shared_task

from commissions.progress import services


@shared_task(name="progress.sweep")
def sweep() -> None:
    """Mails of what has been unread for an hour."""
    services.sweep()
