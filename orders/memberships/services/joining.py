"""The way in: a price is chosen, an order placed; paying it starts the membership."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from core import clock
from orders.memberships import locks, queries, rules
from orders.memberships.enums import Audience, MembershipState, TermKind
from orders.memberships.exceptions import AlreadyMember, NotForYou, NotOffered
from orders.memberships.models import Membership, TierPrice
from orders.memberships.services.ordering import offer, take_off
from orders.models import Order, Seller

if TYPE_CHECKING:
    from accounts.models import User

TO_PAY = timedelta(days=3)


@transaction.atomic
def join(*, by: User, price: TierPrice, seller: Seller | None = None, now: datetime | None = None) -> Order:
    """Orders a membership for oneself or for a seller one owns; the same choice again is the same order.

    Locks a membership that waits for its first payment. Raises NotForYou, NotOffered, AlreadyMember,
    PaymentUnderWay and what `place_order` raises.
    """
    tier = price.tier
    if not rules.may_join(by, Audience(tier.audience), seller):
        raise NotForYou
    if not tier.active:
        raise NotOffered
    moment = now or clock.now()
    holder = None if seller else by
    membership = locks.living(user=holder, seller=seller)
    if membership is None:
        membership = _new(by, price, seller, moment)
    elif membership.state != MembershipState.PENDING:
        raise AlreadyMember
    elif waiting := _same(membership, price, by):
        return waiting
    else:
        _choose_again(membership, price, by)
    stretch = offer(
        membership=membership,
        tier=tier,
        period=price.span,
        value=price.amount,
        kind=TermKind.JOIN,
        due=moment + TO_PAY,
        now=moment,
    )
    return stretch.order


def _new(by: User, price: TierPrice, seller: Seller | None, now: datetime) -> Membership:
    """The unique index judges who was first."""
    try:
        with transaction.atomic():
            return Membership.objects.create(
                user=None if seller else by,
                seller=seller,
                payer=by,
                tier=price.tier,
                period=price.period,
                currency=price.currency,
                created_at=now,
            )
    except IntegrityError as error:
        raise AlreadyMember from error


def _same(membership: Membership, price: TierPrice, by: User) -> Order | None:
    """A second click, a page left open: the order that waits already, while it can be paid at this price."""
    stretch = queries.open_stretch(membership)
    if stretch is None or stretch.order.buyer_id != by.pk or not stretch.order.status.payable:
        return None
    wanted = (price.tier_id, price.period, price.currency, price.amount)
    return (
        stretch.order
        if (stretch.tier_id, stretch.period, stretch.currency, stretch.value) == wanted
        else None
    )


def _choose_again(membership: Membership, price: TierPrice, by: User) -> None:
    take_off(membership, by=by)
    membership.tier, membership.period = price.tier, price.period
    membership.currency, membership.payer = price.currency, by
    membership.save(update_fields=["tier", "period", "currency", "payer"])
