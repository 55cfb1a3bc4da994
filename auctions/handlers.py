"""What the outbox brings to the auctions: mail and notices, the winner's order, the works set free."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from accounts.models import User
from auctions import delivery, letters, queries, works
from auctions.enums import LotStatus
from auctions.models import Bid, Lot, Paddle
from core import clock
from core.money import Money
from core.outbox import also, handles
from orders.drafts import lot_lines
from orders.enums import OrderOrigin
from orders.exceptions import SoldAlready
from orders.models import Order
from orders.services import place_order

TO_PAY = timedelta(days=3)
also(delivery.dispatch)


def _lot(payload: dict[str, Any]) -> Lot:
    return queries.with_details(Lot.objects.all()).get(pk=payload["lot"])


@handles("auctions.outbid")
def on_outbid(payload: dict[str, Any]) -> None:
    """Told only while it is true: the lot is open and somebody else leads."""
    lot = _lot(payload)
    user = User.objects.get(pk=payload["user"])
    leads = lot.leader is not None and lot.leader.user_id == user.pk
    if lot.status == LotStatus.OPEN and not leads:
        letters.outbid(lot, user, price=lot.price_minor or payload["price"], at=clock.now())


@handles("auctions.lot_closed")
def on_lot_closed(payload: dict[str, Any]) -> None:
    """The winner's order, the work's fate, and a word to all who bid. Idempotent by the order's source."""
    lot = _lot(payload)
    if lot.status == LotStatus.SOLD and lot.leader is not None:
        order = _order(lot, lot.leader)
        if order is not None:
            letters.won(lot, lot.leader.user, order)
    else:
        works.release(lot)
    for paddle in queries.bidders_of(lot):
        if lot.status != LotStatus.SOLD or paddle.pk != lot.leader_id:
            letters.lost(lot, paddle.user)


def _order(lot: Lot, winner: Paddle) -> Order | None:
    """Hammer, premium and VAT by the schedule that the sale opened with."""
    title = letters.title_of(lot)
    hammer = Money(lot.price_minor or 0, lot.sale.currency)
    lines = lot_lines(hammer=hammer, title_ar=title.ar, title_en=title.en, policy=lot.sale.fee_policy)
    try:
        return place_order(
            buyer=winner.user,
            seller=lot.artwork.seller,
            currency=lot.sale.currency,
            source=works.source_of(lot),
            lines=lines,
            due_in=TO_PAY,
            origin=OrderOrigin.AUCTION,
        )
    except SoldAlready:
        return Order.objects.filter(source=works.source_of(lot), buyer=winner.user).order_by("-pk").first()


@handles("auctions.lot_withdrawn")
def on_lot_withdrawn(payload: dict[str, Any]) -> None:
    lot = _lot(payload)
    works.release(lot)
    for paddle in queries.bidders_of(lot):
        letters.withdrawn(lot, paddle.user)


@handles("auctions.bids_voided")
def on_bids_voided(payload: dict[str, Any]) -> None:
    """Everybody who bid may stand elsewhere now."""
    lot = _lot(payload)
    people = User.objects.filter(paddles__bids__lot=lot).distinct()
    seq = Bid.objects.filter(lot=lot, seq=payload["seqs"][0]).values_list("void_seq", flat=True).get()
    for user in people:
        letters.voided(lot, user, seq=seq or 0)


@handles("auctions.sale_opened")
def on_sale_opened(payload: dict[str, Any]) -> None:
    """Those who watch a lot hear that it is open."""
    lots = queries.with_details(Lot.objects.filter(sale=payload["sale"], status=LotStatus.OPEN))
    for lot in lots.prefetch_related("watches__user"):
        for watch in lot.watches.all():
            letters.opened(lot, watch.user)
