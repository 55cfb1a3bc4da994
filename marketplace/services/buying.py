"""A work bought at its fixed price: the first one gets it, the second is told kindly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from core import clock
from core.money import Money
from marketplace import locks, standing
from marketplace.enums import Availability, PublicationState
from marketplace.exceptions import NotAvailable, PriceOnRequest
from marketplace.models import Artwork
from marketplace.services.availability import (
    hold_artwork,
    mark_available,
    mark_sold,
    refusal,
    release_artwork,
)
from orders.checkout.pricing import at_home
from orders.drafts import item_lines
from orders.enums import OrderOrigin
from orders.exceptions import OwnSale
from orders.models import Claim, Order
from orders.rules import may_buy_from
from orders.services import place_order

if TYPE_CHECKING:
    from accounts.models import User

TO_PAY_WITHIN: Final = timedelta(days=3)
SOURCE: Final = "artwork"


def source_of(artwork: Artwork) -> str:
    """How orders name the work."""
    return f"{SOURCE}:{artwork.pk}"


def holder_of(order: Order) -> str:
    """How the work names the order that holds it."""
    return f"order:{order.pk}"


def check_for_sale(*, user: User, artwork: Artwork) -> Money:
    """The price at which this person may buy the work now; the purchase itself decides again under the lock.

    Raises NotAvailable, SoldAlready, HeldForAnother, NotForSale, PriceOnRequest; from orders OwnSale.
    """
    if artwork.state != PublicationState.PUBLISHED:
        raise NotAvailable
    if artwork.availability != Availability.AVAILABLE:
        raise refusal(artwork)
    if artwork.price is None:
        raise PriceOnRequest
    if not may_buy_from(user, artwork.seller):
        raise OwnSale
    if not standing.sells_now(artwork.seller_id):
        raise NotAvailable
    return artwork.price


@transaction.atomic
def buy_artwork(*, user: User, artwork: Artwork, now: datetime | None = None) -> Order:
    """Places the order and puts the work on hold for it, without a delivery: that is chosen at its checkout.

    Locks the work, then the order's number.

    Raises SoldAlready, HeldForAnother, NotForSale, NotAvailable, PriceOnRequest; from orders OwnSale.
    """
    locked = locks.artwork(artwork.pk)
    price = check_for_sale(user=user, artwork=locked)
    order = place_order(
        buyer=user,
        seller=locked.seller,
        currency=price.currency,
        source=source_of(locked),
        lines=item_lines(
            price=price,
            title_ar=locked.title_ar or "",
            title_en=locked.title_en or "",
            treatment=at_home(locked.seller, now or clock.now()),
            source=source_of(locked),
        ),
        due_in=TO_PAY_WITHIN,
        origin=OrderOrigin.BUY_NOW,
        now=now,
    )
    hold_artwork(artwork=locked, source=holder_of(order))
    return order


def artwork_ids_of(sources: Iterable[str]) -> list[int]:
    """The works among these things; lots and others are none of the catalogue's business."""
    found = []
    for source in sources:
        kind, _colon, number = source.partition(":")
        if kind == SOURCE and number.isdecimal():
            found.append(int(number))
    return sorted(found)


@transaction.atomic
def settle_sale(*, order: Order) -> None:
    """The order was paid: its works are sold. May come twice."""
    for artwork in _works_of(order):
        mark_sold(artwork=artwork, source=holder_of(order))


@transaction.atomic
def undo_hold(*, order: Order) -> None:
    """The order was cancelled or ran out: its works are free again, where this order still holds them."""
    for artwork in _works_of(order):
        release_artwork(artwork=artwork, source=holder_of(order))


@transaction.atomic
def undo_sale(*, order: Order, sources: Iterable[str]) -> None:
    """These things of the order came back: the works are for sale again, unless a later order has them."""
    for artwork in _works(sources):
        taken = Claim.objects.filter(source=source_of(artwork)).exclude(order=order).exists()
        if artwork.availability == Availability.SOLD and not taken:
            mark_available(artwork=artwork)


def _works_of(order: Order) -> list[Artwork]:
    return _works(order.lines.values_list("source", flat=True))


def _works(sources: Iterable[str]) -> list[Artwork]:
    return list(Artwork.objects.filter(pk__in=artwork_ids_of(sources)).order_by("pk"))
