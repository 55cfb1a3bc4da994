"""About how many look on: each process counts its own sockets and hears the others' counts. Never a name."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from auctions.live.connection import Connection

FORGET = 16.0  # seconds without word from another process


class Presence:
    def __init__(self, name: str) -> None:
        self.name = name
        self._here: defaultdict[int, set[Connection]] = defaultdict(set)
        self._others: dict[str, tuple[float, dict[int, int]]] = {}
        self._told: dict[int, int] = {}

    def enter(self, sale_id: int, connection: Connection) -> None:
        self._here[sale_id].add(connection)

    def leave(self, sale_id: int, connection: Connection) -> None:
        self._here[sale_id].discard(connection)
        if not self._here[sale_id]:
            del self._here[sale_id]

    def of(self, sale_id: int) -> tuple[Connection, ...]:
        return tuple(self._here.get(sale_id, ()))

    def everybody(self) -> tuple[Connection, ...]:
        return tuple(connection for connections in self._here.values() for connection in connections)

    def as_text(self) -> str:
        return json.dumps({sale_id: len(connections) for sale_id, connections in self._here.items()})

    def hear(self, name: str, text: str, now: float) -> None:
        if name != self.name:
            self._others[name] = (now, {int(sale): int(count) for sale, count in json.loads(text).items()})

    def count(self, sale_id: int, now: float) -> int:
        away = sum(counts.get(sale_id, 0) for at, counts in self._others.values() if now - at < FORGET)
        return len(self._here.get(sale_id, ())) + away

    def changes(self, now: float) -> Iterator[tuple[int, int]]:
        """(sale, count) where the count has changed since it was last told here."""
        self._others = {name: known for name, known in self._others.items() if now - known[0] < FORGET}
        for sale_id in tuple(self._here):
            count = self.count(sale_id, now)
            if self._told.get(sale_id) != count:
                self._told[sale_id] = count
                yield sale_id, count

    def told(self, sale_id: int) -> int | None:
        return self._told.get(sale_id)
