"""Placing a bid: answers, refusals, keys, and how often the database is asked."""

from __future__ import annotations

import os
import re
import tempfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import translation

from auctions import exceptions, replaying, services
from auctions.enums import LotStatus
from auctions.models import Bid, Lot, LotEvent, Paddle, Refusal
from core import clock
from core.models import OutboxMessage
from orders.fees import lot_bill
from tests.factories import auctions as make
from tests.factories.auctions import SAR

pytestmark = pytest.mark.django_db


def untouched(lot: Lot) -> bool:
    """Neither row nor log of the lot has changed."""
    fresh = Lot.objects.get(pk=lot.pk)
    same = all(getattr(fresh, f.attname) == getattr(lot, f.attname) for f in Lot._meta.concrete_fields)
    return (
        same
        and LotEvent.objects.filter(lot=lot).count() == lot.seq
        and not Bid.objects.filter(lot=lot).exists()
    )


def test_first_bid_opens_at_the_opening_price() -> None:
    lot, user = make.open_lot(), make.person()
    answer = make.bid(lot, user, 5_000)
    lot.refresh_from_db()
    paddle = Paddle.objects.get()
    assert answer.result == "leading"
    assert (answer.price, answer.ask, answer.max) == (1_000 * SAR, 1_100 * SAR, 5_000 * SAR)
    assert answer.paddle == f"P-{paddle.number}"
    assert (lot.price_minor, lot.leader, lot.leader_max_minor) == (1_000 * SAR, paddle, 5_000 * SAR)
    assert (lot.seq, lot.bid_count, lot.leader_since_seq) == (3, 1, 3)
    assert lot.head_hash == answer.hash
    assert replaying.check(lot) == []
    bid = Bid.objects.get()
    assert (bid.bidder, bid.seq, bid.answer) == (user, answer.seq, answer.as_json())


def test_a_higher_maximum_takes_the_lead_one_step_above() -> None:
    lot, first, second = make.open_lot(), make.person(), make.person()
    make.bid(lot, first, 3_000)
    answer = make.bid(lot, second, 5_000)
    lot.refresh_from_db()
    assert (answer.result, answer.price) == ("leading", 3_200 * SAR)
    assert lot.leader is not None
    assert lot.leader.user == second
    assert OutboxMessage.objects.get(topic="auctions.outbid").payload == {
        "lot": lot.pk, "user": first.pk, "seq": 4, "price": 3_200 * SAR
    }  # fmt: skip


def test_a_lower_maximum_is_answered_at_once_and_nobody_else_is_told() -> None:
    lot, first, second = make.open_lot(), make.person(), make.person()
    make.bid(lot, first, 5_000)
    answer = make.bid(lot, second, 3_000)
    assert (answer.result, answer.price, answer.ask) == ("outbid", 3_200 * SAR, 3_400 * SAR)
    assert not OutboxMessage.objects.filter(topic="auctions.outbid").exists()


def test_a_silent_raise_is_a_numbered_secret() -> None:
    lot, user = make.open_lot(), make.person()
    make.bid(lot, user, 3_000)
    before = Lot.objects.get(pk=lot.pk)
    answer = make.bid(lot, user, 6_000)
    lot.refresh_from_db()
    assert answer.result == "raised"
    assert (lot.price_minor, lot.bid_count, lot.ends_at) == (before.price_minor, 1, before.ends_at)
    event = LotEvent.objects.get(lot=lot, seq=answer.seq)
    assert (event.type, event.public) == ("noted", {})
    assert replaying.check(lot) == []


def test_same_key_same_answer() -> None:
    lot, user, key = make.open_lot(), make.person(), uuid4()
    first = make.bid(lot, user, 5_000, key=key)
    make.bid(lot, make.person(), 9_000)
    again = make.bid(lot, user, 5_000, key=key)
    assert again == first.again()
    assert (first.replayed, again.replayed) == (False, True)
    assert Bid.objects.count() == 2


