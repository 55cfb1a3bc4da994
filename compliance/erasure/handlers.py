"""What the relay does with this room's messages: hands them to a worker."""

from __future__ import annotations

from typing import Any

from compliance.erasure import services, tasks
from core.outbox import handles


@handles("erasure.run")
def hand_over(payload: dict[str, Any]) -> None:
    """An erasure takes minutes and the relay has milliseconds, so a worker does it."""
    tasks.run.delay(payload["erasure"])


@handles("erasure.again")
def hand_over_again(payload: dict[str, Any]) -> None:
    tasks.pass_again.delay(payload["erasure"])


@handles("erasure.file")
def remove_file(payload: dict[str, Any]) -> None:
    services.remove_file(pk=payload["file"])
