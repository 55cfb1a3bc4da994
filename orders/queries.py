"""Reads of the money side; each list says whose it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Prefetch, Q, QuerySet, Sum, When

from orders import rules
from orders.enums import (
    ORDER_PAYABLE,
    PAYMENT_OPEN,
    Account,
    FailureReason,
    OrderState,
    PartState,
    PaymentState,
    RefundState,
    VatStatus,
)
from orders.models import (
    Claim,
    LedgerEntry,
    Order,
    OrderStep,
    Payment,
    PaymentPart,
    Refund,
    RefundLine,
    Seller,
    SellerVatStatus,
)


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


def sales_of(user: Any) -> QuerySet[Order]:
    """For lists: paid ones that wait for the seller first, then the newest, the lines with them."""
    waiting = Case(When(state__in=[OrderState.PAID, OrderState.PREPARING], then=0), default=1)
    sellers = sellers_of(user).values("pk")
    orders = Order.objects.filter(seller__in=sellers).prefetch_related("lines")
    return orders.order_by(waiting, "-placed_at", "-pk")


def with_details(orders: QuerySet[Order]) -> QuerySet[Order]:
    parts = PaymentPart.objects.select_related("payment").order_by("-payment__created_at", "-pk")
    return orders.select_related("seller").prefetch_related(
        "lines",
        Prefetch("parts", parts),
        Prefetch("refunds", Refund.objects.order_by("pk")),
        Prefetch("steps", OrderStep.objects.order_by("pk")),
    )


def unpaid_count(user: Any) -> int:
    return Order.objects.filter(buyer=user, state__in=ORDER_PAYABLE).count()


def open_payment(order: Order) -> Payment | None:
    return order.payments.filter(state__in=PAYMENT_OPEN).first()


def open_parts(orders: Collection[Order]) -> list[PaymentPart]:
    """The shares of payments under way in these orders."""
    return list(PaymentPart.objects.filter(order__in=orders, state=PartState.OPEN))


def unanswered(order: Order) -> QuerySet[Payment]:
    """Open payments, and those given up for lost, for which the bank may still have a word."""
    lost = Q(state=PaymentState.FAILED, reason=FailureReason.TIMEOUT)
    return order.payments.filter(Q(state__in=PAYMENT_OPEN) | lost)


def due_for_expiry(now: datetime) -> QuerySet[Order]:
    """Unpaid orders past their day, without a payment that may still come in."""
    waiting = PaymentPart.objects.filter(state=PartState.OPEN).values("order")
    unpaid = Order.objects.filter(state__in=ORDER_PAYABLE, due_at__lte=now)
    return unpaid.exclude(pk__in=waiting).order_by("due_at")


def silent_payments(before: datetime) -> QuerySet[Payment]:
    return Payment.objects.filter(state__in=PAYMENT_OPEN, created_at__lte=before).order_by("created_at")


def open_refunds() -> QuerySet[Refund]:
    """Agreed or under way."""
    rows = Refund.objects.filter(state__in=[RefundState.ASKED, RefundState.SENT])
    return rows.select_related("payment", "order").order_by("pk")


def paid_between(start: datetime, end: datetime) -> QuerySet[Order]:
    return Order.objects.filter(state=OrderState.PAID, paid_at__gte=start, paid_at__lt=end)


def due_for_completion(now: datetime) -> QuerySet[Order]:
    """Delivered, and the days in which it may be returned are over."""
    rows = Order.objects.filter(state=OrderState.DELIVERED, withdraw_until__lte=now)
    return rows.order_by("withdraw_until")


def claimed(sources: Collection[str]) -> bool:
    """Whether a living order has one of these things."""
    return Claim.objects.filter(source__in=sources).exists()


def refunded_by_line(order: Order) -> dict[int, int]:
    """What went back of each line so far, with VAT, in minor units."""
    rows = RefundLine.objects.filter(refund__order=order).values("line").annotate(sum=Sum("gross"))
    return {row["line"]: row["sum"] for row in rows.order_by()}


def balance(account: Account, *, order: Order) -> int:
    """What an account says about one order: a debit is positive."""
    rows = LedgerEntry.objects.filter(account=account, order=order)
    return int(rows.aggregate(sum=Sum("amount"))["sum"] or 0)


def held(order: Order) -> int:
    return balance(Account.HELD, order=order)


def contested(order: Order) -> int:
    """What a provider keeps back because the buyer contests it at their bank."""
    return balance(Account.DISPUTED, order=order)


@dataclass(frozen=True, slots=True)
class Standing:
    """A seller before the VAT law on one day."""

    status: VatStatus
    number: str = ""

    @property
    def registered(self) -> bool:
        return self.status is VatStatus.REGISTERED


def vat_status_at(seller: Seller, day: date) -> Standing:
    """From the history; a seller without one counts as registered if a VAT number is on file."""
    row = (
        SellerVatStatus.objects.filter(seller=seller, valid_from__lte=day)
        .order_by("-valid_from", "-pk")
        .first()
    )
    if row is not None:
        return Standing(VatStatus(row.status), row.number)
    if seller.vat_number:
        return Standing(VatStatus.REGISTERED, seller.vat_number)
    return Standing(VatStatus.UNREGISTERED)


def patience(payment: Payment, usual: timedelta) -> timedelta:
    """How long a provider may take: a bank transfer takes days, a card half an hour."""
    from orders import providers  # noqa: PLC0415  providers know payments, and these queries serve both

    given: timedelta | None = getattr(providers.provider(payment.provider), "patience", None)
    return given or usual
