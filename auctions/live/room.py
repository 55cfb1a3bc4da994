"""One lot in one process: its newest state, its last events as text, and the sockets that look at it."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping
from typing import Any

from auctions import wire
from auctions.live.connection import Connection


class Room:
    """Holds nothing secret: it is made from a snapshot and public events alone."""

    __slots__ = ("_snap", "connections", "events", "lot_id", "seq", "state")

    def __init__(self, lot_id: int, seq: int, state: Mapping[str, Any]) -> None:
        self.lot_id, self.seq, self.state = lot_id, seq, dict(state)
        self.events: deque[tuple[int, str]] = deque(maxlen=wire.RESUME_WINDOW)
        self.connections: set[Connection] = set()
        self._snap: tuple[int, str, str] | None = None

    def apply(self, seq: int, text: str) -> bool:
        """Take the next event in; False when it is not the next one."""
        if seq != self.seq + 1:
            return False
        self.seq = seq
        public = json.loads(text)["d"]
        if public:
            self.state = wire.advanced(self.state, public)
        self.events.append((seq, text))
        return True

    def broadcast(self, text: str) -> None:
        for connection in tuple(self.connections):
            connection.event(self.lot_id, text)

    def snap(self, server_time: str) -> str:
        """The whole state as text, made once for each event and second."""
        second = server_time[:19]
        if self._snap is None or self._snap[:2] != (self.seq, second):
            message = {
                "t": "snap",
                "lot": f"L{self.lot_id}",
                "seq": self.seq,
                "state": self.state,
                "server_time": server_time,
            }
            self._snap = (self.seq, second, wire.dumps(message))
        return self._snap[2]

    def since(self, seq: int) -> list[str] | None:
        """The events after `seq`, or None when a snapshot is the shorter way or the only one."""
        missing = self.seq - seq
        if seq <= 0 or not 0 < missing <= len(self.events):
            return None
        return [text for _seq, text in list(self.events)[-missing:]]
