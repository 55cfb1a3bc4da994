"""Celery's door to the worker."""

from __future__ import annotations

from celery import shared_task

from mailing import sending


@shared_task(name="mailing.send_due")
def send_due() -> int:
    return sending.send_due()


@shared_task(name="mailing.sweep")
def sweep() -> int:
    """The guarantee behind the nudge: gives back what lapsed and sends what is due."""
    sending.release_lapsed()
    return sending.send_due()
