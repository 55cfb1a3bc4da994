"""Reads of the cases; each list says whose it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from orders import rules as order_rules
from orders.aftercare.enums import CASE_OPEN, CaseState
from orders.aftercare.models import Case, CaseEntry, CaseLine
from orders.enums import OrderState
from orders.models import Order, Seller

_WAIT_FOR_SELLER = (CaseState.REQUESTED, CaseState.GOODS_ON_THE_WAY, CaseState.RECEIVED)
_WAIT_FOR_BUYER = (CaseState.APPROVED, CaseState.REFUSED, CaseState.INSPECTED, CaseState.DECIDED)


def visible_to(user: Any) -> QuerySet[Case]:
    """Buyer, the seller's people, staff; to anybody else there is nothing."""
    if not user.is_authenticated or not user.is_active:
        return Case.objects.none()
    if order_rules.may_handle(user):
        return Case.objects.all()
    mine = Seller.objects.filter(memberships__user=user).values("pk")
    return Case.objects.filter(Q(order__buyer=user) | Q(order__seller__in=mine))


def of_buyer(user: Any) -> QuerySet[Case]:
    return listed(Case.objects.filter(order__buyer=user))


def of_sellers(user: Any) -> QuerySet[Case]:
    """Cases about what a person's sellers sold."""
    mine = Seller.objects.filter(memberships__user=user).values("pk")
    return listed(Case.objects.filter(order__seller__in=mine))


def listed(cases: QuerySet[Case]) -> QuerySet[Case]:
    """For lists: what waits comes first, the soonest deadline on top, what is over by its end."""
    lines = CaseLine.objects.select_related("line").order_by("line__position")
    rows = cases.select_related("order", "order__seller").prefetch_related(Prefetch("lines", lines))
    return rows.order_by(F("due_at").asc(nulls_last=True), "-ended_at", "-pk")


def with_details(cases: QuerySet[Case]) -> QuerySet[Case]:
    lines = CaseLine.objects.select_related("line").order_by("line__position")
    entries = CaseEntry.objects.select_related("author").prefetch_related("photos").order_by("at", "pk")
    rows = cases.select_related("order", "order__seller", "order__buyer", "refund")
    return rows.prefetch_related(Prefetch("lines", lines), Prefetch("entries", entries))


def waiting_for_seller(seller: Seller) -> QuerySet[Case]:
    """Where this seller has to act, the soonest deadline first."""
    return Case.objects.filter(order__seller=seller, state__in=_WAIT_FOR_SELLER).order_by("due_at", "pk")


def open_of(order: Order) -> QuerySet[Case]:
    return Case.objects.filter(order=order, state__in=CASE_OPEN).order_by("pk")


def of_order(order: Order) -> QuerySet[Case]:
    return Case.objects.filter(order=order).order_by("-opened_at", "-pk")


def lines_taken(order: Order) -> set[int]:
    """Lines that an open case is about."""
    return set(CaseLine.objects.filter(case__order=order, open=True).values_list("line_id", flat=True))


def to_hold() -> QuerySet[Case]:
    """Open cases of delivered orders that would be completed over their heads."""
    rows = Case.objects.filter(state__in=CASE_OPEN, order__state=OrderState.DELIVERED)
    return rows.order_by("pk")


def overdue(now: datetime) -> QuerySet[Case]:
    """Open cases whose deadline has passed; those with staff only show as late."""
    rows = Case.objects.filter(state__in=CASE_OPEN, due_at__lt=now)
    return rows.exclude(state=CaseState.ESCALATED).order_by("due_at", "pk")


def to_remind(now: datetime, longest: datetime) -> QuerySet[Case]:
    """Open cases that end before `longest` and have not been reminded of."""
    rows = Case.objects.filter(state__in=CASE_OPEN, reminded_at__isnull=True)
    return rows.filter(due_at__gte=now, due_at__lte=longest).order_by("due_at", "pk")


def with_staff() -> QuerySet[Case]:
    """What waits for a decision."""
    return Case.objects.filter(state=CaseState.ESCALATED).order_by("due_at", "pk")


def waiting_for(user: Any) -> QuerySet[Case]:
    """Where a person has to act, as a buyer or for a seller."""
    mine = Seller.objects.filter(memberships__user=user).values("pk")
    bought = Q(order__buyer=user, state__in=_WAIT_FOR_BUYER)
    sold = Q(order__seller__in=mine, state__in=_WAIT_FOR_SELLER)
    return Case.objects.filter(bought | sold)
