"""One bid to a thousand sockets: the hub, against a bare loop and against Channels' groups."""

from __future__ import annotations

import asyncio
import http.client
import itertools
import json
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

from auctions import services
from deploy.bench.crowd import Crowd
from deploy.bench.processes import Server, running, sockets
from deploy.bench.rows import Row
from deploy.bench.stage import STEP, Room, room

SIZE = 1_000
EVENTS = 20
PAUSE = 0.15
SETTINGS = "deploy.bench.settings"
BODY = "x" * 600  # about as long as an event is


@dataclass(frozen=True)
class Heard:
    """What a crowd heard: p50 and p99 in milliseconds, and the server's CPU seconds for 1,000 deliveries."""

    p50: float
    p99: float
    cpu: float

    def text(self) -> str:
        return f"p50 {self.p50:.0f}, p99 {self.p99:.0f} ms; {self.cpu:.3f} CPU s per 1,000"


def measure() -> Iterator[Row]:
    loop = _baseline("deploy.bench.bare_sockets:loop", "/")
    groups = _baseline("deploy.bench.bare_groups:groups", "/ws/")
    ours = asyncio.run(_ours())
    how = f"{EVENTS} events to {SIZE:,} sockets of one process; ratio of the socket process's CPU; "
    ours_how = "ours from the bid's first statement through database, relay and Redis to the last socket"
    yield Row("fan-out against a bare loop", ours.text(), loop.text(), loop.cpu / ours.cpu, how + ours_how)
    yield Row(
        "fan-out against Channels' groups", ours.text(), groups.text(), groups.cpu / ours.cpu, how + ours_how
    )


def _baseline(application: str, path: str) -> Heard:
    async def go() -> Heard:
        with sockets(application, SETTINGS) as server:
            crowd = Crowd(server.port, path)
            numbers = itertools.count(1)
            return await _listen(server, crowd, lambda: asyncio.to_thread(_say, server.port, next(numbers)))

    return asyncio.run(go())


def _say(port: int, number: int) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("POST", "/say", body=json.dumps({"t": "ev", "lot": "L1", "seq": number, "body": BODY}))
    line.getresponse().read()
    line.close()


async def _ours() -> Heard:
    where = await asyncio.to_thread(room, "Full room")
    bidders, amounts = itertools.cycle(where.bidders[:2]), itertools.count(STEP, STEP)
    relay = [sys.executable, "manage.py", "run_relay"]
    with sockets("config.asgi:application", SETTINGS) as server, running("relay", relay, settings=SETTINGS):
        crowd = Crowd(
            server.port,
            f"/ws/auctions/{where.sale.slug}/",
            hello=json.dumps({"t": "sub", "id": 1, "lots": {where.lot.wire_id: 0}}),
            protocol="auction.v1",
        )
        return await _listen(
            server, crowd, lambda: asyncio.to_thread(_bid, where, next(bidders), next(amounts))
        )


def _bid(where: Room, user: object, amount: int) -> None:
    services.place_bid(lot_id=where.lot.pk, user=user, key=uuid4(), max_minor=amount, accept_terms=True)  # type: ignore[arg-type]


async def _listen(server: Server, crowd: Crowd, speak: Callable[[], Awaitable[object]]) -> Heard:
    try:
        await crowd.gather(SIZE)
        await asyncio.sleep(2)
        for _ in range(3):
            await crowd.hear(speak)
        before, waits = server.cpu(), []
        began = time.monotonic()
        for _ in range(EVENTS):
            waits += await crowd.hear(speak)
            await asyncio.sleep(PAUSE)
        idle = await _idle(server, time.monotonic() - began)
        cpu = server.cpu() - before - 2 * idle
    finally:
        crowd.leave()
    waits.sort()
    p50, p99 = (1000 * waits[int(len(waits) * share)] for share in (0.5, 0.99))
    return Heard(p50, p99, 1000 * max(cpu, 0.001) / len(waits))


async def _idle(server: Server, seconds: float) -> float:
    """The CPU that the same sockets cost in the same time when nothing is said."""
    before = server.cpu()
    await asyncio.sleep(seconds)
    return server.cpu() - before
