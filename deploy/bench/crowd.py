"""A thousand people who look on: sockets that only note when a message came."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import struct
from collections.abc import Awaitable, Callable

PATIENCE = 30.0
MASK = b"\0\0\0\0"
SHORT, LONG = 126, 127
NUMBER = re.compile(rb'"seq": ?(\d+)')


class Person(asyncio.Protocol):
    """One socket; calls `heard` with each text that arrives."""

    def __init__(self, request: bytes, hello: bytes, heard: Callable[[Person, bytes], None]) -> None:
        self.request, self.hello, self.heard = request, hello, heard
        self.buffer = b""
        self.open = False
        self.seq = -1
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - we asked for TCP
        self.transport = transport
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.open and not self._opened():
            return
        while (frame := self._frame()) is not None:
            self.heard(self, frame)

    def _opened(self) -> bool:
        head, end, rest = self.buffer.partition(b"\r\n\r\n")
        if not end:
            return False
        self.open, self.buffer = b" 101 " in head[:20], rest
        if not self.open:
            self.ready.set_exception(ConnectionError(head.decode(errors="replace")))
            return False
        if self.hello:
            self.transport.write(frame_of(self.hello))
        self.ready.set_result(None)
        return True

    def _frame(self) -> bytes | None:
        """The next whole message of the server, which never masks."""
        data = self.buffer
        if len(data) < 2:  # noqa: PLR2004 - the shortest header
            return None
        length, start = data[1], 2
        if length == SHORT:
            length, start = int.from_bytes(data[2:4], "big"), 4
        elif length == LONG:
            length, start = int.from_bytes(data[2:10], "big"), 10
        if len(data) < start + length:
            return None
        self.buffer = data[start + length :]
        return data[start : start + length]


def frame_of(text: bytes) -> bytes:
    """A client's text message, up to 65,535 bytes, masked with zeros."""
    head = b"\x81" + (
        bytes([0x80 | len(text)]) if len(text) < SHORT else b"\xfe" + struct.pack(">H", len(text))
    )
    return head + MASK + text


class Crowd:
    """So many sockets at one address, whose messages are numbered ("seq").

    A socket that is behind may be sent a state instead of every event: it has heard the event when it has a
    message with this number or a later one.
    """

    def __init__(self, port: int, path: str, *, hello: str = "", protocol: str = "") -> None:
        self.port, self.hello = port, hello.encode()
        lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Origin: http://127.0.0.1:{port}"]
        lines += ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
        lines += [f"Sec-WebSocket-Protocol: {protocol}"] if protocol else []
        self.head = "\r\n".join(lines)
        self.people: list[Person] = []
        self.arrivals: list[float] = []
        self.newest = 0
        self.wanted = 0
        self.complete = asyncio.Event()

    async def gather(self, size: int, at_once: int = 50) -> None:
        """Open the sockets, some at a time. Raises ConnectionError when one is refused."""
        loop = asyncio.get_running_loop()
        for _ in range(0, size, at_once):
            opening = [loop.create_connection(self._person, "127.0.0.1", self.port) for _ in range(at_once)]
            people = [person for _, person in await asyncio.gather(*opening)]
            await asyncio.wait_for(asyncio.gather(*(person.ready for person in people)), PATIENCE)
            self.people += people

    def _person(self) -> Person:
        key = base64.b64encode(os.urandom(16)).decode()
        return Person(f"{self.head}\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode(), self.hello, self._heard)

    def _heard(self, person: Person, text: bytes) -> None:
        if not (found := NUMBER.search(text)):
            return
        seq, before = int(found[1]), person.seq
        person.seq = max(seq, before)
        self.newest = max(self.newest, seq)
        if before < self.wanted <= seq:
            self.arrivals.append(asyncio.get_running_loop().time())
            if len(self.arrivals) == len(self.people):
                self.complete.set()

    async def hear(self, speak: Callable[[], Awaitable[object]]) -> list[float]:
        """Seconds from `speak` until each has heard the event that it made."""
        self.arrivals, self.wanted = [], self.newest + 1
        self.complete.clear()
        began = asyncio.get_running_loop().time()
        await speak()
        await asyncio.wait_for(self.complete.wait(), PATIENCE)
        return [at - began for at in self.arrivals]

    def leave(self) -> None:
        for person in self.people:
            person.transport.abort()
