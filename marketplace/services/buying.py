"""A work bought at its fixed price: the first one gets it, the second is told kindly."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from marketplace import locks
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
from orders.drafts import item_lines
from orders.enums import OrderOrigin
from orders.models import Order
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


@transaction.atomic
def buy_artwork(*, user: User, artwork: Artwork, now: datetime | None = None) -> Order:
    """Places the order and puts the work on hold for it. Locks the work, then the order's number.

    Raises SoldAlready, HeldForAnother, NotForSale, NotAvailable, PriceOnRequest; from orders OwnSale.
    """
    locked = locks.artwork(artwork.pk)
    if locked.state != PublicationState.PUBLISHED:
        raise NotAvailable
    if locked.availability != Availability.AVAILABLE:
        raise refusal(locked)
    price = locked.price
    if price is None:
        raise PriceOnRequest
    order = place_order(
        buyer=user,
        seller=locked.seller,
        currency=price.currency,
        source=source_of(locked),
        lines=item_lines(price=price, title_ar=locked.title_ar or "", title_en=locked.title_en or ""),
        due_in=TO_PAY_WITHIN,
        origin=OrderOrigin.BUY_NOW,
        now=now,
    )
    hold_artwork(artwork=locked, source=holder_of(order))
    return order


def artwork_id_of(order: Order) -> int | None:
    """The work that an order is about; None for lots and other sources."""
    kind, _colon, number = order.source.partition(":")
    return int(number) if kind == SOURCE and number.isdecimal() else None


@transaction.atomic
def settle_sale(*, order: Order) -> None:
    """The order was paid: its work is sold. May come twice."""
    if (artwork := _work_of(order)) is not None:
        mark_sold(artwork=artwork, source=holder_of(order))


@transaction.atomic
def undo_hold(*, order: Order) -> None:
    """The order was cancelled or ran out: its work is free again, if this order still holds it."""
    if (artwork := _work_of(order)) is not None:
        release_artwork(artwork=artwork, source=holder_of(order))


@transaction.atomic
def undo_sale(*, order: Order) -> None:
    """The order was refunded: its work is for sale again, unless a later order has it by now."""
    artwork = _work_of(order)
    later = Order.objects.filter(source=order.source, pk__gt=order.pk).exists()
    if artwork is not None and artwork.availability == Availability.SOLD and not later:
        mark_available(artwork=artwork)


def _work_of(order: Order) -> Artwork | None:
    number = artwork_id_of(order)
    return None if number is None else Artwork.objects.filter(pk=number).first()
