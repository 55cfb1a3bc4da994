"""What the outbox brings to the cases: mail and notices to both sides."""

from __future__ import annotations

from typing import Any

from core.outbox import handles
from orders.aftercare import letters
from orders.aftercare.models import CaseEntry


@handles("aftercare.entry")
def on_entry(payload: dict[str, Any]) -> None:
    entries = CaseEntry.objects.select_related("case__order__buyer", "case__order__seller")
    letters.tell(entries.get(pk=payload["entry"]))
