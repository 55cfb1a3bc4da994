"""Reads of memberships, and what other rooms ask: which benefits somebody has now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import F, Prefetch, Q, QuerySet

from core import clock
from orders import rules as order_rules
from orders.countries import country
from orders.enums import MemberRole
from orders.memberships import rules, terms
from orders.memberships.days import day_of, midnight
from orders.memberships.enums import LIVING, SERVED, Audience, MembershipState, TermKind, TermState
from orders.memberships.models import Membership, MembershipPeriod, Tier, TierPrice
from orders.models import Order, Seller

if TYPE_CHECKING:
    from accounts.models import User

Enjoyment = Callable[[Membership, datetime], bool]
_enjoyments: list[Enjoyment] = []


def register_enjoyment(used: Enjoyment) -> None:
    """Rooms above say here whether a benefit of theirs was made use of since a moment."""
    if used not in _enjoyments:
        _enjoyments.append(used)


def offered(audience: Audience | None = None) -> QuerySet[Tier]:
    """Tiers on offer with their prices, lowest first."""
    tiers = Tier.objects.filter(active=True).prefetch_related(
        Prefetch("prices", TierPrice.objects.order_by("amount"))
    )
    return tiers.filter(audience=audience) if audience else tiers


def manageable(user: Any) -> QuerySet[Membership]:
    """A person's own memberships and those of the sellers they own."""
    if not user.is_authenticated:
        return Membership.objects.none()
    owned = Seller.objects.filter(memberships__user=user, memberships__role=MemberRole.OWNER).values("pk")
    return Membership.objects.filter(Q(user=user) | Q(seller__in=owned))


def visible_to(user: Any) -> QuerySet[Membership]:
    """What somebody may look at: their own, and everything for staff who handle orders."""
    if user.is_authenticated and order_rules.may_handle(user):
        return Membership.objects.all()
    return manageable(user)


