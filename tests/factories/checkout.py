"""Bags, checkouts and offers for tests, made through the services like real ones."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from core import clock
from core.money import Money
from marketplace.models import Artwork
from orders.addresses import PostalAddress
from orders.checkout import pricing, services
from orders.checkout.models import Checkout, Offer
from orders.checkout.owners import Owner
from orders.delivery.services import load_house_rates
from tests.factories.accounts import UserFactory
from tests.factories.marketplace import ArtworkFactory
from tests.factories.orders import SellerFactory

HOME = PostalAddress(
    name="لمياء بنت سعد الراشد",
    phone="+966552148830",
    country="SA",
    line1="طريق الأمير محمد بن سعد",
    district="الملقا",
    city="الرياض",
    postcode="13521",
    building="4471",
    additional="7602",
    short="RHMA4471",
)
ABROAD = PostalAddress(
    name="Lamia Alrashid",
    phone="+96522222222",
    country="KW",
    line1="Gulf Road",
    city="Kuwait",
    building="5",
    block="3",
)
TYPED = {f"new-{key}": value for key, value in HOME.as_dict().items()}
"""The same, as the form of a new address sends it."""


def house_rates() -> None:
    """The house's price list for delivery: tests with real commits wipe what the migrations wrote."""
    load_house_rates()


def source_of(work: Artwork) -> str:
    return f"artwork:{work.pk}"


def work_of(**given: Any) -> Artwork:
    """A public work at 1,850.00 riyals, VAT inside."""
    return ArtworkFactory(**{"published": True, **given})


def bag_of(user: User, *works: Artwork) -> None:
    for work in works:
        services.add_to_cart(owner=Owner(user=user), source=source_of(work))


def checkout_of(*works: Artwork, user: User | None = None, ship_to: PostalAddress | None = HOME) -> Checkout:
    """Opened for these works, addressed, and each group picked up at its seller's."""
    buyer = user or UserFactory()
    made = services.start_checkout(user=buyer, sources=[source_of(work) for work in works or (work_of(),)])
    return ready(made, ship_to)


def ready(checkout: Checkout, ship_to: PostalAddress | None = HOME, way: str = "pickup") -> Checkout:
    if ship_to is None:
        return checkout
    by = checkout.user
    row = services.set_address(checkout=checkout, by=by, ship_to=ship_to)
    groups = pricing.sums(row, now=clock.now()).groups
    return services.set_delivery(checkout=row, by=by, choices={group.key: way for group in groups})


def shown_of(checkout: Checkout) -> dict[str, list[Any]]:
    """What the review page says now."""
    checkout.refresh_from_db()
    return pricing.sums(checkout, now=clock.now()).shown


def placed(*works: Artwork, user: User | None = None) -> Checkout:
    made = checkout_of(*works, user=user)
    return services.place_checkout(checkout=made, by=made.user, shown=shown_of(made))


def offer_of(
    work: Artwork | None = None, *, buyer: User | None = None, amount: int = 150_000, **given: Any
) -> Offer:
    """1,500.00 for a work at 1,850.00, unless told otherwise."""
    thing = work or work_of()
    return services.make_offer(
        buyer=buyer or UserFactory(),
        source=source_of(thing),
        amount=Money(amount, thing.currency),
        **given,
    )


def owned_work(**given: Any) -> tuple[Artwork, User]:
    """A public work and somebody who may act for its seller."""
    owner = UserFactory()
    return work_of(seller=SellerFactory(owner=owner), **given), owner
