"""Booking: each money event is one debit and one credit of the same amount.

The sale of an order (the buyer owes, we hold for the seller), money that came in, money that went back.
An order that is settled leaves the buyer's account at zero.
"""

from __future__ import annotations

from datetime import datetime

from orders.enums import Account
from orders.models import LedgerEntry, Order, Payment


def book_sale(order: Order, *, now: datetime) -> None:
    _pair(f"order:{order.pk}:sale", Account.BUYER, Account.HELD, order.total, order=order, now=now)


def book_sale_undone(order: Order, *, now: datetime) -> None:
    _pair(f"order:{order.pk}:undone", Account.HELD, Account.BUYER, order.total, order=order, now=now)


def book_received(payment: Payment, *, now: datetime) -> None:
    _pair(
        f"payment:{payment.pk}:received",
        Account.PROVIDER,
        Account.BUYER,
        payment.amount,
        order=payment.order,
        payment=payment,
        now=now,
    )


def book_paid_back(payment: Payment, *, now: datetime) -> None:
    _pair(
        f"payment:{payment.pk}:back",
        Account.BUYER,
        Account.PROVIDER,
        payment.amount,
        order=payment.order,
        payment=payment,
        now=now,
    )


def _pair(
    event: str,
    debit: Account,
    credit: Account,
    amount: int,
    *,
    order: Order,
    now: datetime,
    payment: Payment | None = None,
) -> None:
    if amount == 0:  # a gift moves no money
        return
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            event=event,
            account=account,
            amount=signed,
            currency=order.currency,
            order=order,
            payment=payment,
            booked_at=now,
        )
        for account, signed in ((debit, amount), (credit, -amount))
    )
