"""From the bag to the orders: opened, addressed, placed. Nothing is held before it is placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from compliance import audit
from core import clock
from orders.addresses import PostalAddress
from orders.checkout import locks, pricing, rules, shelf
from orders.checkout.enums import CheckoutState
from orders.checkout.exceptions import (
    CheckoutClosed,
    DetailsMissing,
    NoSuchCheckout,
    NothingToBuy,
    TotalChanged,
)
from orders.checkout.models import CartItem, Checkout, CheckoutItem, CheckoutOrder
from orders.checkout.pricing import Group
from orders.checkout.queries import left_checkouts, open_checkouts
from orders.enums import OrderOrigin, OrderState
from orders.models import Order
from orders.rules import may_buy_from
from orders.services import amend_order, place_order

if TYPE_CHECKING:
    from accounts.models import User

RESERVED_FOR: Final = timedelta(minutes=30)
"""How long placed works wait for their payment."""
LEFT_AFTER: Final = timedelta(days=1)
KEPT_FOR: Final = timedelta(days=30)
Shown = Mapping[str, Sequence[Any]]


@transaction.atomic
def start_checkout(*, user: User, sources: Sequence[str], now: datetime | None = None) -> Checkout:
    """Opens a checkout for these works; the open one for the same works is taken up again.

    What cannot be bought, and what the person sells themselves, is left out. Raises NothingToBuy.
    """
    found = shelf.look(sources)
    items = [
        found[source]
        for source in dict.fromkeys(sources)
        if source in found and found[source].buyable and may_buy_from(user, found[source].seller)
    ]
    if not items:
        raise NothingToBuy
    moment = now or clock.now()
    checkout = _same(user, {item.source for item in items}) or _opened(user, moment)
    checkout.items.all().delete()
    CheckoutItem.objects.bulk_create(
        CheckoutItem(
            checkout=checkout,
            position=position,
            source=item.source,
            price_minor=item.price.minor,
            currency=item.price.currency,
        )
        for position, item in enumerate(items)
        if item.price is not None
    )
    return checkout


@transaction.atomic
def start_for_orders(*, user: User, orders: Sequence[Order], now: datetime | None = None) -> Checkout:
    """Opens a checkout for orders that wait for payment (won lots, accepted offers); the same again is reused.

    Raises NothingToBuy when none of them is this person's to pay.
    """
    mine = {order.pk for order in orders if order.buyer_id == user.pk and order.status.payable}
    if not mine:
        raise NothingToBuy
    for known in open_checkouts(user).filter(items__isnull=True).prefetch_related("links"):
        if {link.order_id for link in known.links.all()} == mine:
            return known
    checkout = _opened(user, now or clock.now())
    CheckoutOrder.objects.bulk_create(CheckoutOrder(checkout=checkout, order_id=pk) for pk in sorted(mine))
    _take_details(checkout, [order for order in orders if order.pk in mine])
    return checkout


@transaction.atomic
def set_address(
    *,
    checkout: Checkout,
    by: User,
    ship_to: PostalAddress,
    bill_to: PostalAddress | None = None,
    now: datetime | None = None,
) -> Checkout:
    """Where it goes and who gets the bill; the choice of delivery is kept where it still exists.

    Locks the checkout. Raises NoSuchCheckout, CheckoutClosed.
    """
    row = _open_one(checkout, by)
    row.ship_to, row.bill_to = ship_to.as_dict(), (bill_to or ship_to).as_dict()
    row.touched_at = now or clock.now()
    row.save(update_fields=["ship_to", "bill_to", "touched_at"])
    return row


@transaction.atomic
def set_delivery(
    *, checkout: Checkout, by: User, choices: Mapping[str, str], now: datetime | None = None
) -> Checkout:
    """How each group is brought. Locks the checkout.

    Raises NoSuchCheckout, CheckoutClosed, DetailsMissing for a group without a way that can be chosen.
    """
    row = _open_one(checkout, by)
    moment = now or clock.now()
    row.choices = dict(choices)
    found = pricing.sums(row, now=moment)
    if not all(group.complete for group in found.groups):
        raise DetailsMissing
    row.choices = {group.key: group.way.code for group in found.groups if group.way is not None}
    row.touched_at = moment
    row.save(update_fields=["choices", "touched_at"])
    return row


@transaction.atomic
def place_checkout(*, checkout: Checkout, by: User, shown: Shown, now: datetime | None = None) -> Checkout:
    """Turns it into orders that hold the works for RESERVED_FOR, all or none; a second click finds them there.

    `shown` is what the page said (Sums.shown). Locks the checkout, then the works, then the orders' number:
    of two buyers the slower one gets TotalChanged, with what is gone. Raises NoSuchCheckout, CheckoutClosed,
    DetailsMissing, TotalChanged; from orders OwnSale, SoldAlready.
    """
    row = locks.checkout(checkout.pk)
    if not rules.may_check_out(by, row):
        raise NoSuchCheckout
    if row.state in {CheckoutState.PLACED, CheckoutState.PAID}:
        return row
    if row.state != CheckoutState.OPEN:
        raise CheckoutClosed
    moment = now or clock.now()
    found = pricing.sums(row, now=moment, locked=True)
    moved = pricing.changes(shown, found)
    if moved or found.gone:
        raise TotalChanged(moved)
    if not found.complete or (found.needs_address and not row.ship_to):
        raise DetailsMissing
    placed = [_order_of(row, group, moment) for group in found.groups]
    row.state, row.placed_at = CheckoutState.PLACED, moment
    row.expires_at = min(
        [order.due_at for order in placed if order.due_at > moment] or [moment + RESERVED_FOR]
    )
    row.touched_at = moment
    row.save(update_fields=["state", "placed_at", "expires_at", "touched_at"])
    CartItem.objects.filter(cart__user=by, source__in=[item.source for item in row.items.all()]).delete()
    after = {"orders": [order.number for order in placed], "totals": [str(sum_) for sum_ in found.totals]}
    audit.record("checkout.checkout.placed", subject=row, actor=by, after=after)
    return row


def _order_of(checkout: Checkout, group: Group, now: datetime) -> Order:
    ship_to = PostalAddress.from_dict(checkout.ship_to) if group.brought else None
    bill_to = PostalAddress.from_dict(checkout.bill_to) or None
    if group.order is not None:
        if group.fixed:
            return group.order
        return amend_order(
            order=group.order,
            by=checkout.user,
            lines=group.lines,
            ship_to=ship_to,
            bill_to=bill_to,
            delivery=group.delivery,
            promised_at=group.promised_at,
        )
    order = place_order(
        buyer=checkout.user,
        seller=group.seller,
        currency=group.currency,
        lines=group.lines,
        due_in=RESERVED_FOR,
        origin=OrderOrigin.BUY_NOW,
        ship_to=ship_to,
        bill_to=bill_to,
        delivery=group.delivery,
        made_to_order=group.made_to_order,
        promised_at=group.promised_at,
        now=now,
    )
    for item in group.items:
        shelf.claim(item.source, order)
    CheckoutOrder.objects.create(checkout=checkout, order=order)
    return order


@transaction.atomic
def settle_checkouts(*, order: Order) -> None:
    """An order of a placed checkout was paid or has ended: so has the checkout when it was the last. Idempotent."""
    for checkout in order.checkouts.exclude(state=CheckoutState.OPEN):
        row = locks.checkout(checkout.pk)
        states = {OrderState(state) for state in row.orders.values_list("state", flat=True)}
        if any(state.payable for state in states):
            continue
        paid = any(state.alive or state == OrderState.REFUNDED for state in states)
        wanted = CheckoutState.PAID if paid else CheckoutState.EXPIRED
        if row.status.may_become(wanted):
            row.state = wanted
            row.save(update_fields=["state"])


def sweep_checkouts(*, now: datetime | None = None) -> int:
    """Marks what was left for a day, forgets what was left for thirty; returns how many were forgotten."""
    moment = now or clock.now()
    left_checkouts(moment - LEFT_AFTER).update(state=CheckoutState.ABANDONED)
    old = Checkout.objects.filter(state=CheckoutState.ABANDONED, touched_at__lt=moment - KEPT_FOR)
    count = old.count()
    old.delete()
    return count


def _open_one(checkout: Checkout, by: User) -> Checkout:
    row = locks.checkout(checkout.pk)
    if not rules.may_check_out(by, row):
        raise NoSuchCheckout
    if row.state != CheckoutState.OPEN:
        raise CheckoutClosed
    return row


def _same(user: User, sources: set[str]) -> Checkout | None:
    for checkout in open_checkouts(user).prefetch_related("items"):
        if {item.source for item in checkout.items.all()} == sources:
            return checkout
    return None


def _opened(user: User, now: datetime) -> Checkout:
    """With the addresses of the last one, if there was one: nobody types them twice."""
    lately = Checkout.objects.filter(user=user).order_by("-touched_at", "-pk")[:5]
    last = next((one for one in lately if one.ship_to), None)
    return Checkout.objects.create(
        user=user,
        ship_to=last.ship_to if last else {},
        bill_to=last.bill_to if last else {},
        created_at=now,
        touched_at=now,
    )


def _take_details(checkout: Checkout, orders: Sequence[Order]) -> None:
    """An order that was addressed before brings its address along."""
    known = next((order for order in orders if order.ship_to), None)
    if known is not None:
        checkout.ship_to, checkout.bill_to = known.ship_to, known.bill_to
        checkout.save(update_fields=["ship_to", "bill_to"])
