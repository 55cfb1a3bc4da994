"""Work on people that no page waits for."""

from __future__ import annotations

from celery import shared_task

from accounts import services


@shared_task(name="accounts.put_silent_to_sleep")
def put_silent_to_sleep() -> int:
    """Once a day, in batches until nobody is left."""
    total = 0
    while slept := services.put_silent_to_sleep():
        total += slept
    return total
