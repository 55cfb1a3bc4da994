"""When a lot ends: late bids move its end, never another lot's."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class ExtensionPolicy:
    """Seconds. A bid that changes something in the last `window` leaves at least `first` (later `then`).

    The first `first_count` extensions use `first`. `cap`, if any, is the most that all extensions together
    may add to the first end; it is published with the sale.
    """

    window: int = 300
    first: int = 300
    first_count: int = 6
    then: int = 120
    cap: int | None = None

    def __post_init__(self) -> None:
        if min(self.window, self.first, self.then) <= 0 or self.first_count < 0:
            raise ValueError("Window and extensions are positive.")

    def length(self, ext_count: int) -> timedelta:
        """How much time the next extension leaves after `ext_count` of them."""
        return timedelta(seconds=self.first if ext_count < self.first_count else self.then)

    def latest(self, first_ends_at: datetime) -> datetime | None:
        return None if self.cap is None else first_ends_at + timedelta(seconds=self.cap)

    def extend(
        self, *, ends_at: datetime, first_ends_at: datetime, ext_count: int, decided_at: datetime
    ) -> tuple[datetime, int]:
        """(end, number of extensions) after a bid that changed something: the end is never moved back."""
        if decided_at <= ends_at - timedelta(seconds=self.window):
            return ends_at, ext_count
        wanted = decided_at + self.length(ext_count)
        latest = self.latest(first_ends_at)
        if latest is not None:
            wanted = min(wanted, latest)
        return (wanted, ext_count + 1) if wanted > ends_at else (ends_at, ext_count)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ExtensionPolicy:
        return cls(**data)
