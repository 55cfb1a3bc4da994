"""Offers on works of fixed price: made, answered, and what becomes of them afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from compliance import audit
from core import clock, outbox
from core.bidi import clean_text
from core.money import Money, exponent_of
from orders import rules as order_rules
from orders.checkout import bargaining, locks, queries, rules, shelf
from orders.checkout.enums import OfferMove, OfferState
from orders.checkout.exceptions import (
    NotOnShelf,
    NotYourOffer,
    NotYourTurn,
    OfferClosed,
    OfferNotBetter,
    OffersClosed,
    OfferTooHigh,
    OfferTooLow,
    OfferTwice,
    PriceAsked,
    RoundsOver,
    Unavailable,
)
from orders.checkout.models import Offer, OfferStep, OfferTerms
from orders.checkout.services.agreeing import order_for
from orders.enums import OrderState
from orders.exceptions import NotManager, OwnSale
from orders.models import Order, Seller

if TYPE_CHECKING:
    from accounts.models import User

MESSAGE_LONGEST = 500
ENDS = {
    OfferMove.UNPAID: OfferState.EXPIRED,
    OfferMove.EXPIRED: OfferState.EXPIRED,
    OfferMove.DECLINED: OfferState.DECLINED,
    OfferMove.SOLD: OfferState.DECLINED,
    OfferMove.WITHDRAWN: OfferState.WITHDRAWN,
    OfferMove.BOUGHT: OfferState.BOUGHT,
}


@transaction.atomic
def make_offer(
    *, buyer: User, source: str, amount: Money, message: str = "", now: datetime | None = None
) -> Offer:
    """A buyer's first offer, VAT included. Holds nothing: others may buy the work meanwhile.

    Raises NotOnShelf, Unavailable, PriceAsked, OffersClosed, OfferTooLow, OfferTooHigh, OfferTwice,
    CurrencyMismatch; from orders OwnSale.
    """
    item = shelf.one(source)
    if item is None:
        raise NotOnShelf
    price = _price_for_offer(buyer, item)
    terms = queries.terms_of(item.seller)
    if not terms.allowed:
        raise OffersClosed
    span = bargaining.first_offer(price.minor, terms)
    if amount < Money(span.low, price.currency):
        raise OfferTooLow(least=Money(span.low, price.currency).text())
    if amount.minor > span.high:
        raise OfferTooHigh(price=price.text())
    moment = now or clock.now()
    offer = Offer(
        source=source,
        title_ar=item.title_ar[:300],
        title_en=item.title_en[:300],
        buyer=buyer,
        seller=item.seller,
        asking=price.minor,
        amount=amount.minor,
        currency=price.currency,
        created_at=moment,
        changed_at=moment,
        expires_at=moment + bargaining.ANSWER_WITHIN,
    )
    try:
        with transaction.atomic():
            offer.save(force_insert=True)
    except IntegrityError as error:
        if queries.living_offer(buyer, source):
            raise OfferTwice from error
        raise
    _step(offer, OfferMove.OFFERED, by=buyer, message=message, now=moment)
    return offer


def _price_for_offer(buyer: User, item: shelf.ShelfItem) -> Money:
    if not order_rules.may_buy_from(buyer, item.seller):
        raise OwnSale
    if not item.available:
        raise Unavailable(title=item.title, why=item.reason)
    if item.price is None:
        raise PriceAsked(title=item.title)
    return item.price


@transaction.atomic
def counter_offer(
    *, offer: Offer, by: User, amount: Money, message: str = "", now: datetime | None = None
) -> Offer:
    """Another amount, from whoever's turn it is; the buyer's opens the next round. Locks the offer.

    Raises NotYourOffer, NotYourTurn, OfferClosed, RoundsOver, OfferNotBetter.
    """
    row = _at_turn(offer, by)
    if not rules.may_counter(by, row):
        raise RoundsOver
    selling = row.state == OfferState.OPEN
    span = countering(row)
    if amount.currency != row.currency or amount.minor not in span:
        low, high = (Money(minor, row.currency).text() for minor in (span.low, span.high))
        raise OfferNotBetter(low=low, high=high)
    row.amount = amount.minor
    row.state = OfferState.COUNTERED if selling else OfferState.OPEN
    row.round += 0 if selling else 1
    _write(row, OfferMove.COUNTERED if selling else OfferMove.OFFERED, by, message, now or clock.now())
    return row


def countering(offer: Offer) -> bargaining.Span:
    """What the side whose turn it is may name."""
    unit = 10 ** exponent_of(offer.currency)
    if offer.state == OfferState.OPEN:
        asked = queries.last_amount(offer, OfferMove.COUNTERED)
        return bargaining.sellers_counter(offer.amount, offer.asking, asked, unit)
    own = queries.last_amount(offer, OfferMove.OFFERED) or 0
    return bargaining.buyers_counter(own, offer.amount, unit)


@transaction.atomic
def accept_offer(*, offer: Offer, by: User, now: datetime | None = None) -> Offer:
    """Agrees to the amount on the table: an order is placed that holds the work for RESERVED_FOR.

    Locks the offer, then the work. Raises NotYourOffer, NotYourTurn, OfferClosed, and what the shelf raises
    when the work is gone: then the offer stays as it was.
    """
    row = _at_turn(offer, by)
    moment = now or clock.now()
    row.order = order_for(offer=row, now=moment)
    row.state = OfferState.ACCEPTED
    row.expires_at = row.order.due_at
    _write(row, OfferMove.ACCEPTED, by, "", moment)
    return row


@transaction.atomic
def decline_offer(*, offer: Offer, by: User, message: str = "", now: datetime | None = None) -> Offer:
    """No. Locks the offer. Raises NotYourOffer, NotYourTurn, OfferClosed."""
    return _end(_at_turn(offer, by), OfferMove.DECLINED, by=by, message=message, now=now)


@transaction.atomic
def withdraw_offer(*, offer: Offer, by: User, now: datetime | None = None) -> Offer:
    """The buyer steps back before a yes. Locks the offer. Raises NotYourOffer, OfferClosed."""
    row = locks.offer(offer.pk)
    if not rules.is_buyer(by, row):
        raise NotYourOffer
    if not rules.may_withdraw(by, row):
        raise OfferClosed(state=row.status.label)
    return _end(row, OfferMove.WITHDRAWN, by=by, now=now)


def expire_offers(*, now: datetime | None = None, limit: int = 100) -> int:
    """Ends what nobody has answered in time, each in a transaction of its own; returns how many."""
    moment = now or clock.now()
    return sum(_expire(offer, moment) for offer in queries.offers_due(moment)[:limit])


@transaction.atomic
def _expire(offer: Offer, now: datetime) -> bool:
    row = locks.offer(offer.pk)
    if not row.status.negotiable or row.expires_at > now:
        return False
    _end(row, OfferMove.EXPIRED, by=None, now=now)
    return True


@transaction.atomic
def offers_after_payment(*, order: Order, now: datetime | None = None) -> None:
    """The order was paid: its own offer is bought, every other open one on its works is closed. Idempotent."""
    mine = queries.offer_of(order)
    if mine is not None:
        row = locks.offer(mine.pk)
        if row.status.may_become(OfferState.BOUGHT):
            _end(row, OfferMove.BOUGHT, by=None, now=now)
    sources = [source for source in order.lines.values_list("source", flat=True) if source]
    for other in queries.open_offers_on(sources):
        row = locks.offer(other.pk)
        if row.status.negotiable:
            _end(row, OfferMove.SOLD, by=None, now=now)


@transaction.atomic
def offer_fell_through(*, order: Order, now: datetime | None = None) -> None:
    """The order of an accepted offer was not paid, or was cancelled: so is the offer. Idempotent."""
    mine = queries.offer_of(order)
    if mine is None:
        return
    row = locks.offer(mine.pk)
    if row.state == OfferState.ACCEPTED:
        move = OfferMove.UNPAID if order.state == OrderState.EXPIRED else OfferMove.WITHDRAWN
        _end(row, move, by=None, now=now)


@transaction.atomic
def set_offer_terms(*, seller: Seller, by: User, allowed: bool, minimum_bps: int) -> OfferTerms:
    """Whether the seller hears offers and from what share on; offers under way go on. Raises NotManager."""
    if not rules.may_set_terms(by, seller):
        raise NotManager
    before = queries.terms_of(seller)
    terms, _made = OfferTerms.objects.update_or_create(
        seller=seller, defaults={"allowed": allowed, "minimum_bps": minimum_bps}
    )
    audit.record(
        "checkout.offer_terms.set",
        subject=seller,
        actor=by,
        before={"allowed": before.allowed, "minimum_bps": before.minimum_bps},
        after={"allowed": allowed, "minimum_bps": minimum_bps},
    )
    return terms


def _at_turn(offer: Offer, by: User) -> Offer:
    """The locked offer, when it is this person's to answer."""
    row = locks.offer(offer.pk)
    if not rules.is_buyer(by, row) and not order_rules.may_manage(by, row.seller):
        raise NotYourOffer
    if not row.status.negotiable:
        raise OfferClosed(state=row.status.label)
    if not rules.may_answer(by, row):
        raise NotYourTurn
    return row


def _end(
    row: Offer, move: OfferMove, *, by: User | None, message: str = "", now: datetime | None = None
) -> Offer:
    row.state = ENDS[move]
    _write(row, move, by, message, now or clock.now())
    return row


def _write(row: Offer, move: OfferMove, by: User | None, message: str, now: datetime) -> None:
    row.changed_at = now
    if row.status.negotiable:
        row.expires_at = now + bargaining.ANSWER_WITHIN
    row.save(update_fields=["state", "amount", "round", "order", "changed_at", "expires_at"])
    _step(row, move, by=by, message=message, now=now)


def _step(offer: Offer, move: OfferMove, *, by: User | None, message: str = "", now: datetime) -> None:
    """The history, the audit and what goes out, in the same transaction."""
    text = clean_text(message)[:MESSAGE_LONGEST]
    step = OfferStep.objects.create(offer=offer, move=move, amount=offer.amount, by=by, message=text, at=now)
    after = {"state": str(offer.state), "amount": offer.amount, "currency": offer.currency}
    audit.record(f"checkout.offer.{move}", subject=offer, actor=by, after=after)
    outbox.enqueue("checkout.offer_step", {"step": step.pk}, key=f"offer_step:{step.pk}")
