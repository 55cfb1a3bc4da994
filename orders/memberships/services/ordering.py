"""A stretch is sold as an order of ours, and an order that nobody needs any more is taken back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from compliance import audit
from core.money import Money
from orders import drafts, vat
from orders import services as orders
from orders.enums import LineKind, OrderOrigin
from orders.memberships import queries
from orders.memberships.enums import EndReason, MembershipState, Period, TermKind, TermState
from orders.memberships.models import Membership, MembershipPeriod, Tier
from orders.platform import house_seller

if TYPE_CHECKING:
    from accounts.models import User

LABELS = {
    Period.MONTH: _("Membership “%(tier)s”, one month"),
    Period.YEAR: _("Membership “%(tier)s”, one year"),
}
LESS_CREDIT = _("%(what)s, less the unused part of the one before")


def offer(
    *,
    membership: Membership,
    tier: Tier,
    period: Period,
    value: int,
    kind: TermKind,
    due: datetime,
    now: datetime,
    credit: int = 0,
) -> MembershipPeriod:
    """Places the order of a stretch, in the caller's transaction. Raises what `place_order` raises."""
    arabic, english = _titles(tier, period, credit)
    order = orders.place_order(
        buyer=membership.payer,
        seller=house_seller(),
        currency=membership.currency,
        lines=drafts.item_lines(
            price=Money(value - credit, membership.currency),
            title_ar=arabic,
            title_en=english,
            treatment=vat.own(),
            kind=LineKind.MEMBERSHIP,
        ),
        due_in=due - now,
        origin=OrderOrigin.MEMBERSHIP,
        now=now,
    )
    stretch = MembershipPeriod.objects.create(
        membership=membership,
        order=order,
        kind=kind,
        tier=tier,
        period=period,
        value=value,
        credit=credit,
        currency=membership.currency,
        created_at=now,
    )
    audit.record(
        "memberships.offered",
        subject=membership,
        actor=None if kind is TermKind.RENEWAL else membership.payer,
        after={"tier": tier.code, "period": period.value, "order": order.number, "credit": credit},
    )
    return stretch


def take_off(membership: Membership, *, by: User | None) -> None:
    """Takes back what is offered and not paid. Raises PaymentUnderWay, NotCancellable (paid this moment)."""
    stretch = queries.open_stretch(membership)
    if stretch is None:
        return
    if stretch.order.status.alive:
        orders.cancel_order(order=stretch.order, by=by or stretch.order.buyer)
    stretch.state = TermState.VOID
    stretch.save(update_fields=["state"])


def finish(
    membership: Membership,
    reason: EndReason,
    *,
    by: User | None,
    now: datetime,
    action: str = "memberships.ended",
) -> None:
    """The end of a locked membership; nothing may be open on it any more."""
    before = membership.state
    membership.state, membership.end_reason, membership.ended_at = MembershipState.ENDED, reason, now
    membership.renews, membership.next_tier, membership.next_period = False, None, ""
    membership.save(update_fields=["state", "end_reason", "ended_at", "renews", "next_tier", "next_period"])
    audit.record(
        action,
        subject=membership,
        actor=by,
        before={"state": before},
        after={"state": membership.state, "reason": reason.value},
    )


def _titles(tier: Tier, period: Period, credit: int) -> tuple[str, str]:
    """In Arabic and in English."""
    names = (tier.name_ar or tier.code, tier.name_en or tier.code)
    labels, less = drafts.both(LABELS[period]), drafts.both(LESS_CREDIT)
    arabic, english = (label % {"tier": name} for label, name in zip(labels, names, strict=True))
    return (less[0] % {"what": arabic}, less[1] % {"what": english}) if credit else (arabic, english)
