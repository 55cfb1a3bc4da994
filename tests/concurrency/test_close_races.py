"""Bids against the closer, and closers against each other."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from auctions import exceptions, locks, replaying, services
from auctions.engine import ExtensionPolicy
from auctions.enums import LotStatus
from auctions.models import Bid, Lot, LotEvent, Refusal
from tests.concurrency.threads import together
from tests.factories import auctions as make

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def close_all() -> list[int]:
    closed = []
    while (lot := services.close_next()) is not None:
        closed.append(lot.pk)
    return closed


def test_two_closers_close_each_lot_once() -> None:
    """Invariant 24."""
    make.open_sale(lots=24, ends_in=-locks.GRACE, interval_seconds=0)
    results = together([close_all, close_all, close_all])
    closed = sorted(pk for result in results for pk in result)
    assert closed == sorted(Lot.objects.values_list("pk", flat=True))
    assert LotEvent.objects.filter(type="closed").count() == 24
    for lot in Lot.objects.select_related("sale", "leader"):
        assert lot.status == LotStatus.UNSOLD_NO_BIDS
        assert replaying.check(lot) == []


def test_the_grace_is_kept() -> None:
    make.open_lot(ends_in=timedelta(seconds=1.5) - locks.GRACE)
    assert services.close_next() is None
    time.sleep(1.5)
    assert services.close_next() == Lot.objects.get(status=LotStatus.UNSOLD_NO_BIDS)


def test_bids_around_the_end() -> None:
    """Invariants 23 and 24: what came in time is accepted, what came late is refused, then one close."""
    policy = ExtensionPolicy(window=1, first=1, first_count=0, then=1, cap=1)
    lot = make.open_lot(ends_in=timedelta(seconds=0.4), extension=policy)
    people = [make.person() for _ in range(5)]
    closed = threading.Event()

    def fight(user: Any) -> None:
        while not closed.is_set():
            fresh = Lot.objects.select_related("sale").get(pk=lot.pk)
            wanted = fresh.sale.rules.grid.next((fresh.price_minor or lot.opening_minor) + 10)
            with suppress(exceptions.BidRefused, exceptions.LotBusy):
                services.place_bid(lot_id=lot.pk, user=user, key=uuid4(), max_minor=wanted, accept_terms=True)

    def closer() -> None:
        while services.close_next() is None:
            time.sleep(0.01)
        time.sleep(0.1)
        closed.set()

    together([closer, *(partial(fight, user) for user in people)])
    fresh = Lot.objects.select_related("sale", "leader").get(pk=lot.pk)
    assert fresh.ends_at is not None
    assert replaying.check(fresh) == []
    assert Bid.objects.count() > 5
    assert fresh.ends_at == fresh.first_ends_at + timedelta(seconds=1)  # type: ignore[operator]
    assert all(bid.received_at < fresh.ends_at for bid in Bid.objects.all())
    last = LotEvent.objects.filter(lot=lot).order_by("seq").last()
    assert last is not None
    assert (last.type, last.seq) == ("closed", fresh.seq)
    assert LotEvent.objects.filter(lot=lot, type="closed").count() == 1
    late = Refusal.objects.filter(code="ended")
    assert late.exists()
    assert all(refused.at >= fresh.ends_at for refused in late)
    assert all(refused.at >= last.at for refused in Refusal.objects.filter(code="not_open"))