def test_same_key_other_amount_is_a_conflict() -> None:
    lot, user, key = make.open_lot(), make.person(), uuid4()
    make.bid(lot, user, 5_000, key=key)
    with pytest.raises(exceptions.KeyReused):
        make.bid(lot, user, 6_000, key=key)
    assert Bid.objects.get().max_minor == 5_000 * SAR


def test_a_refusal_by_state_is_kept_with_its_key() -> None:
    lot, user, key = make.open_lot(), make.person(), uuid4()
    make.bid(lot, make.person(), 3_000)
    make.bid(lot, make.person(), 5_000)
    with pytest.raises(exceptions.BidTooLow) as first:
        make.bid(lot, user, 3_000, key=key)
    Lot.objects.filter(pk=lot.pk)
    with pytest.raises(exceptions.BidTooLow) as again:
        make.bid(lot, user, 3_000, key=key)
    assert first.value.text == again.value.text
    assert (first.value.replayed, again.value.replayed) == (False, True)
    with pytest.raises(exceptions.KeyReused):
        make.bid(lot, user, 9_000, key=key)
    assert Refusal.objects.count() == 1
    assert not Paddle.objects.filter(user=user).exists()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Your bid is below the next step. Bid SAR 1,000 or more."),
        ("ar", "مزايدتك دون الدرجة التالية. زايد بمبلغ 1,000 ريال أو أكثر."),
    ],
)
def test_too_low_says_what_to_bid(language: str, sentence: str) -> None:
    lot, user = make.open_lot(), make.person()
    lot.refresh_from_db()
    with pytest.raises(exceptions.BidTooLow) as caught:
        make.bid(lot, user, 950)
    with translation.override(language):
        text = re.sub("[\u2066-\u2069\u00a0]", lambda m: " " if m[0] == "\u00a0" else "", caught.value.text)
        assert text == sentence
    assert caught.value.amounts == {"ask": 1_000 * SAR}  # type: ignore[attr-defined]
    assert untouched(lot)


def test_off_grid_names_both_neighbours_and_is_not_kept() -> None:
    lot, user = make.open_lot(), make.person()
    lot.refresh_from_db()
    with pytest.raises(exceptions.OffGrid) as caught:
        make.bid(lot, user, 5_250)
    assert caught.value.amounts == {"low": 5_000 * SAR, "high": 5_500 * SAR}  # type: ignore[attr-defined]
    assert not Refusal.objects.exists()
    assert untouched(lot)


def test_own_maximum_must_be_exceeded() -> None:
    lot, user = make.open_lot(), make.person()
    make.bid(lot, user, 5_000)
    with pytest.raises(exceptions.NotARaise):
        make.bid(lot, user, 5_000)
    assert Bid.objects.count() == 1


def test_after_the_end() -> None:
    lot, user = make.open_lot(), make.person()
    lot.refresh_from_db()
    with pytest.raises(exceptions.LotEnded):
        make.bid(lot, user, 5_000, now=lot.ends_at)
    with pytest.raises(exceptions.LotEnded):
        make.bid(lot, user, 5_000, now=lot.ends_at + timedelta(days=12))
    assert untouched(lot)
    assert make.bid(lot, user, 5_000, now=lot.ends_at - timedelta(microseconds=1)).extended


def test_not_open() -> None:
    user = make.person()
    sale = make.sale()
    lot = make.draft_lot(sale)
    with pytest.raises(exceptions.LotNotFound):
        make.bid(lot, user, 5_000)
    services.publish_sale(sale=sale, by=make.staff())
    with pytest.raises(exceptions.LotNotOpen):
        make.bid(lot, user, 5_000)
    with pytest.raises(exceptions.LotNotFound):
        services.place_bid(lot_id=10**9, user=user, key=uuid4(), max_minor=1)


