"""The hub: one event to many sockets, nothing lost, nothing asked twice."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import sync_to_async
from django.db import close_old_connections

from auctions import delivery, services, wire
from auctions.live import hub as module
from auctions.live import source
from auctions.live.hub import Hub
from auctions.live.source import Hall
from auctions.models import Lot, LotEvent
from tests.factories import auctions as make
from tests.factories.auctions import SAR

pytestmark = pytest.mark.django_db(transaction=True)


class Socket:
    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    async def send(self, message: dict[str, Any]) -> None:
        self.messages.append(json.loads(message["text"]) if "text" in message else {"t": "close", **message})

    def kinds(self) -> list[str]:
        return [message["t"] for message in self.messages]

    def numbers(self, kind: str = "ev") -> list[int]:
        return [message["seq"] for message in self.messages if message["t"] == kind]


def bid(lot: Lot, user: Any, maximum: int) -> services.BidAnswer:
    return services.place_bid(
        lot_id=lot.pk, user=user, key=uuid4(), max_minor=maximum * SAR, accept_terms=True
    )


async def until(true: Any, tries: int = 1_000) -> None:
    for _ in range(tries):
        if true():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    made = Hub()
    await made.start()
    await until(lambda: made.listening)
    yield made
    await made.stop()
    await sync_to_async(close_old_connections)()


async def enter(hub: Hub, lot: Lot, last: int = 0, user_id: int | None = None) -> Socket:
    socket = Socket()
    hall = Hall(lot.sale_id, frozenset({lot.pk}))
    connection = hub.enter(socket.send, hall=hall, user_id=user_id)
    await hub.subscribe(connection, {lot.pk: last})
    return socket


async def test_an_event_reaches_every_socket_once_and_in_order(hub: Hub) -> None:
    lot, first, second = await sync_to_async(lambda: (make.open_lot(), make.person(), make.person()))()
    sockets = [await enter(hub, lot) for _ in range(20)]
    await sync_to_async(bid)(lot, first, 3_000)
    await sync_to_async(bid)(lot, second, 5_000)
    assert await sync_to_async(delivery.dispatch)() == 4
    await until(lambda: sockets[-1].numbers() == [3, 4])
    for socket in sockets:
        assert socket.kinds() == ["snap", "ev", "ev"]
        assert socket.numbers("snap") == [2]
        assert [message["d"]["price"] for message in socket.messages[1:]] == [1_000 * SAR, 3_200 * SAR]
    assert await sync_to_async(delivery.dispatch)() == 0


async def test_me_goes_to_the_bidder_and_to_whoever_lost_the_lead_alone(hub: Hub) -> None:
    lot, first, second = await sync_to_async(lambda: (make.open_lot(), make.person(), make.person()))()
    one = await enter(hub, lot, user_id=first.pk)
    two = await enter(hub, lot, user_id=second.pk)
    stranger = await enter(hub, lot)
    await sync_to_async(bid)(lot, first, 3_000)
    await sync_to_async(bid)(lot, second, 5_000)
    await sync_to_async(delivery.dispatch)()
    await until(lambda: len(one.numbers("me")) == 2 and len(two.numbers("me")) == 1)
    mine = [message for message in one.messages if message["t"] == "me"]
    assert [(m["standing"], m.get("max")) for m in mine] == [("leading", 3_000 * SAR), ("outbid", None)]
    assert [m["standing"] for m in two.messages if m["t"] == "me"] == ["leading"]
    assert stranger.numbers("me") == []


async def test_without_redis_the_log_itself_is_read(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is dispatched at all: the look into the log brings the events."""
    monkeypatch.setattr(module, "LOOK_EVERY", 0.05)
    lot, user = await sync_to_async(lambda: (make.open_lot(), make.person()))()
    socket = await enter(hub, lot, user_id=user.pk)
    await sync_to_async(bid)(lot, user, 3_000)
    await hub.look()
    assert socket.numbers() == [3]
    assert socket.numbers("me") == [3]
    await sync_to_async(delivery.dispatch)()
    await asyncio.sleep(0.1)
    assert socket.numbers() == [3]


async def test_a_lost_message_is_fetched_before_the_next_is_shown(hub: Hub) -> None:
    lot, first, second = await sync_to_async(lambda: (make.open_lot(), make.person(), make.person()))()
    socket = await enter(hub, lot)
    await sync_to_async(bid)(lot, first, 3_000)
    await sync_to_async(LotEvent.objects.filter(lot=lot).update)(dispatched_at="2026-01-01T00:00:00Z")
    await sync_to_async(bid)(lot, second, 5_000)
    await sync_to_async(delivery.dispatch)()
    await until(lambda: socket.numbers() == [3, 4])


