"""The database is the last judge: what it refuses whatever the code does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, InternalError, transaction
from django.db.models import F

from auctions import services
from auctions.enums import LotStatus
from auctions.models import Bid, Lot, LotEvent, Paddle, Refusal, Sale
from tests.factories import auctions as make
from tests.factories.auctions import SAR

pytestmark = pytest.mark.django_db


def refused(change: Callable[[], Any]) -> bool:
    try:
        with transaction.atomic():
            change()
    except (IntegrityError, InternalError, DatabaseError):
        return True
    return False


def test_bids_and_events_are_never_altered_or_deleted() -> None:
    lot = make.open_lot()
    make.bid(lot, make.person(), 5_000)
    for change in (
        lambda: Bid.objects.update(max_minor=1),
        lambda: Bid.objects.update(answer={}),
        lambda: Bid.objects.all().delete(),
        lambda: LotEvent.objects.update(public={}),
        lambda: LotEvent.objects.update(private={}),
        lambda: LotEvent.objects.filter(seq=1).delete(),
        lambda: Paddle.objects.update(number=F("number") + 1),
    ):
        assert refused(change)
    assert not refused(lambda: LotEvent.objects.update(dispatched_at=lot.first_ends_at))
    assert not refused(lambda: Bid.objects.update(void_seq=F("seq") + 1))
    assert refused(lambda: Bid.objects.update(void_seq=F("seq") + 2))


def test_what_was_decided_stays() -> None:
    """Terminal price, buyer and policies are write-once (invariants 25 and 33)."""
    lot = make.open_lot(ends_in=timedelta(seconds=-5))
    services.close_lot(lot=lot)
    for change in (
        {"status": LotStatus.OPEN, "closed_at": None},
        {"opening_minor": 1},
        {"ends_at": lot.first_ends_at + timedelta(days=1)},  # type: ignore[operator]
        {"head_hash": "0" * 64},
        {"seq": 99},
    ):
        assert refused(lambda change=change: Lot.objects.update(**change))
    assert refused(lambda: Lot.objects.all().delete())
    for change in (
        {"fees": {}},
        {"increments": {}},
        {"terms_version": 2},
        {"currency": "AED"},
        {"extension": {}},
    ):
        assert refused(lambda change=change: Sale.objects.update(**change))
    assert refused(lambda: Sale.objects.all().delete())


@pytest.mark.parametrize(
    "change",
    [
        {"price_minor": 1 * SAR},
        {"price_minor": 2_000 * SAR},
        {"leader_max_minor": 1},
        {"bid_count": 3},
        {"ends_at": F("first_ends_at") - timedelta(seconds=1)},
        {"ends_at": None},
        {"status": "sold"},
        {"status": "unknown"},
        {"opening_minor": 0},
        {"number": 0},
        {"estimate_low_minor": 5, "estimate_high_minor": 4},
        {"leader_since_seq": 50},
    ],
)
def test_a_lot_that_cannot_be_is_refused(change: dict[str, Any]) -> None:
    make.open_lot()
    assert refused(lambda: Lot.objects.update(**change))


def test_one_work_is_in_one_living_lot() -> None:
    work = make.artwork()
    make.draft_lot(make.sale(), artwork=work)
    assert refused(lambda: make.draft_lot(make.sale(), artwork=work))


def test_one_number_one_paddle_one_bid_an_event() -> None:
    lot, user = make.open_lot(), make.person()
    make.bid(lot, user, 5_000)
    paddle = Paddle.objects.get()
    for change in (
        lambda: Paddle.objects.create(
            sale=lot.sale, user=user, number=999_999, terms_version=1, accepted_at=paddle.accepted_at
        ),
        lambda: Paddle.objects.create(
            sale=lot.sale,
            user=make.person(),
            number=paddle.number,
            terms_version=1,
            accepted_at=paddle.accepted_at,
        ),
        lambda: Lot.objects.create(sale=lot.sale, number=lot.number, artwork=make.artwork(), opening_minor=1),
    ):
        assert refused(change)
    event = LotEvent.objects.get(seq=3)
    event.pk = None
    assert refused(lambda: event.save(force_insert=True))


def test_a_kept_refusal_is_not_rewritten() -> None:
    lot, user = make.open_lot(), make.person()
    make.bid(lot, make.person(), 5_000)
    with pytest.raises(Exception, match=r"."):
        make.bid(lot, user, 1_000)
    assert Refusal.objects.count() == 1
    assert refused(lambda: Refusal.objects.update(code="ended"))
