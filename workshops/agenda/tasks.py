"""Celery's door to the calendar."""

from __future__ import annotations

from celery import shared_task

from workshops.agenda import services


@shared_task(name="agenda.remind")
def remind() -> None:
    """Reminders whose time has come."""
    services.sweep_reminders()


@shared_task(name="agenda.sweep")
def sweep() -> None:
    """Gives each followed calendar that is due to a task of its own."""
    for feed in services.sweep_feeds():
        refresh.delay(feed)


@shared_task(name="agenda.refresh", soft_time_limit=120, time_limit=150)
def refresh(feed: int) -> None:
    services.refresh(feed=feed)
