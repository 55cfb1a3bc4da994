"""The socket, spoken to as a browser does, through the site's own routing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from channels.routing import URLRouter
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import AnonymousUser

from auctions import consumers, delivery, wire
from auctions.live.hub import hub
from config.routing import websocket_urlpatterns
from tests.factories import auctions as make

pytestmark = pytest.mark.django_db(transaction=True)


class Visitor(WebsocketCommunicator):  # type: ignore[misc]
    def __init__(self, slug: str, user: Any = None) -> None:
        super().__init__(
            URLRouter(websocket_urlpatterns), f"/ws/auctions/{slug}/", subprotocols=[wire.SUBPROTOCOL]
        )
        self.scope["user"] = user or AnonymousUser()

    async def hear(self, kind: str) -> dict[str, Any]:
        while True:
            message: dict[str, Any] = json.loads(await self.receive_from(timeout=10))
            if message["t"] == kind:
                return message

    async def say(self, message: Any) -> None:
        await self.send_to(text_data=message if isinstance(message, str) else json.dumps(message))


async def test_a_visit() -> None:
    lot, user = await sync_to_async(lambda: (make.open_lot(), make.person()))()
    visitor = Visitor(lot.sale.slug, user)
    assert await visitor.connect() == (True, wire.SUBPROTOCOL)
    hello = await visitor.hear("hello")
    assert set(hello) == {"t", "v", "server_time", "epoch", "hb", "resume_window"}
    await visitor.say({"t": "sub", "id": 1, "lots": {lot.wire_id: 0}})
    snap = await visitor.hear("snap")
    assert (snap["seq"], snap["state"]["status"], snap["state"]["cur"]) == (2, "open", "SAR")
    await sync_to_async(make.bid)(lot, user, 5_000)
    await sync_to_async(delivery.dispatch)()
    event = await visitor.hear("ev")
    assert (event["seq"], event["type"], event["d"]["bids"]) == (3, "bid_accepted", 1)
    me = await visitor.hear("me")
    assert (me["standing"], me["max"], me["lot"]) == ("leading", 500_000, lot.wire_id)
    await visitor.say({"t": "ping", "t0": 17.5})
    pong = await visitor.hear("pong")
    assert pong["t0"] == 17.5
    assert pong["t1"] <= pong["t2"]
    await visitor.disconnect()
    assert hub().presence.everybody() == ()
    await hub().stop()


async def test_an_unknown_or_unannounced_sale_has_no_room() -> None:
    sale = await sync_to_async(make.sale)()
    for slug in ("nothing", sale.slug):
        connected, code = await Visitor(slug).connect()
        assert (connected, code) == (False, consumers.NOT_FOUND)
    await hub().stop()


async def test_only_lots_of_this_sale_and_only_well_formed_names() -> None:
    lot, other = await sync_to_async(lambda: (make.open_lot(), make.open_lot()))()
    visitor = Visitor(lot.sale.slug)
    await visitor.connect()
    await visitor.hear("hello")
    for lots in (
        {other.wire_id: 0},
        {f"{lot.wire_id}x": 0},
        {f"x{lot.wire_id}": 0},
        {f"{lot.wire_id}\n": 0},
        {lot.wire_id: "0"},
        {lot.wire_id: True},
        [lot.wire_id],
        dict.fromkeys(map(str, range(consumers.MOST_LOTS + 1)), 0),
        None,
    ):
        await visitor.say({"t": "sub", "id": 1, "lots": lots})
    for nonsense in ("{", "[]", '"x"', "null", '{"t":"bid"}', '{"t":"ping","t0":{}}', '{"t":["sub"]}'):
        await visitor.say(nonsense)
    await visitor.say({"t": "ping", "t0": 1})
    assert (await visitor.hear("pong"))["t0"] == 1
    assert hub().rooms == {}
    await visitor.disconnect()
    await hub().stop()


async def test_who_talks_too_much_or_too_long_is_sent_away() -> None:
    lot = await sync_to_async(make.open_lot)()
    loud = Visitor(lot.sale.slug)
    await loud.connect()
    for _ in range(consumers.MESSAGES + 1):
        await loud.say({"t": "nothing"})
    assert (await loud.receive_output(timeout=10))["type"] == "websocket.send"
    assert (await loud.receive_output(timeout=10)) == {"type": "websocket.close", "code": consumers.POLICY}
    long = Visitor(lot.sale.slug)
    await long.connect()
    await long.say("x" * (consumers.LONGEST + 1))
    await long.receive_output(timeout=10)
    assert (await long.receive_output(timeout=10))["code"] == consumers.TOO_BIG
    await hub().stop()
