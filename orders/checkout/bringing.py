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
from orders.delivery.rating import Note, Place, Rated, Tariff, rate
from orders.drafts import both
from orders.enums import Delivery, LineKind

if TYPE_CHECKING:
    from orders.models import Seller

EVENING = time(21)


@dataclass(frozen=True, slots=True)
class Fee:
    """A line of the bill before its VAT."""

    kind: LineKind
    net: Money
    text_ar: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Way:
    """`asks`: nobody can say the price without looking, so it cannot be chosen here."""

    code: str
    rated: Rated

    @property
    def method(self) -> Method:
        return self.rated.method

    @property
    def label(self) -> str:
        return str(Method(self.method).label)

    @property
    def net(self) -> Money:
        return self.rated.net

    @property
    def asks(self) -> bool:
        return self.rated.asks

    @property
    def assumed(self) -> bool:
        """Whether the price rests on sizes or weights that the seller has not measured."""
        return bool(self.rated.notes & {Note.SIZE_ASSUMED, Note.WEIGHT_ASSUMED})

    @property
    def delivery(self) -> Delivery:
        return Delivery.PICKUP if self.method == Method.PICKUP else Delivery.SHIP

    @property
    def promised_at(self) -> datetime | None:
        """The evening of the promised day, where the reader and the seller live."""
        day = self.rated.promised
        return timezone.make_aware(datetime.combine(day, EVENING)) if day else None

    @property
    def fees(self) -> list[Fee]:
        """Delivery always stands on the bill of what is sent, also when it costs nothing."""
        arabic, english = both(Method(self.method).label)
        found = [Fee(LineKind.SHIPPING, self.rated.shipping, arabic, english)]
        for kind, net in ((LineKind.CRATING, self.rated.crating), (LineKind.INSURANCE, self.rated.insurance)):
            if net:
                found.append(Fee(kind, net, *both(kind.label)))
        return found if self.delivery is Delivery.SHIP else []


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
    tariff = Tariff(parcels[0].value.currency, pickup=True)
    start, end = Place(str(seller.country)), Place(address.country, address.city, address.region)
    rated = rate(tariff, parcels, start=start, end=end, today=timezone.localtime(now).date())
    found = [Way(one.method.value, one) for one in rated]
    return sorted(found, key=lambda way: way.asks)


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
