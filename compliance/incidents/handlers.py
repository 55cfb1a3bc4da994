"""What the outbox brings to the breach register: batches of letters, and reminders."""

from __future__ import annotations

from typing import Any

from compliance.incidents import events, letters, services
from compliance.incidents.models import Entry, Notice
from core.outbox import handles


@handles(events.BATCH)
def on_batch(payload: dict[str, Any]) -> None:
    notice = Notice.objects.select_related("breach").get(pk=payload["notice"])
    services.send_batch(notice=notice, number=payload["number"])


@handles(events.REMIND)
def on_remind(payload: dict[str, Any]) -> None:
    letters.remind(Entry.objects.select_related("breach").get(pk=payload["entry"]))
