"""The socket of a sale: says hello, takes subscriptions and pings. Bids go over HTTP. Protocol: auctions.wire."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer

from auctions import wire
from auctions.engine.lot import iso
from auctions.live.connection import Connection
from auctions.live.hub import Hub, hub
from auctions.live.source import Hall

LOT = re.compile(r"L([1-9][0-9]{0,17})")
LONGEST = 16_384  # characters of one message
MOST_LOTS = 500
MESSAGES, SECONDS = 60, 10.0  # more than a page ever sends
GOING_AWAY, POLICY, TOO_BIG = 1001, 1008, 1009
NOT_FOUND, BROKEN = 4404, 1011


class RoomConsumer(AsyncWebsocketConsumer):
    """Nobody needs to be signed in to look on; who is, hears `me` about their own bids."""

    channel_layer_alias = None  # the hub is its only source: no channel, no group, no task for either
    hub: Hub
    hall: Hall
    connection: Connection | None = None

    async def connect(self) -> None:
        self.hub = hub()
        await self.hub.start()
        hall = await self.hub.hall(self.scope["url_route"]["kwargs"]["sale"])
        if hall is None:
            await self.close(code=NOT_FOUND)
            return
        wanted = wire.SUBPROTOCOL in self.scope.get("subprotocols", ())
        await self.accept(subprotocol=wire.SUBPROTOCOL if wanted else None)
        user = self.scope.get("user")
        user_id = user.pk if user is not None and user.is_authenticated else None
        self.hall = hall
        self.connection = self.hub.enter(self.base_send, hall=hall, user_id=user_id)
        self._window = (asyncio.get_running_loop().time(), 0)
        self.connection.note("hello", self.hub.hello())
        if (count := self.hub.presence.told(hall.sale_id)) is not None:
            self.connection.note("here", wire.dumps({"t": "here", "count": count}))

    async def disconnect(self, code: int) -> None:
        if self.connection is not None:
            self.connection.end()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        arrived = self.hub.now()
        if text_data is None or len(text_data) > LONGEST:
            await self.close(code=TOO_BIG)
        elif self._too_many():
            await self.close(code=POLICY)
        else:
            await self._answer(_read(text_data), iso(arrived))

    def _too_many(self) -> bool:
        now = asyncio.get_running_loop().time()
        start, count = self._window
        self._window = (now, 1) if now - start > SECONDS else (start, count + 1)
        return self._window[1] > MESSAGES

    async def _answer(self, message: dict[str, Any], arrived: str) -> None:
        if self.connection is None:
            return
        match message.get("t"):
            case "ping":
                told = {"t": "pong", "t0": message.get("t0"), "t1": arrived, "t2": iso(self.hub.now())}
                self.connection.note("pong", wire.dumps(told))
            case "sub":
                await self.hub.subscribe(self.connection, self._lots(message.get("lots")))

    def _lots(self, named: Any) -> dict[int, int]:
        """The lots of this sale among those named, with the last event seen of each."""
        if not isinstance(named, dict) or len(named) > MOST_LOTS:
            return {}
        found = {LOT.fullmatch(name): seq for name, seq in named.items() if isinstance(name, str)}
        lots = {int(match[1]): seq for match, seq in found.items() if match and type(seq) is int}
        return {pk: seq for pk, seq in lots.items() if pk in self.hall.lots}


def _read(text: str) -> dict[str, Any]:
    """A message, or nothing at all when it is none."""
    try:
        message = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(message, dict) or not isinstance(message.get("t0", 0), (int, float)):
        return {}
    return message
