"""One socket, as the hub sees it: never waited for, never more than one send under way.

Most sends finish at once, because the server only copies the text into the socket's buffer. So the first step of
the send runs right here, without a task; only when the socket is full does a task wait for it. What comes
meanwhile is not queued: of each lot only the newest state is sent afterwards.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import suppress
from functools import partial
from typing import Any

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]
PATIENCE = 5.0  # seconds that one send may take
TRY_AGAIN_LATER = 1013


class _Rest:
    """Goes on with a coroutine that has run its first step and waits for `waited`."""

    def __init__(self, coroutine: Coroutine[Any, Any, None], waited: Any) -> None:
        self.coroutine, self.waited = coroutine, waited

    def __await__(self) -> Generator[Any, Any, None]:
        waited = self.waited
        while True:
            try:
                value = yield waited
            except BaseException as error:  # noqa: BLE001 - cancellation belongs to the coroutine
                step = partial(self.coroutine.throw, error)
            else:
                step = partial(self.coroutine.send, value)
            try:
                waited = step()
            except StopIteration:
                return


async def _wait(rest: Awaitable[None]) -> None:
    await rest


class Connection:
    """`newest(lot)` gives the text that brings a socket up to date with a lot; `lost` is told of its end."""

    __slots__ = (
        "__weakref__", "_lost", "_newest", "_notes", "_send", "_since", "_stale", "_task", "closed", "lots",
        "sale_id", "user_id",
    )  # fmt: skip

    def __init__(
        self,
        send: Send,
        *,
        sale_id: int,
        user_id: int | None = None,
        newest: Callable[[int], str | None],
        lost: Callable[[Connection], None],
    ) -> None:
        self._send, self._newest, self._lost = send, newest, lost
        self.sale_id, self.user_id = sale_id, user_id
        self.lots: set[int] = set()
        self.closed = False
        self._stale: set[int] = set()
        self._notes: dict[str, str] = {}
        self._task: asyncio.Task[None] | None = None
        self._since = 0.0

    @property
    def busy(self) -> bool:
        return self._task is not None

    def overdue(self, now: float) -> bool:
        """Whether a send has been under way for too long (`now`: the loop's time)."""
        return self._task is not None and now - self._since > PATIENCE

    def event(self, lot_id: int, text: str) -> None:
        """An event of a lot; replaced by the lot's newest state when the socket is full."""
        if self._task is None:
            self._start(text)
        else:
            self._stale.add(lot_id)

    def note(self, kind: str, text: str) -> None:
        """Anything of which only the newest matters: `me`, `here`, `pong`."""
        if self._task is None:
            self._start(text)
        else:
            self._notes[kind] = text

    def _start(self, text: str) -> None:
        if self.closed:
            return
        coroutine = self._send({"type": "websocket.send", "text": text})
        try:
            waited = coroutine.send(None)
        except StopIteration:
            return
        except Exception:  # noqa: BLE001 - whatever the server raises, this socket is gone
            self.end()
            return
        loop = asyncio.get_running_loop()
        self._since = loop.time()
        self._task = loop.create_task(_wait(_Rest(coroutine, waited)))
        self._task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._task = None
        if task.cancelled() or task.exception() is not None:
            self.end()
        else:
            self._flush()

    def _flush(self) -> None:
        """What has gathered: notes first, then the newest state of each lot that moved."""
        while self._task is None and not self.closed and (self._notes or self._stale):
            if self._notes:
                text: str | None = self._notes.pop(next(iter(self._notes)))
            else:
                text = self._newest(self._stale.pop())
            if text is not None:
                self._start(text)

    def end(self) -> None:
        """The socket is gone; nothing is sent any more."""
        if not self.closed:
            self.closed = True
            if self._task is not None:
                self._task.cancel()
            self._lost(self)

    async def close(self, code: int, farewell: str = "") -> None:
        """Say farewell if the socket takes it, and close with `code`."""
        self.end()
        with suppress(Exception):
            async with asyncio.timeout(1):
                if farewell:
                    await self._send({"type": "websocket.send", "text": farewell})
                await self._send({"type": "websocket.close", "code": code})
