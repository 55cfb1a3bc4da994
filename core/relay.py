"""The loop behind `manage.py run_relay`: outbox rows and whatever else was registered with `core.outbox.also`.

It listens to the bell and looks by itself every 250 ms, so that a deaf bell costs a quarter of a second and nothing
else. PostgreSQL or Redis going away is waited out with growing pauses; SIGTERM ends the loop after the row at hand.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from typing import Any, Final

import redis
from django.db import DatabaseError, InterfaceError, OperationalError, connections

from core import bell, heartbeat, outbox

POLL: Final = 0.25  # seconds between looks when nobody rings
LONGEST_PAUSE: Final = 5.0
BATCH: Final = 10  # rows before the other work has its turn: a live room waits for it
HOUSEKEEPING: Final = 60.0
log = logging.getLogger("souk.relay")


class Relay:
    """One relay; run as many as there are processes to spare, they share the rows between them."""

    def __init__(self, name: str = "relay") -> None:
        self.name = name
        self.stopping = threading.Event()
        self._bell = _Bell()
        self._pause = POLL
        self._next_housekeeping = 0.0

    def stop(self, *_signal: Any) -> None:
        """End after the row at hand; fit for signal.signal."""
        self.stopping.set()

    def run(self) -> None:
        """Until `stop`: work while there is work, then wait for the bell."""
        try:
            while not self.stopping.is_set():
                if not self._round():
                    self._wait()
        finally:
            self._bell.close()
            connections.close_all()

    def _round(self) -> int:
        """One look at everything; how many things were done. A lost database is waited out."""
        try:
            done = self._work()
            self._keep_house()
        except (OperationalError, InterfaceError) as error:
            self._lost(error)
            return 0
        self._pause = POLL
        return done

    def _work(self) -> int:
        done = outbox.relay_once(BATCH)
        for work in outbox.other_work():
            if self.stopping.is_set():
                break
            done += self._other(work)
        heartbeat.beat(self.name)
        return done

    def _other(self, work: outbox.Work) -> int:
        """A fault in one kind of work must not stop the others."""
        try:
            return work()
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("relay.work_failed", extra={"work": f"{work.__module__}.{work.__qualname__}"})
            return 0

    def _keep_house(self) -> None:
        if time.monotonic() < self._next_housekeeping:
            return
        self._next_housekeeping = time.monotonic() + HOUSEKEEPING
        outbox.prune()

    def _lost(self, error: DatabaseError | InterfaceError) -> None:
        log.warning("relay.database_lost", extra={"error": type(error).__name__, "pause": self._pause})
        connections.close_all()
        self.stopping.wait(self._pause)
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _wait(self) -> None:
        if not self._bell.heard(POLL):
            self.stopping.wait(0)


class _Bell:
    """The listening end; while Redis is away it is a plain pause and a new try now and then."""

    def __init__(self) -> None:
        self._pubsub: Any = None
        self._retry_at = 0.0

    def heard(self, timeout: float) -> bool:
        """Wait for a ring, at most so long."""
        if not self._open():
            time.sleep(timeout)
            return False
        try:
            return self._pubsub.get_message(ignore_subscribe_messages=True, timeout=timeout) is not None
        except (redis.RedisError, OSError, ValueError):
            self.close()
            self._retry_at = time.monotonic() + 1.0
            return False

    def close(self) -> None:
        if self._pubsub is not None:
            with contextlib.suppress(redis.RedisError, OSError):
                self._pubsub.close()
        self._pubsub = None

    def _open(self) -> bool:
        if self._pubsub is None and time.monotonic() >= self._retry_at:
            try:
                pubsub = bell.connect(timeout=1.0).pubsub()  # type: ignore[no-untyped-call]
                pubsub.subscribe(bell.channel())
                self._pubsub = pubsub
            except (redis.RedisError, OSError):
                self._retry_at = time.monotonic() + 1.0
        return self._pubsub is not None
