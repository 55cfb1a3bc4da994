"""From the log to the room: the relay reads what was not sent yet and publishes each event once, ready to send.

One Redis channel carries everything; a message is a header line and the text that goes to the sockets as it is:

    e <lot> <seq>            then the `ev` message, for everybody in the lot's room
    m <lot> <user>           then a `me` message, for this person's own sockets
    p <process> <json>       how many sockets each sale has in that process

The header never leaves the house. Publishing comes before the mark, so an event may be sent twice, never lost;
readers drop what they know by its number.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from typing import Any

import redis
from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Now

from auctions import locks, wire
from auctions.engine.lot import name_of
from auctions.models import Lot, LotEvent, Paddle
from core import bell

log = logging.getLogger("souk.auctions")
BATCH = 200
# Any constant: one relay at a time sends, so that the events of a lot leave in their order.
SINGLETON = 0x61727473
BREAK = 1.0
_client: redis.Redis | None = None
_silent_until = 0.0


def channel() -> str:
    return f"{settings.REDIS_PREFIX}:lots"


def dispatch(limit: int = BATCH) -> int:
    """Send what is waiting; how many events were sent. Part of the relay's loop.

    Nothing is marked while Redis is out of reach: it is tried again, and hubs read the log by themselves.
    """
    global _silent_until  # noqa: PLW0603
    if time.monotonic() < _silent_until:
        return 0
    with transaction.atomic():
        rows = locks.unsent_events(limit) if _alone() else []
        if not rows:
            return 0
        try:
            _publish(messages(rows))
        except (redis.RedisError, OSError):
            log.warning("auctions.delivery_down")
            _silent_until = time.monotonic() + BREAK
            return 0
        LotEvent.objects.filter(pk__in=[row.pk for row in rows]).update(dispatched_at=Now())
    return len(rows)


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SINGLETON])
        return bool(cursor.fetchone()[0])


def _publish(texts: Iterable[str]) -> None:
    global _client  # noqa: PLW0603
    _client = _client or bell.connect()
    with _client.pipeline(transaction=False) as pipe:
        for text in texts:
            pipe.publish(channel(), text)
        pipe.execute()


def messages(rows: Iterable[LotEvent]) -> Iterator[str]:
    """The published texts of these events: each event, then what its people are told privately."""
    rows = list(rows)
    people = _people(rows)
    for row in rows:
        yield f"e {row.lot_id} {row.seq}\n{wire.dumps(wire.event_of(row))}"
        for number, told in _private(row):
            if (user_id := people.get((row.lot_id, number))) is not None:
                yield f"m {row.lot_id} {user_id}\n{wire.dumps(told)}"


def _private(row: LotEvent) -> Iterator[tuple[int, dict[str, Any]]]:
    """(paddle number, `me` message) for the bidder and for whoever lost the lead."""
    private = row.private
    told = {"t": "me", "lot": f"L{row.lot_id}", "seq": row.seq}
    if private.get("cmd") == "bid":
        number = private["paddle"]
        standing = "outbid" if private["outcome"] == "outbid" else "leading"
        yield number, {**told, "paddle": name_of(number), "standing": standing, "max": private["max"]}
    if (number := private.get("displaced")) is not None:
        yield number, {**told, "paddle": name_of(number), "standing": "outbid"}


def _people(rows: list[LotEvent]) -> dict[tuple[int, int], int]:
    """(lot, paddle number) to user, for the paddles that these events concern."""
    numbers = {number for row in rows for number, _told in _private(row)}
    if not numbers:
        return {}
    sales = dict(Lot.objects.filter(pk__in={row.lot_id for row in rows}).values_list("pk", "sale_id"))
    found = Paddle.objects.filter(sale__in=set(sales.values()), number__in=numbers)
    users = {(sale, number): user for sale, number, user in found.values_list("sale_id", "number", "user_id")}
    return {
        (lot, number): users[sale, number]
        for lot, sale in sales.items()
        for number in numbers
        if (sale, number) in users
    }
