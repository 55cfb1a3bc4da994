"""What the outbox brings to the calendar: a followed calendar to be read by a worker."""

from __future__ import annotations

from typing import Any

from core.outbox import handles
from workshops.agenda import tasks
from workshops.agenda.services.feeds import READ_NOW


@handles(READ_NOW)
def on_read_now(payload: dict[str, Any]) -> None:
    """The relay fetches nothing from strangers itself."""
    tasks.refresh.delay(payload["feed"])