def test_seller_and_artist_never_bid_on_their_lot() -> None:
    owner, painter, assistant = make.person(), make.person(), make.person()
    own = make.artist(seller=make.seller(painter))
    lot = make.open_lot(artwork=make.artwork(seller=make.seller(owner, assistant), artist=own))
    lot.refresh_from_db()
    for user in (owner, assistant, painter):
        with pytest.raises(exceptions.OwnLot):
            make.bid(lot, user, 5_000)
    assert untouched(lot)
    assert make.bid(make.open_lot(), owner, 5_000).result == "leading"


def test_staff_never_bid() -> None:
    lot = make.open_lot()
    lot.refresh_from_db()
    with pytest.raises(exceptions.StaffMayNotBid):
        make.bid(lot, make.staff(), 5_000)
    assert untouched(lot)


def test_terms_come_first() -> None:
    lot, user = make.open_lot(), make.person()
    lot.refresh_from_db()
    with pytest.raises(exceptions.TermsFirst):
        make.bid(lot, user, 5_000, accept_terms=False)
    assert untouched(lot)
    assert not Paddle.objects.exists()
    make.bid(lot, user, 5_000)
    assert make.bid(lot, user, 6_000, accept_terms=False).result == "raised"


def test_the_total_seen_must_be_the_total() -> None:
    lot, user = make.open_lot(), make.person()
    lot.refresh_from_db()
    total = lot_bill(5_000 * SAR, lot.sale.fee_policy).total
    with pytest.raises(exceptions.TotalChanged):
        make.bid(lot, user, 5_000, seen_total=total - 1)
    assert untouched(lot)
    assert make.bid(lot, user, 5_000, seen_total=total).total == total


def test_dinars_have_three_decimals() -> None:
    sale = make.sale(currency="KWD")
    make.draft_lot(sale, opening_minor=100_000)
    services.publish_sale(sale=sale, by=(director := make.staff()))
    lot = services.open_sale(sale=sale, by=director).lots.get()
    answer = services.place_bid(
        lot_id=lot.pk, user=make.person(), key=uuid4(), max_minor=110_000, accept_terms=True
    )
    assert (answer.price, answer.ask) == (100_000, 110_000)
    with pytest.raises(exceptions.OffGrid):
        services.place_bid(
            lot_id=lot.pk, user=make.person(), key=uuid4(), max_minor=115_500, accept_terms=True
        )


def round_trips(work: object) -> int:
    """Messages that the server answered with "ready": one for each round trip, BEGIN and COMMIT included."""
    raw = connection.connection.pgconn
    with tempfile.TemporaryFile() as trace:
        raw.trace(trace.fileno())
        try:
            work()  # type: ignore[operator]
        finally:
            raw.untrace()
        os.fsync(trace.fileno())
        trace.seek(0)
        return len(re.findall(rb"\tReadyForQuery\t", trace.read()))


@pytest.mark.django_db(transaction=True)
def test_a_bid_takes_four_round_trips_and_a_first_one_six() -> None:
    lot, first, second = make.open_lot(), make.person(), make.person()
    assert round_trips(lambda: make.bid(lot, first, 3_000)) <= 8
    make.bid(lot, second, 5_000)
    assert round_trips(lambda: make.bid(lot, first, 9_000)) == 4
    assert round_trips(lambda: make.bid(lot, first, 10_000)) == 4

    def too_low() -> None:
        with pytest.raises(exceptions.BidTooLow):
            make.bid(lot, second, 2_000)

    assert round_trips(too_low) == 4


@pytest.mark.django_db(transaction=True)
def test_inside_another_transaction_it_refuses_to_run() -> None:
    lot = make.open_lot()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        make.bid(lot, make.person(), 3_000)


def test_a_late_bid_extends_and_says_so() -> None:
    lot = make.open_lot(ends_in=timedelta(seconds=30))
    answer = make.bid(lot, make.person(), 5_000)
    lot.refresh_from_db()
    assert answer.extended
    assert lot.ext_count == 1
    assert lot.status == LotStatus.OPEN
    assert lot.ends_at is not None
    assert lot.ends_at - clock.now() > timedelta(minutes=4, seconds=55)
