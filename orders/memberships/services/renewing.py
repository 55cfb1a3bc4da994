"""What time brings: a renewal is offered and called to mind, days of grace, the end. Nothing is ever charged
by itself: no card is kept, each renewal is paid by hand."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction

from compliance import audit
from core import clock
from core.errors import SoukError
from orders.enums import MemberRole
from orders.memberships import letters, locks, queries, rules, terms
from orders.memberships.days import day_of, midnight
from orders.memberships.enums import EndReason, MembershipState, Period, TermKind, TermState
from orders.memberships.models import Membership, MembershipPeriod, Tier
from orders.memberships.services.ordering import finish, offer, take_off
from orders.models import SellerMember

log = logging.getLogger("souk.memberships")
AT_LEAST = timedelta(days=1)


def sweep(*, now: datetime | None = None) -> None:
    """Everything that is due, each membership in a transaction of its own."""
    moment = now or clock.now()
    today = day_of(moment)
    _each(queries.to_turn(today), turn, moment)
    _each(queries.to_renew(today), renew, moment)
    _each(queries.to_remind(today), remind, moment)
    _each(queries.past_their_end(today), close_over, moment)


@transaction.atomic
def renew(pk: int, *, now: datetime) -> bool:
    """Places the order of the next stretch, to be paid by the end of grace, and says so. Locks the membership."""
    membership = locks.membership(pk)
    if pk not in queries.to_renew(day_of(now)) or membership.ends_on is None:
        return False
    _payer(membership)
    tier, period, value = _next(membership)
    due = midnight(terms.grace_end(membership.ends_on, membership.span.months))
    stretch = offer(
        membership=membership,
        tier=tier,
        period=period,
        value=value,
        kind=TermKind.RENEWAL,
        due=max(due, now + AT_LEAST),
        now=now,
    )
    letters.renewal_due(membership, stretch)
    return True


@transaction.atomic
def remind(stretch_pk: int, *, now: datetime) -> bool:
    """Calls an unpaid renewal to mind, once. Locks the membership."""
    membership = locks.membership(
        MembershipPeriod.objects.values_list("membership", flat=True).get(pk=stretch_pk)
    )
    stretch = queries.open_stretch(membership)
    if stretch is None or stretch.pk != stretch_pk or stretch.warned_on is not None:
        return False
    stretch.warned_on = day_of(now)
    stretch.save(update_fields=["warned_on"])
    letters.reminder(membership, stretch)
    return True


@transaction.atomic
def turn(pk: int, *, now: datetime) -> bool:
    """Goes over to the tier of the stretch that began. Locks the membership."""
    membership = locks.membership(pk)
    today = day_of(now)
    current = queries.running(membership, today).filter(starts_on__lte=today).first()
    if current is None or (current.tier_id, current.period) == (membership.tier_id, membership.period):
        return False
    membership.tier, membership.period = current.tier, current.period
    membership.save(update_fields=["tier", "period"])
    audit.record("memberships.turned", subject=membership, actor=None, after={"tier": current.tier.code})
    return True


@transaction.atomic
def close_over(pk: int, *, now: datetime) -> bool:
    """Past what is paid: days of grace for those who renew, the end for the others. Locks the membership.

    Raises PaymentUnderWay while a payment may still come in; the next sweep asks again.
    """
    membership = locks.membership(pk)
    end, today = membership.ends_on, day_of(now)
    if end is None or end > today:
        return False
    months, renews = membership.span.months, membership.renews
    if terms.phase(end=end, months=months, renews=renews, today=today) is terms.Phase.GRACE:
        return _late(membership)
    take_off(membership, by=None)
    finish(membership, EndReason.UNPAID if renews else EndReason.CANCELLED, by=None, now=now)
    letters.ended(membership)
    return True


def _late(membership: Membership) -> bool:
    if membership.state != MembershipState.ACTIVE:
        return False
    membership.state = MembershipState.PAST_DUE
    membership.save(update_fields=["state"])
    audit.record("memberships.late", subject=membership, actor=None)
    stretch = queries.open_stretch(membership)
    if stretch is not None:
        letters.grace(membership, stretch)
    return True


def _next(membership: Membership) -> tuple[Tier, Period, int]:
    """What is renewed: the planned change, or the same again; at today's price, or the last one paid where the
    tier is no longer on offer."""
    tier = membership.next_tier or membership.tier
    period = Period(membership.next_period or membership.period)
    price = queries.price_of(tier, period, membership.currency)
    if price is not None:
        return tier, period, price.amount
    last = membership.periods.filter(state=TermState.PAID).order_by("-starts_on", "-pk")[0]
    return last.tier, last.span, last.value


def _payer(membership: Membership) -> None:
    """An owner who left is asked for nothing: another one is."""
    seller = membership.seller
    if seller is None or rules.owns(membership.payer, seller):
        return
    owners = SellerMember.objects.filter(seller=seller, role=MemberRole.OWNER, user__is_active=True)
    owner = owners.select_related("user").order_by("joined_at", "pk").first()
    if owner is not None:
        membership.payer = owner.user
        membership.save(update_fields=["payer"])


def _each(ids: Iterable[int], act: Callable[..., bool], now: datetime) -> None:
    for pk in ids:
        try:
            act(pk, now=now)
        except SoukError as error:
            log.warning("membership %s: %s", pk, error.code)
