"""Work for the queue: it takes ids and makes one service call."""

from __future__ import annotations

from celery import shared_task

from orders.payments import services


@shared_task(name="payments.act")
def act(message_id: int) -> None:
    services.act_on(message=message_id)


@shared_task(name="payments.sweep")
def sweep() -> int:
    """What the nudge missed, and the texts that are past their retention."""
    services.forget_bodies()
    return services.sweep()
