"""Booking of payouts and settlements: the rows beside those of `orders.ledger`.

sent      Dr seller     Cr payouts        what is due leaves the balance
paid      Dr payouts    Cr bank           our bank has carried it out
failed    Dr payouts    Cr seller         it has not: due again
reversed  Dr bank       Cr seller         the seller's bank sent it back
settled   Dr bank, fees Cr provider       a provider pays what it collected, less its fee
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from orders.enums import Account
from orders.ledger import Row, book

if TYPE_CHECKING:
    from orders.payouts.models import Payout, SettlementRow


def book_sent(payout: Payout, *, now: datetime) -> None:
    _pair(payout, "sent", Account.SELLER, Account.PAYOUTS, now)


def book_paid(payout: Payout, *, now: datetime) -> None:
    _pair(payout, "paid", Account.PAYOUTS, Account.BANK, now)


def book_failed(payout: Payout, *, now: datetime) -> None:
    _pair(payout, "failed", Account.PAYOUTS, Account.SELLER, now)


def book_reversed(payout: Payout, *, now: datetime) -> None:
    _pair(payout, "reversed", Account.BANK, Account.SELLER, now)


def book_settled(row: SettlementRow, *, now: datetime) -> str:
    """Once for a row: its event is its own. Gives the event. A refund's amounts are below zero."""
    event = f"settlement:{row.provider}:{row.pk}"
    rows = [
        Row(Account.BANK, row.amount - row.fee),
        Row(Account.FEES, row.fee, provider=row.provider),
        Row(Account.PROVIDER, -row.amount, provider=row.provider),
    ]
    book(event, rows, currency=row.currency, now=now, payment=row.payment)
    return event


def _pair(payout: Payout, step: str, debit: Account, credit: Account, now: datetime) -> None:
    rows = [
        Row(debit, payout.amount, seller=payout.seller_id),
        Row(credit, -payout.amount, seller=payout.seller_id),
    ]
    book(f"payout:{payout.pk}:{step}", rows, currency=payout.currency, now=now)
