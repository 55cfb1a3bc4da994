"""The ways to bring a group of works, as the checkout shows and charges them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from core.money import Money
from orders.addresses import PostalAddress
from orders.checkout.shelf import Parcel
from orders.delivery import rating
from orders.delivery.enums import Method
from orders.delivery.quotes import Quote, quote
from orders.enums import Delivery

if TYPE_CHECKING:
    from orders.models import Seller

EVENING = time(21)


@dataclass(frozen=True, slots=True)
class Way:
    """A quote that can be chosen: not one that only a person can answer (`quote.asks`)."""

    quote: Quote

    @property
    def code(self) -> str:
        return self.quote.code

    @property
    def label(self) -> str:
        return str(self.quote.name)

    @property
    def delivery(self) -> Delivery:
        return Delivery.PICKUP if self.code == Method.PICKUP else Delivery.SHIP

    @property
    def promised_at(self) -> datetime | None:
        """The evening of the promised day, where the reader and the seller live."""
        day = self.quote.promised
        return timezone.make_aware(datetime.combine(day, EVENING)) if day else None


def ways(
    seller: Seller,
    things: Sequence[tuple[Parcel | None, Money]],
    address: PostalAddress,
    now: datetime,
) -> list[Way]:
    """Every way to bring these things there, those that can be chosen first; none without an address."""
    if not address.country or not things:
        return []
    parcels = [_parcel(parcel or Parcel(), value) for parcel, value in things]
    today = timezone.localtime(now).date()
    found = [Way(one) for one in quote(items=parcels, ship_to=address, seller=seller, today=today)]
    return sorted(found, key=lambda way: way.quote.asks)


def _parcel(parcel: Parcel, value: Money) -> rating.Parcel:
    def whole(side: Decimal | None) -> int | None:
        return None if side is None else math.ceil(side)

    return rating.Parcel(
        value=value,
        width_cm=whole(parcel.width_cm),
        height_cm=whole(parcel.height_cm),
        depth_cm=whole(parcel.depth_cm),
        weight_g=None if parcel.weight_kg is None else int(parcel.weight_kg * 1_000),
        framed=parcel.framed,
    )
