"""The loop behind `manage.py run_closer`: opens sales at their hour, closes lots after their end, sends events.

Every tick (250 ms, or sooner when the bell rings) it sends what the room has not heard, then takes what is due,
each lot and each sale in its own transaction under SKIP LOCKED: any number of closers may run. It waits out a
PostgreSQL or Redis that is away, and ends after the lot at hand on SIGTERM.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

import redis
from django.db import InterfaceError, OperationalError, connections

from auctions import delivery
from auctions.services import advance_next, close_next
from core import bell, heartbeat

TICK = 0.25
LONGEST_PAUSE = 2.0
BATCH = 200
NAME = "closer"
log = logging.getLogger("souk.auctions")


def _pubsub() -> Any:
    client: Any = bell.connect(timeout=1.0)
    return client.pubsub()


class Closer:
    def __init__(self, name: str = NAME) -> None:
        self.name = name
        self.stopping = threading.Event()
        self._pause = TICK
        self._bell: Any = None
        self._bell_at = 0.0

    def stop(self, *_signal: Any) -> None:
        """End after the lot at hand; fit for signal.signal."""
        self.stopping.set()

    def run(self) -> None:
        try:
            while not self.stopping.is_set():
                self._tick()
        finally:
            self._drop_bell()
            connections.close_all()

    def _tick(self) -> None:
        try:
            done = self.once()
            heartbeat.beat(self.name)
        except (OperationalError, InterfaceError) as error:
            self._lost(error)
        else:
            self._pause = TICK
            if not done:
                self._wait(TICK)

    def once(self) -> int:
        """Everything that is due now; how many things were done."""
        done = delivery.dispatch()
        for work in (advance_next, close_next):
            while done < BATCH and not self.stopping.is_set() and work() is not None:
                done += 1
        return done + delivery.dispatch()

    def _lost(self, error: Exception) -> None:
        log.warning("auctions.closer_waits", extra={"error": type(error).__name__, "pause": self._pause})
        connections.close_all()
        self.stopping.wait(self._pause)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _wait(self, seconds: float) -> None:
        """Until the bell rings; a plain pause while Redis is away."""
        try:
            if self._bell is None and time.monotonic() >= self._bell_at:
                self._bell = _pubsub()
                self._bell.subscribe(bell.channel())
            if self._bell is not None:
                self._bell.get_message(ignore_subscribe_messages=True, timeout=seconds)
                return
        except (redis.RedisError, OSError, ValueError):
            self._drop_bell()
            self._bell_at = time.monotonic() + 1.0
        self.stopping.wait(seconds)

    def _drop_bell(self) -> None:
        if self._bell is not None:
            try:
                self._bell.close()
            except (redis.RedisError, OSError):
                log.debug("auctions.bell_lost")
            self._bell = None
