"""The end of a copy: after seven days, or with its person; and copies whose worker has died."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import transaction

from compliance import audit
from compliance.copies import events, locks
from compliance.copies.enums import CopyState
from compliance.copies.models import Copy
from compliance.copies.services.making import give_up_or_retry
from core import clock, outbox

BATCH: Final = 100


def sweep(*, now: datetime | None = None) -> int:
    """Expire what is over and restart what is stuck; returns how many copies were touched."""
    return _expire(now or clock.now()) + _restart(now or clock.now())


def destroy(*, copy: Copy, by: Any = None) -> None:
    """Key and file go now: without the key the file is noise, even in a backup. Idempotent."""
    with transaction.atomic():
        fresh = locks.copy(copy.pk)
        if fresh.status.is_there:
            _end(fresh, by)


def _expire(now: datetime) -> int:
    with transaction.atomic():
        found = locks.outdated(now, BATCH)
        for copy in found:
            _end(copy, None)
    return len(found)


def _end(copy: Copy, by: Any) -> None:
    outbox.enqueue(events.CLEAR, {"path": copy.path}, key=copy.path)
    copy.state, copy.sealed_key, copy.path = CopyState.EXPIRED, None, ""
    copy.token_hash = copy.code_hash = ""
    copy.save(update_fields=["state", "sealed_key", "path", "token_hash", "code_hash"])
    audit.record(events.EXPIRED, subject=copy, actor=by)


def _restart(now: datetime) -> int:
    with transaction.atomic():
        found = locks.stale(now, BATCH)
        for copy in found:
            copy.failure = "WorkerLost"
            copy.attempt += (
                copy.status is CopyState.QUEUED
            )  # its message was lost: the next one needs a new key
            give_up_or_retry(copy)
    return len(found)
