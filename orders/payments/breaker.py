"""A fuse for each provider: after some silences nobody is sent there until it answers again.

Closed: all is well. Open: no call is made until its time is over. Half open: one call at a time tries whether
the provider is back; its answer closes the fuse, its silence opens it for longer. The state stands in the
cache that all processes share; without the cache each process keeps its own.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final

from django.core.cache import cache

from core.scrub import scrub_text

log = logging.getLogger("souk.payments")

THRESHOLD: Final = 5  # silences in a row
FIRST_REST: Final = 30  # seconds
LONGEST_REST: Final = 600
PROBE: Final = 30  # seconds that one trial may take
FORGET: Final = 24 * 60 * 60
FAULTS_SHOWN: Final = 20


class State(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half open"


@dataclass(slots=True)
class Standing:
    """`until` is the end of the rest, in seconds since 1970; `trips` how often it opened in a row."""

    failures: int = 0
    trips: int = 0
    until: float = 0.0
    faults: list[dict[str, Any]] = field(default_factory=list)


class Shelf:
    """The shared cache, and this process's own memory while it cannot be reached."""

    def __init__(self) -> None:
        self._own: dict[str, tuple[Any, float]] = {}

    def get(self, key: str) -> Any:
        try:
            return cache.get(key)
        except Exception:  # noqa: BLE001  whatever ails the cache
            value, end = self._own.get(key, (None, 0.0))
            return value if end > time.monotonic() else None

    def put(self, key: str, value: Any, seconds: int) -> None:
        try:
            cache.set(key, value, seconds)
        except Exception:  # noqa: BLE001  whatever ails the cache
            self._own[key] = (value, time.monotonic() + seconds)

    def take(self, key: str, seconds: int) -> bool:
        """True for the first who asks within `seconds`."""
        try:
            return bool(cache.add(key, 1, seconds))
        except Exception:  # noqa: BLE001  whatever ails the cache
            if self._own.get(key, (None, 0.0))[1] > time.monotonic():
                return False
            self._own[key] = (1, time.monotonic() + seconds)
            return True

    def drop(self, key: str) -> None:
        self._own.pop(key, None)
        try:
            cache.delete(key)
        except Exception:  # noqa: BLE001  whatever ails the cache
            log.info("payments.shelf_out_of_reach")


_shelf = Shelf()


@dataclass(frozen=True, slots=True)
class Breaker:
    code: str
    clock: Callable[[], float] = time.time
    shelf: Shelf = _shelf

    @property
    def state(self) -> State:
        standing = self.standing()
        if standing.trips == 0:
            return State.CLOSED
        return State.OPEN if self.clock() < standing.until else State.HALF_OPEN

    @property
    def lets_pass(self) -> bool:
        """Whether it is worth sending somebody there; asking takes no trial away."""
        return self.state is not State.OPEN

    def admit(self) -> bool:
        """Whether a call may be made now; half open, only the first of those who ask."""
        state = self.state
        if state is State.HALF_OPEN:
            return self.shelf.take(self._key("probe"), PROBE)
        return state is State.CLOSED

    def good(self) -> None:
        """It answered, whatever it said."""
        standing = self.standing()
        if standing.failures or standing.trips:
            if standing.trips:
                log.info("payments.provider_back", extra={"provider": self.code})
            self._keep(Standing(faults=standing.faults))
            self.shelf.drop(self._key("probe"))

    def bad(self, call: str, error: str) -> None:
        """It was silent, or spoke in a way that nobody can read."""
        standing, now = self.standing(), self.clock()
        was = self.state
        standing.failures += 1
        standing.faults = [_fault(now, call, error), *standing.faults][:FAULTS_SHOWN]
        if was is State.HALF_OPEN or (was is State.CLOSED and standing.failures >= THRESHOLD):
            standing.trips += 1
            standing.until = now + min(FIRST_REST * 2 ** (standing.trips - 1), LONGEST_REST)
            log.error("payments.provider_rests", extra={"provider": self.code, "trips": standing.trips})
        self._keep(standing)
        self.shelf.drop(self._key("probe"))

    def note(self, call: str, error: str) -> None:
        """A fault that says nothing about whether the provider lives; staff read it."""
        standing = self.standing()
        standing.faults = [_fault(self.clock(), call, error), *standing.faults][:FAULTS_SHOWN]
        self._keep(standing)

    def standing(self) -> Standing:
        kept = self.shelf.get(self._key("standing"))
        return Standing(**kept) if isinstance(kept, dict) else Standing()

    def _keep(self, standing: Standing) -> None:
        self.shelf.put(self._key("standing"), asdict(standing), FORGET)

    def _key(self, what: str) -> str:
        return f"payments:breaker:{self.code}:{what}"


def _fault(now: float, call: str, error: str) -> dict[str, Any]:
    return {"at": int(now), "call": call, "error": scrub_text(error)[:200]}
