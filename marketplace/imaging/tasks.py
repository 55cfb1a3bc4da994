"""Work for the queue: it takes ids and makes one service call."""

from __future__ import annotations

from typing import Final

from celery import shared_task

from marketplace.imaging import services

TRIES: Final = 5


@shared_task(name="imaging.render_image", autoretry_for=(OSError,), retry_backoff=5, max_retries=TRIES)
def render_image(image_id: int) -> None:
    """Acknowledged after the work: a worker that is killed leaves the message for the next one."""
    services.make_renditions(image_id=image_id)


@shared_task(name="imaging.ask_again")
def ask_again() -> int:
    return services.ask_again()
