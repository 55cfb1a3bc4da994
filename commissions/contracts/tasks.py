"""Celery's door to contracts."""

from __future__ import annotations

from celery import shared_task

from commissions.contracts import services


@shared_task(name="contracts.sweep")
def sweep() -> None:
    """Reminds of open answers and accepts what nobody judged in seven days."""
    services.sweep()
