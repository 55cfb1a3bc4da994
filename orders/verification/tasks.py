"""Celery's door to the check of sellers."""

from __future__ import annotations

from celery import shared_task

from orders.verification import services


@shared_task(name="verification.sweep")
def sweep() -> None:
    """Reminds of papers that run out and ends those that have."""
    services.sweep()
