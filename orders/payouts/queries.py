"""Reads of payouts; each list says whose it is."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from orders.enums import Account
from orders.models import LedgerEntry, Seller
from orders.payouts.models import BankAccount, Payout, PayoutBatch

# Of the books, what is in the seller's own name.
SHOWN = (Account.HELD, Account.SELLER, Account.PAYOUTS)


def account_in_use(seller: Seller) -> BankAccount | None:
    return BankAccount.objects.filter(seller=seller, active=True).first()


def accounts_of(seller: Seller) -> QuerySet[BankAccount]:
    """The one in use first, then those before it."""
    return BankAccount.objects.filter(seller=seller).order_by("-active", "-added_at", "-pk")


def payouts_to(seller: Seller) -> QuerySet[Payout]:
    """What the seller may see: sent or later. Plans are ours alone."""
    rows = Payout.objects.filter(seller=seller, sent_at__isnull=False)
    return rows.select_related("batch").order_by("-sent_at", "-pk")


def entries_of(seller: Seller, *, account: str = "", currency: str = "") -> QuerySet[LedgerEntry]:
    """The seller's rows of the books, the newest first."""
    accounts = [account] if account in SHOWN else SHOWN
    rows = LedgerEntry.objects.filter(seller=seller, account__in=accounts)
    if currency:
        rows = rows.filter(currency=currency)
    return rows.select_related("order").order_by("-booked_at", "-pk")


def visible_to(user: Any) -> QuerySet[Payout]:
    """A seller's people see what was sent to them, staff with the permission everything, others nothing."""
    if not user.is_authenticated:
        return Payout.objects.none()
    if user.is_staff and user.has_perm("payouts.view_payout"):
        return Payout.objects.all()
    return Payout.objects.filter(Q(seller__memberships__user=user), sent_at__isnull=False)


def open_batches() -> QuerySet[PayoutBatch]:
    return PayoutBatch.objects.exclude(state__in=["done", "cancelled"]).order_by("-made_at", "-pk")
