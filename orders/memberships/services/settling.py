"""What orders tell: paid, come to nothing, paid back. Each may be told more than once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from compliance import audit
from core import clock
from orders import services as orders
from orders.enums import OrderState, RefundReason
from orders.memberships import letters, locks, queries, terms
from orders.memberships.days import day_of
from orders.memberships.enums import SERVED, EndReason, MembershipState, TermKind, TermState
from orders.memberships.models import Membership, MembershipPeriod
from orders.memberships.services.ordering import finish, take_off
from orders.models import Order

ENTERED = (
    *("tier", "period", "state", "renews", "next_tier", "next_period"),
    *("starts_on", "ends_on", "anchor_day"),
)


@transaction.atomic
def start(*, order: Order, now: datetime | None = None) -> bool:
    """A paid order begins its stretch. Locks the membership; False where there is nothing (more) to do.

    Money for a membership that has ended meanwhile goes back.
    """
    found = locks.stretch_of(order)
    if found is None or found[1].state != TermState.OPEN:
        return False
    membership, stretch = found
    if membership.state == MembershipState.ENDED:
        stretch.state = TermState.VOID
        stretch.save(update_fields=["state"])
        orders.refund(order=order, by=None, amounts=None, reason=RefundReason.OTHER)
        return False
    first = membership.state == MembershipState.PENDING
    today = day_of(order.paid_at or now or clock.now())
    _lay(membership, stretch, today)
    _enter(membership, stretch, today)
    audit.record(
        "memberships.started",
        subject=membership,
        actor=None,
        after={"tier": stretch.tier.code, "order": order.number, "until": str(stretch.ends_on)},
    )
    orders.complete_order(order=order, now=now)
    letters.started(membership, stretch, first=first)
    return True


@transaction.atomic
def drop(*, order: Order, now: datetime | None = None) -> bool:
    """An order that was cancelled or expired takes its stretch with it. Locks the membership."""
    found = locks.stretch_of(order)
    if found is None or found[1].state != TermState.OPEN:
        return False
    membership, stretch = found
    stretch.state = TermState.VOID
    stretch.save(update_fields=["state"])
    moment = now or clock.now()
    reason = EndReason.UNPAID if order.state == OrderState.EXPIRED else EndReason.CANCELLED
    if membership.state == MembershipState.PENDING:
        finish(membership, reason, by=None, now=moment)
    elif stretch.kind == TermKind.RENEWAL:
        _not_renewed(membership, reason, moment)
    return True


@transaction.atomic
def take_back(*, order: Order, now: datetime | None = None) -> bool:
    """An order that was paid back in whole takes its days with it. Locks the membership."""
    found = locks.stretch_of(order)
    if found is None or order.state != OrderState.REFUNDED or found[1].state != TermState.PAID:
        return False
    membership, stretch = found
    stretch.state = TermState.REFUNDED
    stretch.save(update_fields=["state"])
    audit.record("memberships.refunded", subject=membership, actor=None, after={"order": order.number})
    if membership.state not in SERVED:
        return True
    moment = now or clock.now()
    rest = queries.running(membership, day_of(moment)).first()
    if rest is not None:
        membership.ends_on = rest.ends_on
        membership.save(update_fields=["ends_on"])
    else:
        take_off(membership, by=None)
        finish(membership, EndReason.REFUNDED, by=None, now=moment)
        letters.ended(membership)
    return True


def _lay(membership: Membership, stretch: MembershipPeriod, today: date) -> None:
    """Gives the stretch its days: a renewal follows on what was paid, everything else begins today."""
    if stretch.kind == TermKind.RENEWAL and membership.ends_on is not None:
        stretch.starts_on = membership.ends_on
    else:
        _cut(membership, today)
        stretch.starts_on, membership.anchor_day = today, today.day
    anchor = membership.anchor_day or stretch.starts_on.day
    stretch.ends_on = terms.period_end(stretch.starts_on, stretch.span.months, anchor)
    stretch.state = TermState.PAID
    stretch.save(update_fields=["state", "starts_on", "ends_on"])


def _cut(membership: Membership, today: date) -> None:
    """What ran until now, and what was paid in advance, ends where the new stretch begins."""
    for one in queries.running(membership, today):
        one.ends_on = max(one.starts_on or today, today)
        one.save(update_fields=["ends_on"])


def _enter(membership: Membership, stretch: MembershipPeriod, today: date) -> None:
    """A renewal for another tier waits for its first day; `turn` goes over then."""
    if stretch.starts_on is not None and stretch.starts_on <= today:
        membership.tier, membership.period = stretch.tier, stretch.period
    membership.state, membership.renews = MembershipState.ACTIVE, True
    membership.next_tier, membership.next_period = None, ""
    membership.starts_on = membership.starts_on or stretch.starts_on
    membership.ends_on = stretch.ends_on
    membership.save(update_fields=ENTERED)


def _not_renewed(membership: Membership, reason: EndReason, now: datetime) -> None:
    over = membership.ends_on is not None and membership.ends_on <= day_of(now)
    if over and membership.state in SERVED:
        finish(membership, reason, by=None, now=now)
        letters.ended(membership)
    elif membership.state == MembershipState.ACTIVE:
        membership.state, membership.renews = MembershipState.CANCELLED, False
        membership.save(update_fields=["state", "renews"])
        audit.record("memberships.cancelled", subject=membership, actor=None)
        letters.cancelled(membership)
