"""The loop of the closer: it works, waits out what is away, and ends when told."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from auctions import closer as module
from auctions.closer import Closer
from auctions.enums import LotStatus, SaleState
from auctions.models import Lot, LotEvent, Sale
from tests.factories import auctions as make

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_closes_what_is_due_sends_it_and_ends_the_sale() -> None:
    make.open_sale(lots=3, ends_in=timedelta(seconds=-3), interval_seconds=0)
    Closer("test").once()
    assert set(Lot.objects.values_list("status", flat=True)) == {LotStatus.UNSOLD_NO_BIDS}
    Closer("test").once()
    assert Sale.objects.get().state == SaleState.CLOSED
    assert not LotEvent.objects.filter(dispatched_at__isnull=True).exists()


def test_a_stopped_closer_ends() -> None:
    closer = Closer("test")
    closer.stop()
    closer.run()
    assert closer.stopping.is_set()


def test_a_database_that_is_away_is_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[float] = []
    closer = Closer("test")

    def once() -> int:
        calls.append(time.monotonic())
        if len(calls) < 3:
            raise OperationalError("the server closed the connection")
        closer.stop()
        return 1

    monkeypatch.setattr(closer, "once", once)
    closer.run()
    assert len(calls) == 3
    assert calls[2] - calls[1] > calls[1] - calls[0] > 0.2


def test_without_redis_it_goes_on_at_its_own_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    import redis

    def away() -> Any:
        raise redis.ConnectionError

    monkeypatch.setattr(module, "_pubsub", away)
    closer = Closer("test")
    worker = threading.Thread(target=closer.run)
    worker.start()
    time.sleep(0.6)
    assert worker.is_alive()
    closer.stop()
    worker.join(5)
    assert not worker.is_alive()
