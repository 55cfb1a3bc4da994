"""What it costs to bring works from one place to another: the single source for delivery prices. Pure.

A price list (`Tariff`) is zones, bands and terms; `rate` answers with one `Rated` a way of delivery. Prices
are before VAT, in the order's own currency: a currency that the list does not know is not converted.
Guarantees (tested as properties): a larger, heavier or dearer parcel never costs less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from core.money import Money, total
from orders.delivery.cities import same_city
from orders.delivery.enums import Method

# Works are measured without their frame; packing paper and corners come on top.
FRAME_CM: Final = 10
# What stands in for what the seller has not measured, and is said on the quote.
USUAL_SIDE_CM: Final = 100
USUAL_DEPTH_CM: Final = 10
USUAL_WEIGHT_G: Final = 8_000
# Days of the week (Monday is 0) on which nothing is collected.
WEEKENDS: Final = {"AE": (5, 6), **dict.fromkeys(("SA", "KW", "BH", "QA", "OM", "EG", "JO", "IQ"), (4, 5))}
USUAL_WEEKEND: Final = (5, 6)
PICKUP_DAYS: Final = (1, 3)


class Note(StrEnum):
    """What the buyer must know beside the price."""

    SIZE_ASSUMED = "size_assumed"
    WEIGHT_ASSUMED = "weight_assumed"
    TOO_LARGE = "too_large"
    TOO_DEAR = "too_dear"
    NOT_SERVED = "not_served"


ASKING: Final = frozenset({Note.TOO_LARGE, Note.TOO_DEAR, Note.NOT_SERVED})


@dataclass(frozen=True, slots=True)
class Parcel:
    """One work to be sent: centimetres and grams as far as they are known, its value, whether it is framed."""

    value: Money
    width_cm: int | None = None
    height_cm: int | None = None
    depth_cm: int | None = None
    weight_g: int | None = None
    framed: bool = False

    @property
    def measured(self) -> bool:
        return bool(self.width_cm or self.height_cm)

    @property
    def sides(self) -> tuple[int, int, int]:
        """Width, height, depth with the frame; the usual ones where nothing was measured."""
        allowance = FRAME_CM if self.framed else 0
        flat = (
            [side or 0 for side in (self.width_cm, self.height_cm)] if self.measured else [USUAL_SIDE_CM] * 2
        )
        depth = USUAL_DEPTH_CM if self.depth_cm is None else self.depth_cm
        return flat[0] + allowance, flat[1] + allowance, depth

    @property
    def longest_cm(self) -> int:
        return max(self.sides)

    def charged_g(self, volume_divisor: int) -> int:
        """Its weight, or what its volume counts as where that is more (0: volume does not count)."""
        weight = USUAL_WEIGHT_G if self.weight_g is None else self.weight_g
        if not volume_divisor:
            return weight
        width, height, depth = self.sides
        return max(weight, -(-width * height * depth * 1_000 // volume_divisor))


@dataclass(frozen=True, slots=True)
class Place:
    country: str
    city: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """Which ways belong to a zone; an empty set means anywhere."""

    code: str
    same_country: bool = False
    same_city: bool = False
    origins: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()

    def fits(self, start: Place, end: Place) -> bool:
        return (
            (not self.same_country or start.country == end.country)
            and (not self.same_city or _in_one_city(start, end))
            and (not self.origins or start.country in self.origins)
            and (not self.countries or end.country in self.countries)
            and (not self.regions or end.region in self.regions)
            and (not self.cities or any(same_city(end.city, city, end.country) for city in self.cities))
        )


@dataclass(frozen=True, slots=True)
class Band:
    """A price for parcels up to a longest side and a weight, in one zone and by one method."""

    zone: str
    method: Method
    side_cm: int
    weight_g: int
    price: Money
    days: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Crate:
    side_cm: int
    price: Money


@dataclass(frozen=True, slots=True)
class Cover:
    """Transport insurance: basis points of the value, a least price, and the most that is covered."""

    bps: int
    minimum: Money
    limit: Money

    def price(self, value: Money) -> Money:
        return max(value.portion(self.bps), self.minimum) if value else Money.zero(value.currency)


@dataclass(frozen=True, slots=True)
class Tariff:
    """The price list of a seller, or of the house, in one currency."""

    currency: str
    zones: tuple[ZoneRule, ...] = ()
    bands: tuple[Band, ...] = ()
    crates: tuple[Crate, ...] = ()
    cover: Cover | None = None
    pickup: bool = False
    volume_divisor: int = 5_000

    def zone(self, start: Place, end: Place) -> str:
        """The first zone that fits the way; "" where none does."""
        return next((zone.code for zone in self.zones if zone.fits(start, end)), "")


@dataclass(frozen=True, slots=True)
class Rated:
    """One way of delivery with what it costs; `asks` when nobody can say without looking."""

    method: Method
    currency: str
    shipping: Money
    crating: Money
    insurance: Money
    days: tuple[int, int] | None = None
    promised: date | None = None
    notes: frozenset[Note] = field(default_factory=frozenset)

    @property
    def asks(self) -> bool:
        return bool(self.notes & ASKING)

    @property
    def net(self) -> Money:
        return self.shipping + self.crating + self.insurance


def rate(tariff: Tariff, parcels: Sequence[Parcel], *, start: Place, end: Place, today: date) -> list[Rated]:
    """Every way of delivery from `start` to `end`, in the order of Method; pick-up last.

    Raises ValueError without parcels, CurrencyMismatch when a value is in another currency than the list.
    """
    if not parcels:
        raise ValueError("Nothing to deliver.")
    value = total((parcel.value for parcel in parcels), tariff.currency)
    zone = tariff.zone(start, end)
    ways = [
        _by_carrier(tariff, method, zone, parcels, value, start=start, today=today)
        for method in (Method.DOOR, Method.WALL, Method.CRATED)
        if _offered(tariff, method, zone)
    ]
    if not ways:
        ways = [_asking(Method.DOOR, tariff.currency, {Note.NOT_SERVED})]
    return [*ways, *_pickup(tariff, start, today)]


def working_day(start: date, days: int, country: str) -> date:
    """The day that many working days later, by the week of the country where the work stands."""
    weekend = WEEKENDS.get(country, USUAL_WEEKEND)
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() not in weekend
    return day


def _offered(tariff: Tariff, method: Method, zone: str) -> bool:
    """A crate goes by its own rates, or by those to the door."""
    if method == Method.CRATED and not tariff.crates:
        return False
    return bool(_bands(tariff, method, zone))


def _bands(tariff: Tariff, method: Method, zone: str) -> list[Band]:
    own = [band for band in tariff.bands if band.zone == zone and band.method == method]
    return own or (_bands(tariff, Method.DOOR, zone) if method == Method.CRATED else [])


def _by_carrier(
    tariff: Tariff,
    method: Method,
    zone: str,
    parcels: Sequence[Parcel],
    value: Money,
    *,
    start: Place,
    today: date,
) -> Rated:
    notes = _assumed(parcels)
    band = _cheapest(tariff, method, zone, parcels)
    crating = _crating(tariff, parcels) if method == Method.CRATED else Money.zero(tariff.currency)
    if band is None or crating is None:
        return _asking(method, tariff.currency, notes | {Note.TOO_LARGE})
    if tariff.cover and value > tariff.cover.limit:
        return _asking(method, tariff.currency, notes | {Note.TOO_DEAR})
    insurance = tariff.cover.price(value) if tariff.cover else Money.zero(tariff.currency)
    promised = working_day(today, band.days[1], start.country)
    return Rated(
        method, tariff.currency, band.price, crating, insurance, band.days, promised, frozenset(notes)
    )


def _cheapest(tariff: Tariff, method: Method, zone: str, parcels: Sequence[Parcel]) -> Band | None:
    """The cheapest band that takes them all: what fits a larger band fits it at no lower price."""
    side = max(parcel.longest_cm for parcel in parcels)
    weight = sum(parcel.charged_g(tariff.volume_divisor) for parcel in parcels)
    takes = [
        band for band in _bands(tariff, method, zone) if side <= band.side_cm and weight <= band.weight_g
    ]
    return min(takes, key=lambda band: (band.price.minor, band.days), default=None)


def _crating(tariff: Tariff, parcels: Sequence[Parcel]) -> Money | None:
    """A crate a work; None when one is too large for every crate."""
    prices = [
        min((crate.price for crate in tariff.crates if parcel.longest_cm <= crate.side_cm), default=None)
        for parcel in parcels
    ]
    known = [price for price in prices if price is not None]
    return total(known, tariff.currency) if len(known) == len(prices) else None


def _assumed(parcels: Sequence[Parcel]) -> set[Note]:
    notes = set()
    if any(not parcel.measured for parcel in parcels):
        notes.add(Note.SIZE_ASSUMED)
    elif any(parcel.weight_g is None for parcel in parcels):
        notes.add(Note.WEIGHT_ASSUMED)
    return notes


def _asking(method: Method, currency: str, notes: set[Note]) -> Rated:
    nothing = Money.zero(currency)
    return Rated(method, currency, nothing, nothing, nothing, notes=frozenset(notes))


def _pickup(tariff: Tariff, start: Place, today: date) -> list[Rated]:
    if not tariff.pickup:
        return []
    nothing = Money.zero(tariff.currency)
    ready = working_day(today, PICKUP_DAYS[1], start.country)
    return [Rated(Method.PICKUP, tariff.currency, nothing, nothing, nothing, PICKUP_DAYS, ready)]


def _in_one_city(start: Place, end: Place) -> bool:
    return start.country == end.country and same_city(start.city, end.city, end.country)