def with_details(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    stretches = MembershipPeriod.objects.select_related("order", "tier").order_by("-created_at", "-pk")
    rows = memberships.select_related("user", "seller", "tier", "next_tier")
    return rows.prefetch_related(Prefetch("periods", stretches))


def sellers_to_join(user: Any) -> QuerySet[Seller]:
    """The sellers that somebody may join for, those with a living membership left out."""
    if not user.is_authenticated:
        return Seller.objects.none()
    kinds = [kind.value for kind in rules.AUDIENCES]
    mine = Seller.objects.filter(memberships__user=user, memberships__role=MemberRole.OWNER)
    taken = Membership.objects.filter(seller__isnull=False, state__in=SERVED).values("seller")
    return mine.filter(kind__in=kinds, house=False).exclude(pk__in=taken).order_by("slug")


def living_of(user: Any) -> QuerySet[Membership]:
    return manageable(user).filter(state__in=LIVING)


def open_stretch(membership: Membership) -> MembershipPeriod | None:
    return membership.periods.filter(state=TermState.OPEN).select_related("order").first()


def paid_stretches(membership: Membership) -> QuerySet[MembershipPeriod]:
    """Newest first."""
    paid = membership.periods.filter(state=TermState.PAID).select_related("order")
    return paid.order_by("-starts_on", "-created_at", "-pk")


def running(membership: Membership, today: date) -> QuerySet[MembershipPeriod]:
    """What is paid and not over: today's stretch, and one that was paid in advance."""
    return paid_stretches(membership).filter(ends_on__gt=today)


def price_of(tier: Tier, period: str, currency: str) -> TierPrice | None:
    return TierPrice.objects.filter(tier=tier, period=period, currency=currency, tier__active=True).first()


def credit_of(membership: Membership, today: date) -> int:
    """What is paid and unused today."""
    paid = [
        (stretch.value, terms.Span(stretch.starts_on, stretch.ends_on))
        for stretch in running(membership, today)
        if stretch.starts_on and stretch.ends_on
    ]
    return terms.credit(paid, today)


def change_to(membership: Membership, price: TierPrice, credit: int) -> terms.Change:
    """What going over to this price would mean, with so much unused."""
    upward = terms.rises(
        rank=membership.tier.position,
        months=membership.span.months,
        new_rank=price.tier.position,
        new_months=price.span.months,
    )
    same = price.currency == membership.currency
    return terms.change(credit=credit, price=price.amount, upward=upward, same_currency=same)


def withdrawable(membership: Membership, now: datetime) -> MembershipPeriod | None:
    """The stretch that its holder may still step back from: the last one paid, in the legal days, unused."""
    stretch = paid_stretches(membership).order_by("-created_at", "-pk").first()
    if membership.state not in SERVED or stretch is None or stretch.order.paid_at is None:
        return None
    paid_at = stretch.order.paid_at
    since = max(paid_at, midnight(stretch.starts_on)) if stretch.starts_on else paid_at
    allowed = terms.may_withdraw(
        concluded=day_of(paid_at),
        today=day_of(now),
        days=country(stretch.order.country).withdrawal_days,
        enjoyed=since <= now and enjoyed(membership, since),
    )
    return stretch if allowed else None


def enjoyed(membership: Membership, since: datetime) -> bool:
    """Whether a benefit was made use of: a sale at the lower commission, or what other rooms tell."""
    return _sold_at_the_rate(membership, since) or any(used(membership, since) for used in _enjoyments)


def tier_of_seller(seller: Seller, at: datetime | None = None) -> Tier | None:
    """The tier that serves a seller now; where there is none, what everybody of their kind has."""
    audience = rules.audience_of(seller)
    if audience is None:
        return None
    return served_tier(seller, at) or Tier.objects.filter(audience=audience, free=True).first()


def served_tier(seller: Seller, at: datetime | None = None) -> Tier | None:
    """Only what is paid for, in one query."""
    return _served(Q(seller=seller), at)


def tier_of_person(user: User, at: datetime | None = None) -> Tier | None:
    return _served(Q(user=user), at)


def listing_limit(seller: Seller) -> int | None:
    """How many works a seller may show at once; None for as many as they like."""
    tier = tier_of_seller(seller)
    return tier.listing_limit if tier else None


def free_listing_limit(seller: Seller) -> int | None:
    """The same without a membership."""
    audience = rules.audience_of(seller)
    tier = Tier.objects.filter(audience=audience, free=True).first() if audience else None
    return tier.listing_limit if tier else None


def early_access_hours(user: Any) -> int:
    """How long before others a person sees what is new."""
    tier = tier_of_person(user) if user.is_authenticated else None
    return tier.early_hours if tier else 0


def to_renew(today: date) -> list[int]:
    """Running memberships whose renewal is to be offered, with nothing offered yet."""
    open_ones = MembershipPeriod.objects.filter(state=TermState.OPEN).values("membership")
    rows = Membership.objects.filter(
        state__in=[MembershipState.ACTIVE, MembershipState.PAST_DUE], renews=True
    ).exclude(pk__in=open_ones)
    return [row.pk for row in rows.order_by("pk") if row.ends_on and _lead(row, row.ends_on) <= today]


def to_remind(today: date) -> list[int]:
    """Renewals offered, unpaid and not yet called to mind."""
    rows = MembershipPeriod.objects.filter(
        state=TermState.OPEN,
        kind=TermKind.RENEWAL,
        warned_on=None,
        membership__state=MembershipState.ACTIVE,
    ).select_related("membership")
    return [
        row.pk
        for row in rows.order_by("pk")
        if row.membership.ends_on
        and terms.reminder_day(row.membership.ends_on, row.membership.span.months) <= today
    ]


def to_turn(today: date) -> list[int]:
    """Memberships whose running stretch is of another tier or period than they say."""
    rows = MembershipPeriod.objects.filter(
        state=TermState.PAID, membership__state__in=SERVED, starts_on__lte=today, ends_on__gt=today
    ).exclude(tier=F("membership__tier"), period=F("membership__period"))
    return sorted(rows.values_list("membership", flat=True))


def past_their_end(today: date) -> list[int]:
    rows = Membership.objects.filter(state__in=SERVED, ends_on__lte=today)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _lead(membership: Membership, end: date) -> date:
    return terms.renewal_day(end, membership.span.months)


def _served(holder: Q, at: datetime | None) -> Tier | None:
    """The calendar judges, too, should the sweep be late."""
    membership = Membership.objects.filter(holder, state__in=SERVED).select_related("tier").first()
    if membership is None or membership.ends_on is None:
        return None
    where = terms.phase(
        end=membership.ends_on,
        months=membership.span.months,
        renews=membership.renews,
        today=day_of(at or clock.now()),
    )
    return None if where is terms.Phase.OVER else membership.tier


def _sold_at_the_rate(membership: Membership, since: datetime) -> bool:
    if membership.seller is None:
        return False
    rates = [membership.tier.commission_bps, membership.tier.auction_commission_bps]
    sold = Order.objects.filter(seller=membership.seller, placed_at__gte=since, paid_at__isnull=False)
    return sold.filter(lines__commission_bps__in=[rate for rate in rates if rate is not None]).exists()
