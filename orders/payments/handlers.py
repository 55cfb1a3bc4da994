"""What the relay does with this room's outbox rows."""

from __future__ import annotations

from typing import Any

from core.outbox import handles
from orders.payments import events, letters, services, tasks
from orders.payments.models import Transfer


@handles(events.ACT)
def on_message(payload: dict[str, Any]) -> None:
    """A provider may take seconds to answer and the relay has milliseconds, so a worker asks. A worker that is
    killed leaves the message waiting; the sweep takes it up."""
    tasks.act.delay(payload["message"])


@handles(events.SANDBOX_SENDS)
def on_sandbox_sends(payload: dict[str, Any]) -> None:
    services.send(payload["event"], times=payload.get("times", 1))


@handles(events.TRANSFER_MISMATCH)
def on_transfer_mismatch(payload: dict[str, Any]) -> None:
    letters.transfer_mismatch(_transfer(payload))


@handles(events.TRANSFER_REJECTED)
def on_transfer_rejected(payload: dict[str, Any]) -> None:
    letters.transfer_rejected(_transfer(payload))


def _transfer(payload: dict[str, Any]) -> Transfer:
    return Transfer.objects.select_related("payment__buyer").get(pk=payload["transfer"])
