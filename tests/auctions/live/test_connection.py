"""A socket that is slow must cost nobody else anything, and still end up with the newest state."""

from __future__ import annotations

import asyncio
from typing import Any

from auctions.live import connection as module
from auctions.live.connection import Connection


class Socket:
    """Stands for the server's `send`: it waits while `full`, and remembers what went out."""

    def __init__(self) -> None:
        self.sent: list[str | int] = []
        self.room = asyncio.Event()
        self.room.set()
        self.broken = False

    async def send(self, message: dict[str, Any]) -> None:
        if self.broken:
            raise RuntimeError("gone")
        await self.room.wait()
        self.sent.append(message.get("text") or message["code"])


def connect(socket: Socket, lost: list[Connection] | None = None) -> Connection:
    ended = lost if lost is not None else []
    return Connection(socket.send, sale_id=1, newest=lambda lot: f"snap {lot}", lost=ended.append)


async def test_an_open_socket_gets_the_text_at_once_without_a_task() -> None:
    socket = Socket()
    connection = connect(socket)
    before = len(asyncio.all_tasks())
    connection.event(31, "one")
    connection.event(31, "two")
    assert socket.sent == ["one", "two"]
    assert len(asyncio.all_tasks()) == before
    assert not connection.busy


async def test_a_full_socket_gets_only_the_newest_state_of_each_lot() -> None:
    socket = Socket()
    connection = connect(socket)
    socket.room.clear()
    connection.event(31, "1")
    for number in range(2, 100):
        connection.event(31, str(number))
        connection.event(32, str(number))
        connection.note("me31", f"me {number}")
    assert socket.sent == []
    assert connection.busy
    socket.room.set()
    await asyncio.sleep(0.01)
    assert socket.sent[:2] == ["1", "me 99"]
    assert sorted(map(str, socket.sent[2:])) == ["snap 31", "snap 32"]
    assert not connection.busy


async def test_a_socket_that_stays_full_is_overdue_and_is_closed_with_1013() -> None:
    socket, lost = Socket(), []  # type: ignore[var-annotated]
    connection = connect(socket, lost)
    socket.room.clear()
    connection.event(31, "1")
    now = asyncio.get_running_loop().time()
    assert not connection.overdue(now + module.PATIENCE - 1)
    assert connection.overdue(now + module.PATIENCE + 1)
    closing = asyncio.create_task(connection.close(module.TRY_AGAIN_LATER))
    await asyncio.sleep(0)
    socket.room.set()
    await closing
    assert socket.sent == [1013]
    assert lost == [connection]
    connection.event(31, "2")
    assert socket.sent == [1013]


async def test_a_broken_socket_leaves_by_itself() -> None:
    socket, lost = Socket(), []  # type: ignore[var-annotated]
    connection = connect(socket, lost)
    socket.broken = True
    connection.event(31, "1")
    assert lost == [connection]
    assert connection.closed


async def test_a_socket_that_breaks_while_waiting_leaves_too() -> None:
    lost: list[Connection] = []

    async def send(message: dict[str, Any]) -> None:
        await asyncio.sleep(0)
        raise ConnectionResetError

    connection = Connection(send, sale_id=1, newest=lambda lot: None, lost=lost.append)
    connection.event(31, "1")
    await asyncio.sleep(0.01)
    assert lost == [connection]
