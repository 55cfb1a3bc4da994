"""What the outbox brings: the programme's own signals, sent upward after the commit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.outbox import handles
from workshops import signals
from workshops.models import Event, Run


def _run(payload: dict[str, Any]) -> Run:
    return Run.objects.select_related("event__seller").get(pk=payload["run"])


@handles("workshops.event.published")
def on_published(payload: dict[str, Any]) -> None:
    event = Event.objects.select_related("seller").get(pk=payload["event"])
    signals.event_published.send(sender=Event, event=event)


@handles("workshops.run.cancelled")
def on_run_cancelled(payload: dict[str, Any]) -> None:
    signals.run_cancelled.send(sender=Run, run=_run(payload))


@handles("workshops.run.moved")
def on_run_moved(payload: dict[str, Any]) -> None:
    before = [
        (datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in payload["before"]
    ]
    signals.run_moved.send(sender=Run, run=_run(payload), before=before)


@handles("workshops.run.widened")
def on_run_widened(payload: dict[str, Any]) -> None:
    signals.run_widened.send(sender=Run, run=_run(payload))
