"""Into the bag, out of it, and from a visitor's bag into a person's. A bag holds nothing back from others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from core import clock
from orders import rules
from orders.checkout import locks, shelf
from orders.checkout.exceptions import BagFull, NotOnShelf, PriceAsked, Unavailable
from orders.checkout.models import Cart, CartItem
from orders.checkout.owners import Owner
from orders.exceptions import OwnSale

if TYPE_CHECKING:
    from accounts.models import User

LIMIT: Final = 30
VISITORS_KEEP: Final = timedelta(days=30)
PEOPLE_KEEP: Final = timedelta(days=90)


@transaction.atomic
def add_to_cart(*, owner: Owner, source: str, now: datetime | None = None) -> int:
    """Puts a thing into the bag at today's price and returns how many lie there; again changes only the price.

    Locks the bag. Raises NotOnShelf, Unavailable, PriceAsked, BagFull; from orders OwnSale.
    """
    item = shelf.one(source)
    if item is None:
        raise NotOnShelf
    if not item.available:
        raise Unavailable(title=item.title, why=item.reason)
    if item.price is None:
        raise PriceAsked(title=item.title)
    if owner.user is not None and not rules.may_buy_from(owner.user, item.seller):
        raise OwnSale
    cart = locks.cart(owner)
    known = set(cart.items.values_list("source", flat=True))
    if source not in known and len(known) >= LIMIT:
        raise BagFull(limit=LIMIT)
    moment = now or clock.now()
    CartItem.objects.update_or_create(
        cart=cart,
        source=source,
        defaults={"seen_minor": item.price.minor, "currency": item.price.currency},
        create_defaults={
            "seen_minor": item.price.minor,
            "currency": item.price.currency,
            "added_at": moment,
        },
    )
    _touch(cart, moment)
    return len(known | {source})


@transaction.atomic
def remove_from_cart(*, owner: Owner, sources: Iterable[str], now: datetime | None = None) -> int:
    """Takes things out and returns how many are left; what is not there is no matter."""
    cart = Cart.objects.filter(**owner.key).first()
    if cart is None:
        return 0
    cart.items.filter(source__in=list(sources)).delete()
    _touch(cart, now or clock.now())
    return cart.items.count()


@transaction.atomic
def merge_cart(*, token: str, user: User, now: datetime | None = None) -> int:
    """What a visitor had chosen goes into their own bag when they sign in; returns how many lie there then.

    Locks both bags. What they have already keeps its price; beyond the limit the visitor's latest are left out.
    """
    person = Owner(user=user)
    if not token:
        return CartItem.objects.filter(cart__user=user).count()
    visitor = Owner(token=token)
    found = {cart.token: cart for cart in locks.carts(visitor, person)}
    theirs = found.get(token)
    if theirs is None:
        return CartItem.objects.filter(cart__user=user).count()
    mine = found.get(None) or locks.cart(person)
    known = set(mine.items.values_list("source", flat=True))
    new = [item for item in theirs.items.all() if item.source not in known][: LIMIT - len(known)]
    CartItem.objects.filter(pk__in=[item.pk for item in new]).update(cart=mine)
    theirs.delete()
    _touch(mine, now or clock.now())
    return len(known) + len(new)


def sweep_carts(*, now: datetime | None = None) -> int:
    """Forgets bags that nobody has touched for long; returns how many."""
    moment = now or clock.now()
    visitors = Cart.objects.filter(user__isnull=True, touched_at__lt=moment - VISITORS_KEEP)
    people = Cart.objects.filter(user__isnull=False, touched_at__lt=moment - PEOPLE_KEEP)
    count = visitors.count() + people.count()
    visitors.delete()
    people.delete()
    return count


def _touch(cart: Cart, now: datetime) -> None:
    cart.touched_at = now
    cart.save(update_fields=["touched_at"])