async def test_who_comes_back_gets_what_was_missed_or_a_snapshot(hub: Hub) -> None:
    lot, user = await sync_to_async(lambda: (make.open_lot(), make.person()))()
    await enter(hub, lot)
    for maximum in (3_000, 4_000, 5_000):
        await sync_to_async(bid)(lot, user, maximum)
    await hub.look()
    assert (await enter(hub, lot, last=3)).numbers() == [4, 5]
    assert (await enter(hub, lot, last=5)).kinds() == ["snap"]
    assert (await enter(hub, lot, last=0)).numbers("snap") == [5]
    assert (await enter(hub, lot, last=1)).kinds() == ["snap"]
    assert (await enter(hub, lot, last=99)).numbers("snap") == [5]


async def test_a_stampede_asks_the_database_once(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    lots = await sync_to_async(lambda: list(make.open_sale(lots=3).lots.select_related("sale")))()
    calls: list[str] = []
    for name in ("states", "hall"):
        asked = getattr(source, name)

        async def counted(argument: Any, asked: Any = asked, name: str = name) -> Any:
            calls.append(name)
            return await asked(argument)

        monkeypatch.setattr(source, name, counted)

    async def come(number: int) -> Socket:
        hall = await hub.hall(lots[0].sale.slug)
        assert hall is not None
        socket = Socket()
        connection = hub.enter(socket.send, hall=hall, user_id=number)
        await hub.subscribe(connection, dict.fromkeys(hall.lots, 0))
        return socket

    sockets = await asyncio.gather(*(come(number) for number in range(300)))
    assert sorted(calls) == ["hall", "states"]
    assert all(socket.kinds() == ["snap"] * 3 for socket in sockets)


async def test_another_run_of_the_database_sends_everybody_home(hub: Hub) -> None:
    lot = await sync_to_async(make.open_lot)()
    socket = await enter(hub, lot)
    hub.epoch = "db-before"
    await hub.look()
    assert socket.kinds() == ["snap", "bye", "close"]
    assert socket.messages[-1]["code"] == 1012
    assert hub.rooms == {}
    assert hub.presence.everybody() == ()


async def test_presence_counts_own_and_other_processes(hub: Hub) -> None:
    lot = await sync_to_async(make.open_lot)()
    socket = await enter(hub, lot)
    await enter(hub, lot)
    now = asyncio.get_running_loop().time()
    hub.receive(f'p other {{"{lot.sale_id}": 36}}')
    hub.receive(f'p {hub.presence.name} {{"{lot.sale_id}": 99}}')
    await hub._tell_presence(now)
    assert socket.messages[-1] == {"t": "here", "count": 38}
    await hub._tell_presence(now + 20)
    assert socket.messages[-1] == {"t": "here", "count": 2}


async def test_the_clock_is_the_databases(hub: Hub) -> None:
    from core import clock

    there = await sync_to_async(clock.now)()
    assert abs((hub.now() - there).total_seconds()) < 0.5


async def test_nothing_secret_leaves_the_house(hub: Hub) -> None:
    """Invariant 29 over the serialised bytes of everything that a stranger's socket receives."""

    def start() -> tuple[Lot, Any, Any]:
        lot = make.open_lot(reserve_minor=700_000 * SAR)
        return lot, make.person(id=987_654_321), make.person(id=987_654_322)

    lot, first, second = await sync_to_async(start)()
    stranger = await enter(hub, lot)
    bids = ((first, 15_000), (second, 120_000), (first, 200_000), (first, 650_000), (second, 1_300_000))
    for user, maximum in bids:
        await sync_to_async(bid)(lot, user, maximum)
    await hub.look()
    assert stranger.numbers() == [3, 4, 5, 6, 7, 8]
    sent = wire.dumps({"all": stranger.messages})
    assert str(1_300_000 * SAR) not in sent  # the leader's maximum
    assert str(first.pk) not in sent
    assert str(second.pk) not in sent
    assert "max" not in sent
    assert "@example.com" not in sent


async def test_a_slow_socket_is_sent_away_by_the_hub(hub: Hub) -> None:
    lot = await sync_to_async(make.open_lot)()
    gate = asyncio.Event()
    told: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.send":
            await gate.wait()
        told.append(message)

    connection = hub.enter(send, hall=Hall(lot.sale_id, frozenset({lot.pk})), user_id=None)
    await hub.subscribe(connection, {lot.pk: 0})
    hub._close_overdue(asyncio.get_running_loop().time() + 6)
    await until(lambda: told == [{"type": "websocket.close", "code": 1013}])
    assert hub.presence.everybody() == ()


async def test_many_first_visitors_start_the_hub_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    asked = source.news

    async def counted(known: Any) -> Any:
        nonlocal calls
        calls += 1
        return await asked(known)

    monkeypatch.setattr(source, "news", counted)
    monkeypatch.setattr(Hub, "_listen", lambda _hub: asyncio.sleep(0))
    made = Hub()
    await asyncio.gather(*(made.start() for _ in range(50)))
    assert calls == 1
    assert made.epoch.startswith("db-")
    assert json.loads(made.hello())["server_time"] > "2020"
    await made.stop()
    await sync_to_async(close_old_connections)()
