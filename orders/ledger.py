"""Booking: each money event is a set of rows that sum to zero, written with what they record.

    sale       Dr buyer     Cr held (the seller's share), revenue, VAT, deposits
    received   Dr provider  Cr buyer                      for each order that the payment pays
    release    Dr held      Cr seller                     when the sale is completed
    refund     Dr held or seller, revenue, VAT, deposits  Cr refunds; a surplus: Dr buyer  Cr refunds
    paid back  Dr refunds   Cr provider
    chargeback Dr disputed  Cr provider; won: the reverse; lost: Dr held or seller ...  Cr disputed

Paid straight to the seller ("seller" as provider), the money never was ours: what was received is booked
against what is held for them, and only our commission stays open on their account.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from orders.enums import Account
from orders.models import LedgerEntry, Order, Payment, PaymentPart, Refund, Seller
from orders.splits import Shares

DIRECT = "seller"
"""The provider code of money that a buyer hands to the seller."""


@dataclass(frozen=True, slots=True)
class Row:
    """`amount` in minor units: a debit is positive. A row of zero is left out."""

    account: Account
    amount: int
    order: Order | None = None
    seller: Seller | int | None = None
    provider: str = ""


def book(
    event: str, rows: Iterable[Row], *, currency: str, now: datetime, payment: Payment | None = None
) -> None:
    """The one door to the ledger. The same event twice, or one that does not balance, is refused at commit."""
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            event=event,
            account=row.account,
            amount=row.amount,
            currency=currency,
            order=row.order,
            seller_id=row.seller.pk if isinstance(row.seller, Seller) else row.seller,
            provider=row.provider,
            payment=payment,
            booked_at=now,
        )
        for row in rows
        if row.amount
    )


def book_sale(order: Order, shares: Shares, *, now: datetime) -> None:
    rows = [Row(Account.BUYER, order.total, order), *_shares(order, shares, Account.HELD, -1)]
    book(f"order:{order.pk}:sale", rows, currency=order.currency, now=now)


def book_release(order: Order, amount: int, *, now: datetime) -> None:
    """What is left of the seller's share becomes due to them."""
    rows = [
        Row(Account.HELD, amount, order, order.seller_id),
        Row(Account.SELLER, -amount, order, order.seller_id),
    ]
    book(f"order:{order.pk}:release", rows, currency=order.currency, now=now)


def book_received(payment: Payment, parts: Iterable[PaymentPart], *, now: datetime) -> None:
    for part in parts:
        rows = [_at_provider(payment, part.order, part.amount), Row(Account.BUYER, -part.amount, part.order)]
        event = f"payment:{payment.pk}:received:{part.order_id}"
        book(event, rows, currency=payment.currency, now=now, payment=payment)


def book_refund(refund: Refund, shares: Shares | None, *, now: datetime) -> None:
    """Agreed: the buyer is owed it. Without shares it is money that paid for nothing."""
    order = refund.order
    owed = Row(Account.REFUNDS, -refund.amount, order)
    if shares is None:
        rows = [Row(Account.BUYER, refund.amount, order), owed]
    else:
        rows = [*_shares(order, shares, _sellers_account(order), 1), owed]
    book(f"refund:{refund.pk}:agreed", rows, currency=refund.currency, now=now, payment=refund.payment)


def book_paid_back(refund: Refund, *, now: datetime) -> None:
    order, payment = refund.order, refund.payment
    rows = [Row(Account.REFUNDS, refund.amount, order), _at_provider(payment, order, -refund.amount)]
    book(f"refund:{refund.pk}:done", rows, currency=refund.currency, now=now, payment=payment)


def book_chargeback(part: PaymentPart, amount: int, *, now: datetime) -> None:
    """The provider keeps so much of a contested payment back; a negative amount: it gives it back to us."""
    rows = [
        Row(Account.DISPUTED, amount, part.order),
        _at_provider(part.payment, part.order, -amount),
    ]
    event = f"payment:{part.payment_id}:{'kept' if amount > 0 else 'given'}:{part.order_id}"
    book(event, rows, currency=part.payment.currency, now=now, payment=part.payment)


def book_chargeback_lost(refund: Refund, *, now: datetime) -> None:
    """The refund that a lost dispute amounts to was paid out of what the provider kept back."""
    rows = [
        Row(Account.REFUNDS, refund.amount, refund.order),
        Row(Account.DISPUTED, -refund.amount, refund.order),
    ]
    book(f"refund:{refund.pk}:done", rows, currency=refund.currency, now=now, payment=refund.payment)


def _shares(order: Order, shares: Shares, sellers: Account, sign: int) -> list[Row]:
    return [
        Row(sellers, sign * shares.seller, order, order.seller_id),
        Row(Account.REVENUE, sign * shares.revenue, order),
        Row(Account.VAT, sign * shares.vat, order),
        Row(Account.DEPOSITS, sign * shares.deposit, order),
    ]


def _sellers_account(order: Order) -> Account:
    return Account.SELLER if order.released_at else Account.HELD


def _at_provider(payment: Payment, order: Order, amount: int) -> Row:
    if payment.provider == DIRECT:
        return Row(_sellers_account(order), amount, order, order.seller_id)
    return Row(Account.PROVIDER, amount, order, provider=payment.provider)
