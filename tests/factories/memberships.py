"""Tiers and members for tests, made through the services like real ones."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import factory

from core import clock
from orders import services as orders
from orders.enums import SellerKind
from orders.memberships import services
from orders.memberships.enums import Audience, Period
from orders.memberships.models import Membership, Tier, TierPrice
from orders.models import Order, Seller
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory, payment_of, report_of


class TierFactory(factory.django.DjangoModelFactory):
    """A tier above those of the house."""

    class Meta:
        model = Tier

    audience = Audience.GALLERY
    code = factory.Sequence(lambda n: f"tier-{n}")
    name_ar = factory.Sequence(lambda n: f"فئة {n}")
    name_en = factory.Sequence(lambda n: f"Tier {n}")
    position = factory.Sequence(lambda n: 100 + n)


def tier_of(audience: str = "gallery", code: str = "studio") -> Tier:
    """One of the house's own; made anew where a test with real commits has emptied the tables."""
    positions = {"free": 0, "studio": 1, "friend": 1, "house": 2, "patron": 2}
    rates = {"studio": (1_200, 900), "house": (900, 700)}.get(code, (None, None))
    tier, _made = Tier.objects.get_or_create(
        audience=audience,
        code=code,
        defaults={
            "name_ar": code,
            "name_en": code.title(),
            "position": positions[code],
            "free": code == "free",
            "commission_bps": rates[0],
            "auction_commission_bps": rates[1],
            "listing_limit": 500 if code == "free" else None,
        },
    )
    if not tier.active:
        tier.active = True
        tier.save(update_fields=["active"])
    return tier


def price_of(
    audience: str = "gallery",
    code: str = "studio",
    period: Period = Period.MONTH,
    *,
    amount: int = 30_000,
    currency: str = "SAR",
) -> TierPrice:
    """The price of a tier, set to a round amount."""
    tier = tier_of(audience, code)
    price, _made = TierPrice.objects.update_or_create(
        tier=tier, period=period, currency=currency, defaults={"amount": amount}
    )
    return price


def pay(order: Order, *, at: datetime | None = None) -> Order:
    """The bank's word, and what the outbox would do with it."""
    payment = payment_of(order)
    orders.settle_payment(report=report_of(payment), now=at)
    order.refresh_from_db()
    services.start(order=order, now=at)
    order.refresh_from_db()
    return order


def gallery_of(owner: Any = None, **given: Any) -> Seller:
    return SellerFactory(owner=owner or UserFactory(), kind=given.pop("kind", SellerKind.GALLERY), **given)


def membership_of(
    user: Any = None,
    *,
    price: TierPrice | None = None,
    seller: Seller | None = None,
    at: datetime | None = None,
    paid: bool = True,
) -> Membership:
    """A gallery's membership at 300.00 a month, owned by `user`, unless told otherwise."""
    user = user or UserFactory()
    price = price or price_of()
    if seller is None and price.tier.audience != Audience.COLLECTOR:
        seller = gallery_of(user, kind=price.tier.audience)
    moment = at or clock.now()
    order = services.join(by=user, price=price, seller=seller, now=moment)
    if paid:
        pay(order, at=moment + timedelta(minutes=5))
    membership: Membership = order.membership_period.membership
    membership.refresh_from_db()
    return membership
