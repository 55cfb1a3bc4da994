"""What the outbox brings to the copies: work for a worker, news for the person and the rooms above."""

from __future__ import annotations

from typing import Any

from compliance.copies import files, letters, tasks
from compliance.copies.enums import CopyState
from compliance.copies.events import CLEAR, MAKE, TELL
from compliance.copies.models import Copy
from compliance.copies.signals import copy_failed, copy_ready
from core.outbox import handles


@handles(MAKE)
def on_make(payload: dict[str, Any]) -> None:
    """Reading takes long and the relay has milliseconds, so a worker does it."""
    tasks.make.delay(payload["copy"])


@handles(TELL)
def on_tell(payload: dict[str, Any]) -> None:
    copy = Copy.objects.select_related("user").filter(pk=payload["copy"]).first()
    if copy is None:  # its person has been erased meanwhile
        return
    if copy.status is CopyState.FAILED:
        copy_failed.send(sender=Copy, copy=copy)
        return
    if copy.user is not None and copy.status.is_there:
        letters.tell_ready(copy)
    copy_ready.send(sender=Copy, copy=copy)


@handles(CLEAR)
def on_clear(payload: dict[str, Any]) -> None:
    files.remove(payload["path"])
