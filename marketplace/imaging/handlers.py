"""What the relay does with this app's outbox rows."""

from __future__ import annotations

from typing import Any

from core.outbox import handles
from marketplace.imaging.events import RENDER
from marketplace.imaging.tasks import render_image


@handles(RENDER)
def hand_to_worker(payload: dict[str, Any]) -> None:
    """Drawing takes seconds and the relay has milliseconds, so a worker does it."""
    render_image.delay(payload["image"])
