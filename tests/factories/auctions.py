"""Sales and lots for tests. Lots are opened through the services, so that their logs are real."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any
from uuid import uuid4

from accounts.models import User
from auctions import engine, fees, services
from auctions.enums import LotStatus
from auctions.models import Lot, Sale
from core import clock
from marketplace.enums import Category, PublicationState
from marketplace.models import Artist, Artwork
from orders.enums import SellerKind
from orders.models import Seller, SellerMember

_count = itertools.count(1)
SAR = 100
THOUSAND = 1_000 * SAR


def person(**fields: Any) -> User:
    number = next(_count)
    fields = {
        "email": f"bidder{number}@example.com",
        "name_ar": "مزايد",
        "name_en": f"Bidder {number}",
    } | fields
    return User.objects.create(**fields)


def staff(**fields: Any) -> User:
    return person(is_staff=True, **fields)


def seller(*members: User, **fields: Any) -> Seller:
    number = next(_count)
    fields = {
        "kind": SellerKind.GALLERY, "name_ar": "صالة", "name_en": f"Gallery {number}", "slug": f"gallery-{number}"
    } | fields  # fmt: skip
    made = Seller.objects.create(**fields)
    for member in members:
        SellerMember.objects.create(seller=made, user=member)
    return made


def artist(**fields: Any) -> Artist:
    number = next(_count)
    fields = {"name_ar": "فنان", "name_en": f"Artist {number}", "slug": f"artist-{number}"} | fields
    return Artist.objects.create(**fields)


def artwork(**fields: Any) -> Artwork:
    number = next(_count)
    if "seller" not in fields:
        fields["seller"] = seller()
    if "artist" not in fields:
        fields["artist"] = artist()
    fields = {
        "title_ar": f"عمل {number}",
        "title_en": f"Work {number}",
        "category": Category.PAINTING,
        "state": PublicationState.PUBLISHED,
        "published_at": clock.now(),
    } | fields
    return Artwork.objects.create(**fields)


def sale(**fields: Any) -> Sale:
    """A draft that opens in an hour and closes its first lot two hours later."""
    number = next(_count)
    now = clock.now()
    currency = fields.get("currency", "SAR")
    fields = {
        "title_ar": f"مزاد {number}",
        "title_en": f"Sale {number}",
        "terms_ar": "المزايدة ملزمة.",
        "terms_en": "Bids are binding.",
        "slug": f"sale-{number}",
        "currency": currency,
        "increments": engine.default_grid(currency).as_json(),
        "fees": fees.default_fees(currency),
        "extension": engine.ExtensionPolicy().as_json(),
        "starts_at": now + timedelta(hours=1),
        "first_close_at": now + timedelta(hours=3),
    } | fields
    return Sale.objects.create(**fields)


def draft_lot(in_sale: Sale, **fields: Any) -> Lot:
    number = Lot.objects.filter(sale=in_sale).count() + 1
    fields = {"number": number, "opening_minor": THOUSAND} | fields
    if "artwork" not in fields:
        fields["artwork"] = artwork()
    return Lot.objects.create(sale=in_sale, **fields)


def open_sale(
    lots: int = 1,
    *,
    by: User | None = None,
    ends_in: timedelta = timedelta(hours=3),
    extension: engine.ExtensionPolicy | None = None,
    interval_seconds: int = 60,
    **fields: Any,
) -> Sale:
    """A sale that is open for bids, its first lot closing `ends_in` from now; `fields` go to each lot.

    Announced and opened an hour before the end at the latest, so that the log fits the times.
    """
    closes = clock.now() + ends_in
    earlier = min(clock.now(), closes - timedelta(hours=1))
    made = sale(
        starts_at=closes - timedelta(hours=2),
        first_close_at=closes,
        interval_seconds=interval_seconds,
        extension=(extension or engine.ExtensionPolicy()).as_json(),
    )
    for _ in range(lots):
        draft_lot(made, **fields)
    director = by or staff()
    services.publish_sale(sale=made, by=director, now=earlier)
    return services.open_sale(sale=made, by=director, now=earlier)


def open_lot(**fields: Any) -> Lot:
    """One open lot; arguments as for `open_sale`."""
    lot = open_sale(**fields).lots.get()
    assert lot.status == LotStatus.OPEN
    return lot


def bid(lot: Lot, user: User, maximum: int, **fields: Any) -> services.BidAnswer:
    """A bid in major units, terms accepted."""
    fields = {"key": uuid4(), "accept_terms": True} | fields
    return services.place_bid(lot_id=lot.pk, user=user, max_minor=maximum * SAR, **fields)
