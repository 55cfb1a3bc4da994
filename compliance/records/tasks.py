"""Celery's door to the records."""

from __future__ import annotations

from celery import shared_task

from compliance.records import services


@shared_task(name="records.sweep")
def sweep() -> None:
    """The register as declarations and settings say today; what is past its five years goes."""
    services.build()
    services.forget_ended()
