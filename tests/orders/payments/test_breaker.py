"""The fuse: opens after silences, heals by one trial, works without the cache; the time is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from core import health
from orders import providers
from orders.payments import breaker as fuses
from orders.payments import roster
from orders.payments.breaker import FIRST_REST, LONGEST_REST, THRESHOLD, Breaker, Shelf, State


@dataclass
class Clock:
    now: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fuse(clock: Clock) -> Breaker:
    return Breaker("tap", clock=clock)


def _break(fuse: Breaker, times: int = THRESHOLD) -> None:
    for _time in range(times):
        fuse.bad("GET /x", "ReadTimeout")


def test_it_opens_after_silences_in_a_row(fuse: Breaker) -> None:
    _break(fuse, THRESHOLD - 1)
    assert (fuse.state, fuse.admit()) == (State.CLOSED, True)
    fuse.good()
    _break(fuse, THRESHOLD - 1)
    assert fuse.state is State.CLOSED
    _break(fuse, 1)
    assert (fuse.state, fuse.admit(), fuse.lets_pass) == (State.OPEN, False, False)


def test_after_its_rest_one_call_tries_and_its_answer_closes_it(fuse: Breaker, clock: Clock) -> None:
    _break(fuse)
    clock.now += FIRST_REST - 1
    assert fuse.state is State.OPEN
    clock.now += 1
    assert fuse.state is State.HALF_OPEN
    assert [fuse.admit(), fuse.admit()] == [True, False]
    fuse.good()
    assert (fuse.state, fuse.admit(), fuse.standing().failures) == (State.CLOSED, True, 0)


def test_a_silent_trial_opens_it_for_longer_up_to_a_limit(fuse: Breaker, clock: Clock) -> None:
    _break(fuse)
    rests = []
    for _time in range(7):
        clock.now = fuse.standing().until
        assert fuse.admit()
        fuse.bad("GET /x", "ReadTimeout")
        rests.append(fuse.standing().until - clock.now)
    assert rests == [60, 120, 240, 480, LONGEST_REST, LONGEST_REST, LONGEST_REST]


def test_faults_are_kept_without_secrets_and_outlive_the_healing(fuse: Breaker) -> None:
    fuse.note("POST /x", "400 no such buyer a@b.example")
    fuse.good()
    assert [fault["error"] for fault in fuse.standing().faults] == ["400 no such buyer [e-mail]"]


def test_without_the_cache_each_process_keeps_its_own(monkeypatch, clock: Clock) -> None:
    class Gone:
        def __getattr__(self, name: str) -> Any:
            raise ConnectionError(name)

    monkeypatch.setattr(fuses, "cache", Gone())
    fuse = Breaker("tap", clock=clock, shelf=Shelf())
    _break(fuse)
    assert fuse.admit() is False
    clock.now += FIRST_REST
    assert [fuse.admit(), fuse.admit()] == [True, False]
    fuse.good()
    assert fuse.state is State.CLOSED
    assert Breaker("tap", clock=clock, shelf=Shelf()).state is State.CLOSED


def test_a_resting_provider_is_not_offered(settings) -> None:
    settings.TAP_SECRET_KEY = "sk"
    assert "tap" in [one.code for one in providers.offered("KWD", "KW")]
    _break(Breaker("tap"))
    assert "tap" not in [one.code for one in providers.offered("KWD", "KW")]


@pytest.mark.django_db
def test_health_tells_of_it_and_stays_ready(settings, client) -> None:
    settings.TAP_SECRET_KEY = "sk"
    before = client.get("/health/ready")
    assert "degraded" not in before.json()
    _break(Breaker("tap"))
    after = client.get("/health/ready")
    assert (after.status_code, after.json()["degraded"]) == (before.status_code, {"payments.tap": "open"})


def test_an_informant_that_fails_says_nothing(monkeypatch) -> None:
    def broken() -> dict[str, str]:
        raise RuntimeError

    monkeypatch.setattr(health, "_informants", [broken, roster.degraded])
    assert health._degraded() == {}
