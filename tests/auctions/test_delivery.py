"""From the log to Redis: once, in order, and again when Redis was away."""

from __future__ import annotations

from typing import Any

import pytest
import redis
from django.db import connection

from auctions import delivery
from auctions.closer import Closer
from auctions.models import LotEvent
from core import outbox
from tests.concurrency.threads import together
from tests.factories import auctions as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    monkeypatch.setattr(delivery, "_silent_until", 0.0)  # undone after the test, also what a test makes of it
    monkeypatch.setattr(delivery, "_publish", texts.extend)
    return texts


def headers(texts: list[str]) -> list[str]:
    return [text.partition("\n")[0] for text in texts]


def test_each_event_once_and_in_order(sent: list[str]) -> None:
    lot, first, second = make.open_lot(), make.person(), make.person()
    make.bid(lot, first, 3_000)
    make.bid(lot, second, 5_000)
    assert delivery.dispatch() == 4
    assert delivery.dispatch() == 0
    pk = lot.pk
    assert headers(sent) == [
        f"e {pk} 1", f"e {pk} 2", f"e {pk} 3", f"m {pk} {first.pk}", f"e {pk} 4", f"m {pk} {second.pk}",
        f"m {pk} {first.pk}",
    ]  # fmt: skip
    assert not LotEvent.objects.filter(dispatched_at__isnull=True).exists()


def test_while_redis_is_away_nothing_is_marked(monkeypatch: pytest.MonkeyPatch, sent: list[str]) -> None:
    make.open_lot()
    good = delivery._publish

    def broken(messages: Any) -> None:
        raise redis.ConnectionError

    monkeypatch.setattr(delivery, "_publish", broken)
    assert delivery.dispatch() == 0
    assert LotEvent.objects.filter(dispatched_at__isnull=True).count() == 2
    monkeypatch.setattr(delivery, "_publish", good)
    assert delivery.dispatch() == 0  # a breath after a failure
    monkeypatch.setattr(delivery, "_silent_until", 0.0)
    assert delivery.dispatch() == 2
    assert len(sent) == 2


def test_two_senders_never_send_twice_or_out_of_order(sent: list[str]) -> None:
    lot, user = make.open_lot(), make.person()
    for maximum in range(2_000, 5_000, 200):
        make.bid(lot, user, maximum)

    def send() -> int:
        return sum(delivery.dispatch(limit=3) for _ in range(30))

    together([send, send, send])
    while delivery.dispatch():
        pass
    numbers = [int(text.split(" ")[2].split("\n")[0]) for text in sent if text.startswith("e ")]
    assert numbers == sorted(numbers) == list(range(1, 18))


def test_the_relay_and_the_closer_both_send(sent: list[str]) -> None:
    assert delivery.dispatch in outbox.other_work()
    make.open_lot()
    assert Closer("test").once() == 2
    assert len(sent) == 2
    assert connection.in_atomic_block is False
