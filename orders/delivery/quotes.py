"""What delivery would cost, asked of the price list in use: the thin layer around rating.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.money import Money
from orders.addresses import PostalAddress
from orders.delivery import rating
from orders.delivery.enums import Method
from orders.delivery.models import RateCard, Zone
from orders.delivery.rating import Note, Parcel, Place, Rated, Tariff
from orders.drafts import both
from orders.enums import LineKind
from orders.models import Seller

NOTES: Final[dict[Note, Promise]] = {
    Note.SIZE_ASSUMED: _("The seller has not measured the work; the price holds for works up to one metre."),
    Note.WEIGHT_ASSUMED: _("The seller has not weighed the work; we reckon with its size."),
    Note.TOO_LARGE: _("Too large for our price list. Ask the seller for a quote."),
    Note.TOO_DEAR: _("Worth more than our insurance covers. Ask the seller for a quote."),
    Note.NOT_SERVED: _("We have no price for this address yet. Ask the seller for a quote."),
}


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A line of the bill before its VAT, which follows the place."""

    kind: LineKind
    description_ar: str
    description_en: str
    net: Money


@dataclass(frozen=True, slots=True)
class Quote:
    """One way of delivery as a page offers it. `asks`: nobody can say the price without looking."""

    code: str
    name: str | Promise
    note: str
    lines: Sequence[QuoteLine]
    days: tuple[int, int] | None
    promised: date | None
    net: Money
    asks: bool

    @property
    def days_text(self) -> str:
        """ "3 to 8 working days"; nothing where nobody can say."""
        if self.days is None:
            return ""
        first, last = self.days
        words = ngettext_lazy(
            "%(first)s to %(last)s working day", "%(first)s to %(last)s working days", "last"
        )
        return str(words % {"first": first, "last": last})


def quote(
    *,
    items: Sequence[Parcel],
    ship_to: PostalAddress,
    seller: Seller | None = None,
    ship_from: PostalAddress | None = None,
    currency: str = "",
    today: date | None = None,
) -> list[Quote]:
    """Every way of delivery with its lines, before VAT. Three queries, however many works.

    Raises ValueError without items, CurrencyMismatch when a value is in another currency than the order.
    """
    start = ship_from or (origin_of(seller) if seller else PostalAddress())
    rated = rated_ways(
        seller=seller, parcels=items, ship_to=ship_to, ship_from=start, currency=currency, today=today
    )
    return [_quote(one, start) for one in rated]


def rated_ways(
    *,
    parcels: Sequence[Parcel],
    ship_to: PostalAddress,
    seller: Seller | None = None,
    ship_from: PostalAddress | None = None,
    currency: str = "",
    today: date | None = None,
) -> list[Rated]:
    """As `quote`, bare: the methods with their money, days and notes."""
    if not parcels:
        raise ValueError("Nothing to deliver.")
    start = ship_from or (origin_of(seller) if seller else PostalAddress())
    tariff = tariff_for(seller, currency or parcels[0].value.currency)
    day = today or timezone.localdate()
    return rating.rate(tariff, parcels, start=_place(start), end=_place(ship_to), today=day)


def tariff_for(seller: Seller | None, currency: str) -> Tariff:
    """The seller's own price list in use, else the house's; an empty one when there is neither."""
    card = card_for(seller)
    if card is None:
        return Tariff(currency)
    return Tariff(
        currency,
        zones=tuple(_zone(zone) for zone in Zone.objects.order_by("position")),
        bands=tuple(_bands(card, currency)),
        crates=tuple(
            rating.Crate(band.side_cm, Money(band.price, currency))
            for band in card.crates.filter(currency=currency)
        ),
        cover=_cover(card, currency),
        pickup=card.pickup,
        volume_divisor=card.volume_divisor,
    )


def card_for(seller: Seller | None) -> RateCard | None:
    cards = RateCard.objects.filter(active=True)
    own = cards.filter(seller=seller).first() if seller is not None and seller.pk else None
    return own or cards.filter(seller__isnull=True).first()


def origin_of(seller: Seller) -> PostalAddress:
    """Where a seller's works stand: the address of the seller, or at least the country."""
    address = PostalAddress.from_dict(seller.address)
    return address if address.country else address.with_(country=str(seller.country))


def _quote(rated: Rated, start: PostalAddress) -> Quote:
    return Quote(
        code=rated.method.value,
        name=rated.method.label,
        note=_note(rated, start),
        lines=lines_of(rated),
        days=rated.days,
        promised=rated.promised,
        net=rated.net,
        asks=rated.asks,
    )


def _note(rated: Rated, start: PostalAddress) -> str:
    told = [str(NOTES[note]) for note in Note if note in rated.notes]
    if rated.method == Method.PICKUP and (place := start.one_line()):
        told.append(place)
    return " ".join(told)


def lines_of(rated: Rated) -> list[QuoteLine]:
    """Delivery stands on the bill of what is sent, also when it costs nothing; a pick-up has no line."""
    if rated.asks or rated.method == Method.PICKUP:
        return []
    parts: list[tuple[LineKind, Any, Money]] = [
        (LineKind.SHIPPING, rated.method.label, rated.shipping),
        (LineKind.CRATING, LineKind.CRATING.label, rated.crating),
        (LineKind.INSURANCE, LineKind.INSURANCE.label, rated.insurance),
    ]
    return [
        QuoteLine(kind, *both(text), net) for kind, text, net in parts if net or kind == LineKind.SHIPPING
    ]


def _place(address: PostalAddress) -> Place:
    return Place(address.country, address.city, address.region)


def _zone(zone: Zone) -> rating.ZoneRule:
    return rating.ZoneRule(
        zone.code,
        zone.same_country,
        zone.same_city,
        frozenset(zone.origins),
        frozenset(zone.countries),
        frozenset(zone.regions),
        frozenset(zone.cities),
    )


def _bands(card: RateCard, currency: str) -> list[rating.Band]:
    return [
        rating.Band(
            rate.zone.code,
            Method(rate.method),
            rate.side_cm,
            rate.weight_g,
            Money(rate.price, currency),
            (rate.days_min, rate.days_max),
        )
        for rate in card.rates.filter(currency=currency).select_related("zone")
    ]


def _cover(card: RateCard, currency: str) -> rating.Cover | None:
    term = card.insurance.filter(currency=currency).first()
    if term is None:
        return None
    return rating.Cover(term.bps, Money(term.minimum, currency), Money(term.limit, currency))
