"""Reads of the money side; each list says whose it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from orders import rules
from orders.enums import ORDER_PAYABLE, PAYMENT_OPEN, FailureReason, OrderState, PaymentState
from orders.models import Order, Payment, Seller


def sellers_of(user: Any) -> QuerySet[Seller]:
    """The sellers that a person may act for."""
    if not user.is_authenticated:
        return Seller.objects.none()
    return Seller.objects.filter(memberships__user=user).order_by("slug")


def visible_to(user: Any) -> QuerySet[Order]:
    """A buyer sees their purchases, a seller's people their sales, staff everything, anybody else nothing."""
    if not user.is_authenticated:
        return Order.objects.none()
    if rules.may_handle(user):
        return Order.objects.all()
    mine = Seller.objects.filter(memberships__user=user).values("pk")
    return Order.objects.filter(Q(buyer=user) | Q(seller__in=mine))


def bought_by(user: Any) -> QuerySet[Order]:
    """For lists: newest first, the lines with it."""
    return Order.objects.filter(buyer=user).prefetch_related("lines").order_by("-placed_at", "-pk")


def sold_by(user: Any) -> QuerySet[Order]:
    return Order.objects.filter(seller__memberships__user=user).order_by("-placed_at", "-pk")


def with_details(orders: QuerySet[Order]) -> QuerySet[Order]:
    payments = Payment.objects.order_by("-created_at", "-pk")
    return orders.select_related("seller").prefetch_related("lines", Prefetch("payments", payments))


def unpaid_count(user: Any) -> int:
    return Order.objects.filter(buyer=user, state__in=ORDER_PAYABLE).count()


def open_payment(order: Order) -> Payment | None:
    return order.payments.filter(state__in=PAYMENT_OPEN).first()


def unanswered(order: Order) -> QuerySet[Payment]:
    """Open payments, and those given up for lost, for which the bank may still have a word."""
    lost = Q(state=PaymentState.FAILED, reason=FailureReason.TIMEOUT)
    return order.payments.filter(Q(state__in=PAYMENT_OPEN) | lost)


def due_for_expiry(now: datetime) -> QuerySet[Order]:
    """Unpaid orders past their day, without a payment that may still come in."""
    waiting = Payment.objects.filter(state__in=PAYMENT_OPEN).values("order")
    unpaid = Order.objects.filter(state__in=ORDER_PAYABLE, due_at__lte=now)
    return unpaid.exclude(pk__in=waiting).order_by("due_at")


def silent_payments(before: datetime) -> QuerySet[Payment]:
    return Payment.objects.filter(state__in=PAYMENT_OPEN, created_at__lte=before).order_by("created_at")


def to_be_paid_back() -> QuerySet[Payment]:
    return Payment.objects.filter(state=PaymentState.SUCCEEDED, surplus=True).order_by("pk")


def paid_between(start: datetime, end: datetime) -> QuerySet[Order]:
    return Order.objects.filter(state=OrderState.PAID, paid_at__gte=start, paid_at__lt=end)
