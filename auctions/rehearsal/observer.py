"""Somebody who only looks on: a socket that obeys the protocol, to prove that the room misses nothing.

It applies an event only when its number is the next one, takes a snapshot when one comes, asks the log after a
gap, and comes back by itself after the socket has closed.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections import Counter
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin, Subprotocol

from auctions import wire

AGAIN = (0.5, 2.0)


class Observer:
    """Runs in a thread; `seqs` is the last number seen of each lot."""

    def __init__(self, url: str, lots: list[int]) -> None:
        self.url = url
        self.seqs = dict.fromkeys((f"L{pk}" for pk in lots), 0)
        self.states: dict[str, dict[str, Any]] = {}
        self.counts: Counter[str] = Counter()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._watch()), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(10)

    async def _watch(self) -> None:
        while not self._stopping.is_set():
            with suppress(OSError, WebSocketException, TimeoutError):
                async with self._connect() as socket:
                    self.counts["connected"] += 1
                    await socket.send(json.dumps({"t": "sub", "id": 1, "lots": self.seqs}))
                    await self._listen(socket)
            await asyncio.sleep(AGAIN[0])

    def _connect(self) -> connect:
        """From the site's own origin, as its pages do."""
        origin = Origin(self.url.replace("ws", "http", 1).partition("/ws/")[0])
        subprotocols = [Subprotocol(wire.SUBPROTOCOL)]
        return connect(self.url, origin=origin, subprotocols=subprotocols, open_timeout=5)

    async def _listen(self, socket: Any) -> None:
        while not self._stopping.is_set():
            try:
                message = json.loads(await asyncio.wait_for(socket.recv(), 0.5))
            except TimeoutError:
                continue
            if self._take(message):
                await socket.send(json.dumps({"t": "sub", "id": 2, "lots": {message["lot"]: 0}}))

    def _take(self, message: dict[str, Any]) -> bool:
        """Apply a message; True when events before it are missing and a snapshot is needed."""
        self.counts[message["t"]] += 1
        lot, seq = message.get("lot"), message.get("seq", 0)
        if message["t"] == "snap" and seq >= self.seqs[str(lot)]:
            self.seqs[str(lot)], self.states[str(lot)] = seq, message["state"]
        elif message["t"] == "ev" and seq > self.seqs[str(lot)]:
            if seq != self.seqs[str(lot)] + 1:
                self.counts["gaps"] += 1
                return True
            self.seqs[str(lot)] = seq
            self.states[str(lot)] = (
                wire.advanced(self.states.get(str(lot), {}), message["d"])
                if message["d"]
                else (self.states.get(str(lot), {}))
            )
        return False
