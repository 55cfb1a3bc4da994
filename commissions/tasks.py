"""Celery's door to the commissions."""

from __future__ import annotations

from celery import shared_task

from commissions import services


@shared_task(name="commissions.sweep")
def sweep() -> None:
    """Warnings, closings, proposals that lapse."""
    services.sweep()
