"""What must happen after a write, kept in its transaction: nothing leaves before commit, nothing is lost.

A service calls `enqueue` inside its transaction; the relay (`manage.py run_relay`) hands each row to the
handler of its topic, in one transaction with the row's done mark. What a handler writes to the database
happens once; what it does outside (a mail, a call) may happen again after a crash and must be idempotent.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, Final, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.models.functions import Now
from django.utils.module_loading import autodiscover_modules

from core import bell, locks
from core.enums import OutboxState
from core.models import OutboxMessage
from core.requests import request_id
from core.scrub import scrub_text

Handler = Callable[[dict[str, Any]], None]
Work = Callable[[], int]
AnyHandler = TypeVar("AnyHandler", bound=Handler)

MAX_ATTEMPTS: Final = 12  # about an hour of trying, then a person looks
LONGEST_WAIT: Final = timedelta(minutes=15)
KEEP_DONE: Final = timedelta(days=30)  # a key stays idempotent for so long

_handlers: dict[str, Handler] = {}
_others: list[Work] = []
log = logging.getLogger("souk.outbox")


class OutsideTransaction(RuntimeError):
    """`enqueue` was called where nothing holds the write and the message together."""


class NoHandler(LookupError):
    """A topic that nobody handles: perhaps a relay of an older release."""


def enqueue(topic: str, payload: dict[str, Any], *, key: str = "", delay: timedelta | None = None) -> None:
    """Write the message in the caller's transaction; a second one with the same topic and key is dropped.

    The payload is JSON (dates, Decimals and UUIDs become text). Two transactions with the same key: the later
    one waits for the earlier to end. Raises OutsideTransaction when there is no transaction.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(f"{topic}: enqueue needs a transaction.")
    message = OutboxMessage(
        topic=topic,
        key=key,
        payload=json.loads(json.dumps(payload, cls=DjangoJSONEncoder)),
        request_id=request_id.get(),
    )
    if delay is not None:
        message.due_at = models.ExpressionWrapper(Now() + delay, output_field=models.DateTimeField())
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=bool(key))
    bell.ring_on_commit()


def handles(topic: str) -> Callable[[AnyHandler], AnyHandler]:
    """Register the one handler of a topic; raises ValueError when there is one already."""

    def register(handler: AnyHandler) -> AnyHandler:
        known = _handlers.setdefault(topic, handler)
        if known is not handler:
            raise ValueError(f"{topic} has a handler already: {known.__module__}.{known.__qualname__}.")
        return handler

    return register


def also(work: Work) -> Work:
    """More work for the relay's loop: called each round, without a transaction, returns how many it did."""
    if work not in _others:
        _others.append(work)
    return work


def other_work() -> tuple[Work, ...]:
    return tuple(_others)


def topics() -> list[str]:
    return sorted(_handlers)


def autodiscover() -> None:
    """Import each app's handlers.py."""
    autodiscover_modules("handlers")


def relay_once(limit: int = 100) -> int:
    """Handle due rows, each in its own transaction, until none is left or `limit` is reached.

    Returns how many were taken. Safe in many processes: a row is locked with SKIP LOCKED while handled.
    Errors of handlers are kept in the row; errors of the connection are raised.
    """
    for count in range(limit):
        if not _relay_next():
            return count
    return limit


def requeue(ids: Iterable[int]) -> int:
    """Give parked or waiting rows a fresh start now; done rows stay done. Returns how many."""
    rows = OutboxMessage.objects.filter(id__in=ids).exclude(state=OutboxState.DONE)
    with transaction.atomic():
        count = rows.update(state=OutboxState.WAITING, attempts=0, due_at=Now(), last_error="")
        bell.ring_on_commit()
    return count


def prune(keep: timedelta = KEEP_DONE, limit: int = 5_000) -> int:
    """Delete rows that were done long ago; returns how many."""
    old = OutboxMessage.objects.filter(state=OutboxState.DONE, finished_at__lt=Now() - keep)
    return OutboxMessage.objects.filter(id__in=old.order_by("finished_at").values("id")[:limit]).delete()[0]


def wait_after(attempts: int) -> timedelta:
    """1, 2, 4 ... seconds, a quarter of an hour at most."""
    return min(timedelta(seconds=2 ** min(attempts - 1, 20)), LONGEST_WAIT)


def _relay_next() -> bool:
    with transaction.atomic():
        message = locks.next_due_message()
        if message is None:
            return False
        token = request_id.set(message.request_id)
        try:
            _deliver(message)
        finally:
            request_id.reset(token)
    return True


def _deliver(message: OutboxMessage) -> None:
    """Run the handler in a savepoint, so that a failure undoes its writes but not our note of it."""
    try:
        with transaction.atomic():
            _handler_of(message.topic)(message.payload)
    except Exception as error:
        if connection.connection is None or connection.connection.closed:
            raise
        _note_failure(message, error)
    else:
        OutboxMessage.objects.filter(pk=message.pk).update(
            state=OutboxState.DONE, finished_at=Now(), attempts=message.attempts + 1, last_error=""
        )


def _handler_of(topic: str) -> Handler:
    try:
        return _handlers[topic]
    except KeyError:
        raise NoHandler(f"No handler for {topic}.") from None


def _note_failure(message: OutboxMessage, error: Exception) -> None:
    attempts = message.attempts + 1
    parked = attempts >= MAX_ATTEMPTS
    OutboxMessage.objects.filter(pk=message.pk).update(
        attempts=attempts,
        state=OutboxState.PARKED if parked else OutboxState.WAITING,
        due_at=Now() + wait_after(attempts),
        last_error=scrub_text(f"{type(error).__name__}: {error}")[:500],
    )
    level = logging.ERROR if parked else logging.WARNING
    log.log(level, "outbox.failed", exc_info=error, extra={"topic": message.topic, "attempts": attempts})
