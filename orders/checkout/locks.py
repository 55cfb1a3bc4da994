"""Every row lock of the bag, the checkout and the offers: these first, then works, then orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orders.checkout.models import Cart, Checkout, Offer

if TYPE_CHECKING:
    from orders.checkout.owners import Owner


def cart(owner: Owner) -> Cart:
    """The owner's bag, made where there is none yet."""
    Cart.objects.get_or_create(**owner.key)
    return Cart.objects.select_for_update(of=("self",), no_key=True).get(**owner.key)


def carts(*owners: Owner) -> list[Cart]:
    """Bags that exist, by their key: two that merge never wait for each other."""
    found = [pk for owner in owners for pk in Cart.objects.filter(**owner.key).values_list("pk", flat=True)]
    return list(Cart.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=found).order_by("pk"))


def checkout(pk: int) -> Checkout:
    return Checkout.objects.select_for_update(of=("self",), no_key=True).select_related("user").get(pk=pk)


def offer(pk: int) -> Offer:
    rows = Offer.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("seller", "buyer").get(pk=pk)
