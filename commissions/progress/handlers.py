"""What the outbox brings: notices of messages, letters of consents and certificates."""

from __future__ import annotations

from typing import Any

from commissions.progress import letters, services
from commissions.progress.models import Message
from core.outbox import handles


@handles("progress.message")
def on_message(payload: dict[str, Any]) -> None:
    rows = Message.objects.select_related("conversation__commission__collector", "conversation__seller")
    services.tell_of_message(message=rows.get(pk=payload["message"]))


@handles("progress.letter")
def on_letter(payload: dict[str, Any]) -> None:
    letters.LETTERS[payload["kind"]](payload["subject"], payload["key"])
