"""Celery's door to the copies."""

from __future__ import annotations

from celery import shared_task

from compliance.copies import services


@shared_task(name="copies.make")
def make(copy_id: int) -> None:
    """Acknowledged after the work; a second delivery of the message finds the copy taken or made."""
    services.make(copy_id=copy_id)


@shared_task(name="copies.sweep")
def sweep() -> None:
    """Files whose seven days are over go; copies whose worker died begin again."""
    services.sweep()
