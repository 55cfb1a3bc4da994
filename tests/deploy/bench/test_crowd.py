"""The crowd reads what a server sends, however it is cut, and counts each person once for an event."""

from __future__ import annotations

import asyncio

import pytest

from deploy.bench.crowd import Crowd, Person, frame_of


class Wire:
    def __init__(self) -> None:
        self.written = b""

    def write(self, data: bytes) -> None:
        self.written += data


def frame(text: bytes) -> bytes:
    size = len(text)
    if size < 126:
        return b"\x81" + bytes([size]) + text
    if size < 65_536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + text
    return b"\x81\x7f" + size.to_bytes(8, "big") + text


@pytest.fixture
async def person():
    heard: list[bytes] = []
    one = Person(b"GET / HTTP/1.1\r\n\r\n", b"hello", lambda _person, text: heard.append(text))
    one.transport = Wire()
    one.heard_so_far = heard
    return one


@pytest.mark.parametrize("step", [1, 7, 100_000])
async def test_messages_are_whole_however_they_are_cut(person, step):
    texts = [b"a", b"b" * 125, b"c" * 126, b"d" * 70_000, b""]
    stream = b"HTTP/1.1 101 Switching\r\n\r\n" + b"".join(map(frame, texts))
    for start in range(0, len(stream), step):
        person.data_received(stream[start : start + step])
    assert person.heard_so_far == texts
    assert person.transport.written == frame_of(b"hello")


async def test_a_refusal_is_an_error(person):
    person.data_received(b"HTTP/1.1 403 Forbidden\r\n\r\n")
    with pytest.raises(ConnectionError, match="403 Forbidden"):
        await person.ready


@pytest.mark.parametrize(("size", "head"), [(5, 6), (125, 6), (126, 8), (60_000, 8)])
def test_a_clients_frame_is_masked(size, head):
    made = frame_of(b"x" * size)
    assert len(made) == head + size
    assert made[1] & 0x80


async def test_everybody_is_waited_for_and_counted_once():
    crowd = Crowd(1, "/")
    people = [Person(b"", b"", crowd._heard) for _ in range(3)]
    crowd.people = people

    async def speak() -> None:
        for one in people:
            crowd._heard(one, b'{"t":"here","count":3}')
            crowd._heard(one, b'{"t":"ev","seq":1}')
            crowd._heard(one, b'{"t": "snap", "seq": 1}')

    waits = await crowd.hear(speak)
    assert len(waits) == 3
    assert crowd.wanted == 1

    async def late() -> None:
        for one in people:
            crowd._heard(one, b'{"seq":2}')

    assert len(await asyncio.wait_for(crowd.hear(late), 1)) == 3
