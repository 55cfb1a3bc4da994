"""A bell in Redis that wakes the relay at once; it may be deaf, the poller is the guarantee."""

from __future__ import annotations

import time
from typing import Any

import redis
from django.conf import settings
from django.db import connections
from redis.backoff import NoBackoff
from redis.retry import Retry

BREAK = 5.0  # seconds without ringing after a failure: a dead Redis must not slow each request
_client: redis.Redis | None = None
_silent_until = 0.0


def channel() -> str:
    return f"{settings.REDIS_PREFIX}:bell"


def connect(timeout: float = 0.25) -> redis.Redis:
    """A client whose calls give up soon: the library's own retries would hold a request for seconds."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=timeout,
        socket_timeout=timeout,
        health_check_interval=15,
        retry=Retry(NoBackoff(), 0),
    )


def ring() -> bool:
    """Wake the relays; False when Redis is out of reach, which nobody needs to handle."""
    global _client, _silent_until  # noqa: PLW0603
    if time.monotonic() < _silent_until:
        return False
    try:
        _client = _client or connect()
        _client.publish(channel(), "1")
    except (redis.RedisError, OSError):
        _silent_until = time.monotonic() + BREAK
        return False
    return True


def ring_on_commit(using: str = "default") -> None:
    """One ring for the whole transaction, however often it is asked for."""
    connection = connections[using]
    pending: list[tuple[Any, ...]] = connection.run_on_commit
    if not any(entry[1] is ring for entry in pending):
        connection.on_commit(ring, robust=True)
