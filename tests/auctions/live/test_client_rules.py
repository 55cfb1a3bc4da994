"""Invariant 30: whatever the wire does to the events, a client that may catch up once ends equal to the server.

The client here follows the same rules as static/js/room.mjs: apply only the next number, drop old ones, keep what
came too early, take a snapshot when it is not older.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from auctions import wire
from auctions.live.room import Room

START = {
    "status": "open", "price": None, "ask": 1, "leader": None, "bids": 0, "reserve": "none", "ends_at": "x", "ext": 0,
    "cur": "SAR", "opening": 1, "estimate": None, "closed": False, "on_hold": False,
}  # fmt: skip


class Client:
    def __init__(self) -> None:
        self.seq, self.state = 2, dict(START)
        self.early: dict[int, dict[str, Any]] = {}

    def hear(self, text: str) -> None:
        message = json.loads(text)
        if message["t"] == "snap":
            if message["seq"] >= self.seq:
                self.seq, self.state = message["seq"], message["state"]
        elif message["seq"] > self.seq:
            self.early[message["seq"]] = message
        while self.seq + 1 in self.early:
            self.seq += 1
            public = self.early.pop(self.seq)["d"]
            if public:
                self.state = wire.advanced(self.state, public)


def log(length: int) -> list[str]:
    """Bids, every third of them silent, and the close."""
    texts = []
    for place in range(length):
        seq = place + 3
        public: dict[str, Any] = {}
        if place % 3 != 1:
            last = place == length - 1
            public = {
                "status": "sold" if last else "open",
                "price": 100 * seq,
                "ask": 100 * seq + 100,
                "bids": place,
            }
            public |= {
                "leader": f"P-{seq}",
                "reserve": "none",
                "ends_at": str(seq),
                "ext": place // 4,
                "by": "P-1",
            }
        texts.append(wire.dumps({"t": "ev", "lot": "L1", "seq": seq, "d": public}))
    return texts


@given(data=st.data(), length=st.integers(min_value=1, max_value=30))
def test_any_loss_and_disorder_is_healed_by_one_catch_up(data: st.DataObject, length: int) -> None:
    room, texts = Room(1, 2, START), log(length)
    for place, text in enumerate(texts):
        assert room.apply(place + 3, text)
    client = Client()
    for text in data.draw(st.lists(st.sampled_from(texts), max_size=2 * length)):
        client.hear(text)
    missed = room.since(client.seq)
    for text in [room.snap("2026-11-22T16:00:00.000000Z")] if missed is None else missed:
        client.hear(text)
    assert client.seq == room.seq
    assert client.state == room.state


@given(length=st.integers(min_value=1, max_value=30), repeats=st.integers(min_value=1, max_value=3))
def test_in_order_and_repeated_needs_no_catch_up(length: int, repeats: int) -> None:
    room, client = Room(1, 2, START), Client()
    for place, text in enumerate(log(length)):
        room.apply(place + 3, text)
        for _ in range(repeats):
            client.hear(text)
    assert (client.seq, client.state) == (room.seq, room.state)


def test_a_room_takes_only_the_next_event() -> None:
    room, texts = Room(1, 2, START), log(3)
    assert not room.apply(4, texts[1])
    assert room.apply(3, texts[0])
    assert not room.apply(3, texts[0])
    assert room.seq == 3
