"""Signs of life of the processes that no visitor sees: written to Redis, read by /health/ready.

In Redis because it is cheap, shared and forgets by itself; when Redis is away the site is not ready anyway.
"""

from __future__ import annotations

import time
from typing import Final

import redis
from django.conf import settings

from core import bell

FORGET: Final = 600  # seconds until a name that no longer beats is forgotten
EVERY: Final = 1.0  # seconds between two beats of one process
_last: dict[str, float] = {}
_client: redis.Redis | None = None


def key(name: str) -> str:
    return f"{settings.REDIS_PREFIX}:heartbeat:{name}"


def beat(name: str) -> bool:
    """Say that `name` is alive, at most once a second; False when Redis did not hear it."""
    moment = time.monotonic()
    if moment - _last.get(name, float("-inf")) < EVERY:
        return True
    _last[name] = moment
    try:
        _shared().set(key(name), str(time.time()), ex=FORGET)
    except (redis.RedisError, OSError):
        return False
    return True


def ages(*names: str) -> dict[str, float | None]:
    """Seconds since each last beat, None for a name that was never heard. One round trip.

    Raises redis.RedisError when Redis is away.
    """
    found = _shared().mget([key(name) for name in names])
    moment = time.time()
    return {
        name: None if value is None else max(0.0, moment - float(value))
        for name, value in zip(names, found, strict=True)
    }


def _shared() -> redis.Redis:
    global _client  # noqa: PLW0603
    _client = _client or bell.connect(timeout=0.5)
    return _client
