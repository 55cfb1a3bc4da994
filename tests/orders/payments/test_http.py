"""A provider's HTTP: what is its word, what is its silence, and what may be repeated."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from orders.payments.breaker import THRESHOLD, Breaker, State
from orders.payments.http import Answered, Api, Resting
from orders.providers import ProviderSilent
from tests.orders.payments.fakes.server import Call, Fake, Reply


@dataclass
class Echo(Fake):
    status: int = 200

    def answer(self, call: Call) -> Reply:
        return self.status, {"path": call.path, "message": "said"}


@pytest.fixture
def echo() -> Iterator[Echo]:
    with Echo() as fake:
        yield fake


@pytest.fixture
def api(echo: Echo) -> Api:
    return Api("echo", echo.url, sleep=lambda _seconds: None)


@pytest.mark.parametrize("fault", [500, 502, 503, 429, 408, "cut", "garbage", "hang", "short", 302])
def test_a_question_is_repeated_after_silence(echo: Echo, api: Api, settings, fault: object) -> None:
    settings.PAYMENT_DEADLINE = 10
    echo.hang = 0.8
    echo.faults.extend([fault, fault])
    assert api.get("/x") == {"path": "/x", "message": "said"}
    assert len(echo.calls) == 3
    assert Breaker("echo").standing().failures == 0


def test_a_body_that_drips_is_cut_off_by_the_deadline(echo: Echo, api: Api, settings) -> None:
    settings.PAYMENT_DEADLINE, echo.hang = 1, 4
    settings.PAYMENT_READ_TIMEOUT = 3
    echo.faults.append("drip")
    began = time.monotonic()
    with pytest.raises(ProviderSilent):
        api.get("/x")
    assert time.monotonic() - began < 2.5
    assert len(echo.calls) == 1


def test_three_silences_are_silence(echo: Echo, api: Api) -> None:
    echo.faults.extend([500] * 5)
    with pytest.raises(ProviderSilent, match="HTTP 500"):
        api.get("/x")
    assert len(echo.calls) == 3
    assert Breaker("echo").standing().failures == 1


def test_what_must_not_happen_twice_is_sent_once(echo: Echo, api: Api) -> None:
    echo.faults.append("cut")
    with pytest.raises(ProviderSilent):
        api.post("/x", {"a": 1})
    assert len(echo.calls) == 1
    echo.faults.append("cut")
    assert api.post("/x", {"a": 1}, again=True)["message"] == "said"
    assert len(echo.calls) == 3


@pytest.mark.parametrize("status", [400, 402, 404, 409, 422])
def test_a_refusal_is_an_answer_and_is_not_repeated(echo: Echo, api: Api, status: int) -> None:
    echo.status = status
    with pytest.raises(Answered, match=f"{status} said") as refusal:
        api.get("/x")
    assert (refusal.value.status, len(echo.calls)) == (status, 1)
    assert Breaker("echo").state is State.CLOSED
    assert Breaker("echo").standing().faults[0]["error"] == f"{status} said"


def test_a_refused_key_trips_the_fuse(echo: Echo, api: Api) -> None:
    echo.status = 401
    for _time in range(THRESHOLD):
        with pytest.raises(Answered):
            api.get("/x")
    with pytest.raises(Resting):
        api.get("/x")
    assert len(echo.calls) == THRESHOLD


def test_waits_grow_and_are_drawn_by_chance(echo: Echo, monkeypatch) -> None:
    monkeypatch.setattr("orders.payments.http.FIRST_WAIT", 0.3)
    waits: list[float] = []
    api = Api("echo", echo.url, sleep=waits.append, chance=lambda: 0.5)
    echo.faults.extend([500, 500])
    api.get("/x")
    assert waits == [0.3, 0.6]


def test_no_repeat_outlives_the_deadline(echo: Echo, settings, monkeypatch) -> None:
    monkeypatch.setattr("orders.payments.http.FIRST_WAIT", 100)
    echo.faults.extend([500, 500])
    with pytest.raises(ProviderSilent):
        Api("echo", echo.url, chance=lambda: 1.0).get("/x")
    assert len(echo.calls) == 1


def test_nobody_there_is_silence(settings) -> None:
    with pytest.raises(ProviderSilent, match="ConnectionError"):
        Api("nobody", "http://127.0.0.1:9").get("/x")


def test_an_answer_without_end_is_silence(echo: Echo, api: Api, monkeypatch) -> None:
    monkeypatch.setattr("orders.payments.http.LARGEST_ANSWER", 10)
    with pytest.raises(ProviderSilent, match="without end"):
        api.get("/x")
