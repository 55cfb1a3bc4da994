"""One hub a process: it listens to Redis once and hands each event to the sockets of its lot.

Redis is the fast way, the log in the database the truth: the hub also looks into the log itself, every second
while Redis is away and every five seconds otherwise, one query for all its lots. So a message that Redis lost
costs a moment and no event, and sockets need not be closed when Redis restarts. When the database has
restarted, its epoch is another one: all sockets are told goodbye and come back for fresh snapshots.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import weakref
from collections import defaultdict
from collections.abc import Coroutine, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import redis.asyncio as aioredis
from django.conf import settings
from redis.exceptions import RedisError

from auctions import delivery, wire
from auctions.engine.lot import iso
from auctions.live import source
from auctions.live.connection import TRY_AGAIN_LATER, Connection
from auctions.live.presence import Presence
from auctions.live.room import Room
from auctions.live.source import Hall

log = logging.getLogger("souk.auctions")
SERVICE_RESTART = 1012
LOOK_EVERY, LOOK_EVERY_ALONE = 5.0, 1.0
HALL_SECONDS = 30.0
RETRY_MS = [500, 8000]


class Hub:
    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        self.people: defaultdict[int, set[Connection]] = defaultdict(set)
        self.presence = Presence(secrets.token_hex(4))
        self.listening = False
        self.epoch = ""
        self._offset = 0.0  # database clock minus the loop's, seconds since 1970
        self._halls: dict[str, tuple[float, Hall | None]] = {}
        self._loading: dict[str, asyncio.Future[Hall | None]] = {}
        self._rooms_loading: dict[int, asyncio.Future[None]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._looking = asyncio.Lock()
        self._starting: asyncio.Future[None] | None = None
        self._client: aioredis.Redis | None = None

    # life

    async def start(self) -> None:
        """Begin to listen; again is harmless. Raises what the database raises when it is out of reach."""
        if not self._tasks:
            works = (self._listen, self._look_on, self._keep_house)
            self._tasks = [asyncio.create_task(work()) for work in works]
        if self.epoch:
            return
        if self._starting is None:
            self._starting = asyncio.ensure_future(self.look())
            self._starting.add_done_callback(self._started)
        await asyncio.shield(self._starting)

    def _started(self, _look: asyncio.Future[None]) -> None:
        self._starting = None

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with suppress(asyncio.CancelledError):
                await task
        self._tasks = []
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    def now(self) -> datetime:
        """The database's time, without asking it."""
        seconds = asyncio.get_running_loop().time() + self._offset
        return datetime.fromtimestamp(seconds, UTC)

    # sockets

    async def hall(self, slug: str) -> Hall | None:
        """The sale of an address; asked of the database at most twice a minute, by whoever comes first."""
        loop = asyncio.get_running_loop()
        known = self._halls.get(slug)
        if known is not None and loop.time() - known[0] < HALL_SECONDS:
            return known[1]
        if slug not in self._loading:
            self._loading[slug] = asyncio.ensure_future(source.hall(slug))
            self._loading[slug].add_done_callback(lambda _done: self._loading.pop(slug, None))
        found = await asyncio.shield(self._loading[slug])
        self._halls[slug] = (loop.time(), found)
        return found

    def enter(self, send: Any, *, hall: Hall, user_id: int | None) -> Connection:
        connection = Connection(
            send, sale_id=hall.sale_id, user_id=user_id, newest=self._newest, lost=self.leave
        )
        self.presence.enter(hall.sale_id, connection)
        if user_id is not None:
            self.people[user_id].add(connection)
        return connection

    def leave(self, connection: Connection) -> None:
        self.presence.leave(connection.sale_id, connection)
        if connection.user_id is not None:
            self.people[connection.user_id].discard(connection)
            if not self.people[connection.user_id]:
                del self.people[connection.user_id]
        for lot_id in connection.lots:
            if lot_id in self.rooms:
                self.rooms[lot_id].connections.discard(connection)
        connection.lots.clear()

    async def subscribe(self, connection: Connection, wanted: Mapping[int, int]) -> None:
        """Join the rooms of these lots (`lot: last event seen`) and bring the socket up to date."""
        await self._open_rooms(wanted)
        for lot_id, last in wanted.items():
            if lot_id not in self.rooms:  # put away as empty while we waited for another
                await self._open_rooms([lot_id])
            room = self.rooms.get(lot_id)
            if room is None or connection.closed:
                continue
            room.connections.add(connection)
            connection.lots.add(lot_id)
            missed = room.since(last)
            for text in [room.snap(iso(self.now()))] if missed is None else missed:
                connection.event(lot_id, text)

    async def _open_rooms(self, lot_ids: Iterable[int]) -> None:
        """Load the rooms that are not there yet: one query, however many ask at once."""
        missing = {pk for pk in lot_ids if pk not in self.rooms and pk not in self._rooms_loading}
        if missing:
            loading = asyncio.ensure_future(self._load(missing))
            self._rooms_loading.update(dict.fromkeys(missing, loading))
        for lot_id in lot_ids:
            if lot_id in self._rooms_loading:
                await asyncio.shield(self._rooms_loading[lot_id])

    async def _load(self, lot_ids: set[int]) -> None:
        try:
            for lot_id, (seq, state) in (await source.states(lot_ids)).items():
                self.rooms[lot_id] = Room(lot_id, seq, state)
        finally:
            for lot_id in lot_ids:
                self._rooms_loading.pop(lot_id, None)

    def _newest(self, lot_id: int) -> str | None:
        room = self.rooms.get(lot_id)
        return None if room is None else room.snap(iso(self.now()))

    def hello(self) -> str:
        return wire.dumps({
            "t": "hello",
            "v": 1,
            "server_time": iso(self.now()),
            "epoch": self.epoch,
            "hb": wire.HEARTBEAT,
            "resume_window": wire.RESUME_WINDOW,
        })  # fmt: skip

    # messages

    def receive(self, message: str) -> bool:
        """One message of the channel. False when events before it are missing and the log must be asked."""
        header, _, text = message.partition("\n")
        kind, first, rest = header.split(" ", 2)
        if kind == "e":
            return self._event(int(first), int(rest), text)
        if kind == "m":
            for connection in tuple(self.people.get(int(rest), ())):
                connection.note(f"me{first}", text)
        elif kind == "p":
            self.presence.hear(first, rest, asyncio.get_running_loop().time())
        return True

    def _event(self, lot_id: int, seq: int, text: str) -> bool:
        room = self.rooms.get(lot_id)
        if room is None or seq <= room.seq:
            return True
        if not room.apply(seq, text):
            return False
        room.broadcast(text)
        return True

    async def look(self) -> None:
        """Read what is new in the log for all rooms, and the clock; one at a time."""
        async with self._looking:
            loop = asyncio.get_running_loop()
            asked = loop.time()
            moment, messages = await source.news({pk: room.seq for pk, room in self.rooms.items()})
            middle = (asked + loop.time()) / 2
            self._offset = moment.at.timestamp() - middle
            for message in messages:
                self.receive(message)
            before, self.epoch = self.epoch, moment.epoch
        if before and before != moment.epoch:
            await self.dismiss(SERVICE_RESTART)

    async def dismiss(self, code: int) -> None:
        """Send everybody away; they come back by themselves, spread over some seconds."""
        farewell = wire.dumps({"t": "bye", "code": code, "retry_ms": RETRY_MS})
        leaving = self.presence.everybody()
        self.rooms.clear()
        self._halls.clear()
        await asyncio.gather(*(connection.close(code, farewell) for connection in leaving))

    # work in the background

    async def _listen(self) -> None:
        while True:
            try:
                await self._listen_once()
            except Exception as error:  # noqa: BLE001 - a hub that stops listening is worse than any of them
                log.warning("auctions.hub_deaf", extra={"error": type(error).__name__})
            self.listening = False
            await asyncio.sleep(0.25 + secrets.randbelow(250) / 1000)

    async def _listen_once(self) -> None:
        if self._client is None:
            self._client = aioredis.Redis.from_url(
                settings.REDIS_URL, decode_responses=True, socket_connect_timeout=1, health_check_interval=5
            )
        async with self._client.pubsub() as pubsub:
            await pubsub.subscribe(delivery.channel())
            self.listening = True
            await self._try_to_look()  # whatever was said before we could hear it
            while True:
                # Reading also asks Redis for a sign of life every five seconds (health_check_interval).
                message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=5)
                if message is not None and message["type"] == "message" and not self.receive(message["data"]):
                    await self._try_to_look()

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(LOOK_EVERY if self.listening else LOOK_EVERY_ALONE)
            await self._try_to_look()

    async def _try_to_look(self) -> None:
        try:
            await self.look()
        except Exception as error:  # noqa: BLE001 - the database is away; it comes back
            log.warning("auctions.hub_blind", extra={"error": type(error).__name__})

    async def _keep_house(self) -> None:
        """Each second: sockets that do not read are closed. Every five: who is here. Empty rooms go."""
        beats = 0
        while True:
            await asyncio.sleep(1)
            beats += 1
            now = asyncio.get_running_loop().time()
            self._close_overdue(now)
            if beats % 5 == 0:
                await self._tell_presence(now)
            if beats % 60 == 0:
                self.rooms = {pk: room for pk, room in self.rooms.items() if room.connections}

    def _close_overdue(self, now: float) -> None:
        for connection in self.presence.everybody():
            if connection.overdue(now):
                _forget(connection.close(TRY_AGAIN_LATER))

    async def _tell_presence(self, now: float) -> None:
        if self.listening and self._client is not None:
            with suppress(RedisError, OSError):
                await self._client.publish(
                    delivery.channel(), f"p {self.presence.name} {self.presence.as_text()}"
                )
        for sale_id, count in self.presence.changes(now):
            text = wire.dumps({"t": "here", "count": count})
            for connection in self.presence.of(sale_id):
                connection.note("here", text)


_background: set[asyncio.Future[None]] = set()


def _forget(work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.ensure_future(work)
    _background.add(task)
    task.add_done_callback(_background.discard)


_hubs: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = weakref.WeakKeyDictionary()


def hub() -> Hub:
    """The hub of this process: one for each event loop, which is one in a server."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())


__all__ = ["SERVICE_RESTART", "Hub", "hub"]
