"""The worker: claim, send, mark, each in a transaction of its own.

Claiming skips what other workers hold. Sending happens outside any transaction. A worker that dies in
between leaves a lease that lapses, and the message goes out again: at least once, never lost.
"""

from __future__ import annotations

import logging
import random
from datetime import datetime, timedelta

from django.db import transaction

from core import clock
from mailing import consent, locks
from mailing.enums import MailState
from mailing.models import EmailMessage
from mailing.providers import Accepted, Kept, Outcome, Provider, Refused, Retry, Unwanted, provider

log = logging.getLogger("souk.mail")

BATCH = 5  # small, so that a whole batch of time-outs still ends within the lease
LEASE = timedelta(minutes=3)
MAX_ATTEMPTS = 10
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=6)


def send_due(*, limit: int = 100, carrier: Provider | None = None) -> int:
    """Sends what is due until nothing is left or `limit` is reached; returns how many were tried."""
    carrier = carrier or provider()
    tried = 0
    while tried < limit and (batch := claim(limit=min(BATCH, limit - tried))):
        for message in batch:
            mark(message, _carried(message, carrier), carrier=carrier)
        tried += len(batch)
    return tried


def _carried(message: EmailMessage, carrier: Provider) -> Outcome:
    """Asks once more before it leaves: the consent may have been withdrawn since the mail was claimed."""
    return carrier.send(message) if consent.still_wanted(message) else Unwanted()


@transaction.atomic
def claim(*, limit: int = BATCH) -> list[EmailMessage]:
    """Takes messages for this worker, most urgent first. Locks them with SKIP LOCKED."""
    now = clock.now()
    batch = locks.next_due(now=now, limit=limit)
    for message in batch:
        message.state = MailState.SENDING
        message.attempts += 1
        message.lease_until = now + LEASE
        message.save(update_fields=["state", "attempts", "lease_until"])
    return batch


@transaction.atomic
def mark(message: EmailMessage, outcome: Outcome, *, carrier: Provider) -> EmailMessage:
    """Writes down what became of it, unless the lease lapsed and the message is another worker's now."""
    row = locks.message(message.pk)
    if row.state != MailState.SENDING or row.lease_until != message.lease_until:
        return row
    row.provider, row.lease_until = carrier.code, None
    _apply(row, outcome, now=clock.now())
    row.save(
        update_fields=[
            "state",
            "provider",
            "provider_id",
            "lease_until",
            "last_error",
            "not_before",
            "done_at",
        ]
    )
    return row


@transaction.atomic
def release_lapsed(*, limit: int = 100) -> int:
    """Gives back what a dead worker held; returns how many."""
    now = clock.now()
    rows = locks.lapsed(now=now, limit=limit)
    for row in rows:
        row.lease_until = None
        _wait(row, Retry(error="The worker did not come back."), now=now)
        row.save(update_fields=["state", "lease_until", "not_before", "last_error", "done_at"])
    return len(rows)


def back_off(attempts: int) -> timedelta:
    """Doubles from half a minute to six hours; partly random, so that a flood does not come back as one."""
    full: timedelta = min(FIRST_WAIT * 2 ** min(attempts - 1, 20), LONGEST_WAIT)
    return full * random.uniform(0.5, 1.0)  # noqa: S311


def _apply(row: EmailMessage, outcome: Outcome, *, now: datetime) -> None:
    match outcome:
        case Accepted(provider_id=provider_id):
            row.state, row.provider_id, row.last_error, row.done_at = MailState.SENT, provider_id, "", now
        case Unwanted():
            row.state, row.last_error, row.done_at = MailState.CANCELLED, consent.WITHDRAWN, now
        case Kept():
            row.state, row.last_error, row.done_at = MailState.KEPT, "", now
        case Refused(error=error):
            row.state, row.last_error, row.done_at = MailState.FAILED, error[:300], now
            log.error("mail.refused", extra={"mail": row.pk, "error": error})
        case Retry():
            _wait(row, outcome, now=now)


def _wait(row: EmailMessage, outcome: Retry, *, now: datetime) -> None:
    row.last_error = outcome.error[:300]
    if row.attempts >= MAX_ATTEMPTS:
        row.state, row.done_at = MailState.PARKED, now
        log.error("mail.parked", extra={"mail": row.pk, "error": outcome.error})
        return
    row.state = MailState.QUEUED
    row.not_before = now + (outcome.after or back_off(row.attempts))
