"""The ways out: to the end of what is paid, back in before that, and stepping back within the legal days."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock
from orders import services as orders
from orders.enums import RefundReason
from orders.memberships import letters, locks, queries, rules, terms
from orders.memberships.days import day_of
from orders.memberships.enums import EndReason, MembershipState, TermKind, TermState
from orders.memberships.exceptions import NotCancellable, NotResumable, NotWithdrawable, NotYours
from orders.memberships.models import Membership, MembershipPeriod
from orders.memberships.services.ordering import finish, take_off

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def cancel(*, membership: Membership, by: User, now: datetime | None = None) -> Membership:
    """No renewal: the benefits stay to the end of what is paid; what is not paid ends now.

    Locks the membership. Raises NotYours, NotCancellable, PaymentUnderWay.
    """
    locked = _own(membership, by)
    if locked.state not in {MembershipState.PENDING, MembershipState.ACTIVE, MembershipState.PAST_DUE}:
        raise NotCancellable
    moment = now or clock.now()
    take_off(locked, by=by)
    if locked.state == MembershipState.ACTIVE:
        _run_out(locked, by)
        letters.cancelled(locked)
    else:
        finish(locked, EndReason.CANCELLED, by=by, now=moment)
    return locked


@transaction.atomic
def resume(*, membership: Membership, by: User, now: datetime | None = None) -> Membership:
    """Takes a cancellation back while the benefits run. Locks the membership. Raises NotYours, NotResumable."""
    locked = _own(membership, by)
    today = day_of(now or clock.now())
    if locked.state != MembershipState.CANCELLED or locked.ends_on is None or locked.ends_on <= today:
        raise NotResumable
    locked.state, locked.renews = MembershipState.ACTIVE, True
    locked.save(update_fields=["state", "renews"])
    audit.record("memberships.resumed", subject=locked, actor=by)
    return locked


@transaction.atomic
def withdraw(*, membership: Membership, by: User, now: datetime | None = None) -> Membership:
    """Steps back from the last contract, all that it cost goes back. Locks the membership.

    From a renewal one steps back to the end of the stretch before; otherwise the membership ends today, and
    what an upgrade was credited goes back too, through the payments that it came in with.
    Raises NotYours, NotWithdrawable, PaymentUnderWay.
    """
    locked = _own(membership, by)
    moment = now or clock.now()
    stretch = queries.withdrawable(locked, moment)
    if stretch is None:
        raise NotWithdrawable
    take_off(locked, by=by)
    _pay_back(locked, stretch)
    stretch.state = TermState.REFUNDED
    stretch.save(update_fields=["state"])
    rest = queries.running(locked, day_of(moment)).first() if stretch.kind == TermKind.RENEWAL else None
    if rest is None:
        finish(locked, EndReason.WITHDRAWN, by=by, now=moment, action="memberships.withdrawn")
        letters.ended(locked)
        return locked
    locked.ends_on = rest.ends_on
    locked.save(update_fields=["ends_on"])
    if locked.state == MembershipState.ACTIVE:
        _run_out(locked, by)
    return locked


def _own(membership: Membership, by: User) -> Membership:
    locked = locks.membership(membership.pk)
    if not rules.may_manage(by, locked):
        raise NotYours
    return locked


def _run_out(membership: Membership, by: User | None) -> None:
    membership.state, membership.renews = MembershipState.CANCELLED, False
    membership.next_tier, membership.next_period = None, ""
    membership.save(update_fields=["state", "renews", "next_tier", "next_period"])
    audit.record("memberships.cancelled", subject=membership, actor=by)


def _pay_back(membership: Membership, stretch: MembershipPeriod) -> None:
    """The value of a stretch, out of the orders that it was paid with: its own first."""
    older = queries.paid_stretches(membership).exclude(pk=stretch.pk).order_by("-created_at", "-pk")
    chain = [stretch, *older]
    left = [one.order.total - one.order.refunded for one in chain]
    value = min(stretch.value, sum(left)) if stretch.credit else left[0]
    for one, amount in zip(chain, terms.spread_back(value, left), strict=True):
        if amount:
            line = one.order.lines.get()
            orders.refund(order=one.order, by=None, amounts={line.pk: amount}, reason=RefundReason.WITHDRAWAL)
