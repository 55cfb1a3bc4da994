"""Another tier or another period: upward at once against what is unused, downward at the end of what is paid."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock
from orders.memberships import locks, queries, rules
from orders.memberships.days import day_of
from orders.memberships.enums import MembershipState, TermKind
from orders.memberships.exceptions import NothingToChange, NotOffered, NotRunning, NotYours
from orders.memberships.models import Membership, TierPrice
from orders.memberships.services.ordering import offer, take_off
from orders.models import Order

if TYPE_CHECKING:
    from accounts.models import User

# A day: what is credited was counted when the order was placed.
TO_PAY = timedelta(days=1)


@transaction.atomic
def change(
    *, membership: Membership, by: User, price: TierPrice, now: datetime | None = None
) -> Order | None:
    """Goes over to another price. The order to pay where it is done at once, None where it waits for the end.

    Locks the membership. Raises NotYours, NotRunning, NotOffered, NothingToChange, PaymentUnderWay.
    """
    locked = _running(membership, by)
    if (
        not price.tier.active
        or price.tier.audience != locked.tier.audience
        or price.currency != locked.currency
    ):
        raise NotOffered
    if (price.tier_id, price.period) == (locked.tier_id, locked.period):
        raise NothingToChange
    moment = now or clock.now()
    made = queries.change_to(locked, price, queries.credit_of(locked, day_of(moment)))
    take_off(locked, by=by)
    if not made.at_once:
        _plan(locked, price, by)
        return None
    locked.payer = by
    locked.save(update_fields=["payer"])
    stretch = offer(
        membership=locked,
        tier=price.tier,
        period=price.span,
        value=price.amount,
        credit=made.credit,
        kind=TermKind.CHANGE,
        due=moment + TO_PAY,
        now=moment,
    )
    return stretch.order


@transaction.atomic
def keep(*, membership: Membership, by: User) -> Membership:
    """Takes a planned change back. Locks the membership. Raises NotYours, NotRunning, PaymentUnderWay."""
    locked = _running(membership, by)
    if locked.next_tier_id is None:
        return locked
    take_off(locked, by=by)
    _plan(locked, None, by)
    return locked


def _running(membership: Membership, by: User) -> Membership:
    locked = locks.membership(membership.pk)
    if not rules.may_manage(by, locked):
        raise NotYours
    if locked.state != MembershipState.ACTIVE:
        raise NotRunning
    return locked


def _plan(membership: Membership, price: TierPrice | None, by: User) -> None:
    membership.next_tier = price.tier if price else None
    membership.next_period = price.period if price else ""
    membership.save(update_fields=["next_tier", "next_period"])
    planned = {"tier": price.tier.code, "period": price.period} if price else {"tier": "", "period": ""}
    audit.record("memberships.planned", subject=membership, actor=by, after=planned)
