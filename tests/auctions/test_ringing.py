"""The bell is rung beside the bid, not by it."""

from __future__ import annotations

import threading

import pytest

from auctions import ringing
from auctions.ringing import Ringer


def test_many_wishes_are_few_rings_and_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    rung, gate = threading.Semaphore(0), threading.Event()
    count = 0

    def slow() -> bool:
        nonlocal count
        count += 1
        rung.release()
        return gate.wait(10)

    monkeypatch.setattr(ringing.bell, "ring", slow)
    ringer = Ringer()
    ringer.soon()
    assert rung.acquire(timeout=5)
    for _ in range(50):
        ringer.soon()  # Redis does not answer: still at once
    assert count == 1
    gate.set()
    assert rung.acquire(timeout=5)
    assert count == 2


def test_a_forked_process_gets_a_ringer_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    rung = threading.Semaphore(0)
    monkeypatch.setattr(ringing.bell, "ring", rung.release)
    ringer = Ringer()
    ringer._pid = -1
    ringer.soon()
    assert rung.acquire(timeout=5)
