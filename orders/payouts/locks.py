"""Every row lock of payouts. Batch, then payouts, then sellers; sellers last, as the ledger takes them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from orders.models import Seller
from orders.payouts.models import BankAccount, Payout, PayoutBatch, SettlementReport


def batch(pk: int) -> PayoutBatch:
    """Raises PayoutBatch.DoesNotExist."""
    return PayoutBatch.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def payouts_of(held: PayoutBatch, **states: object) -> list[Payout]:
    """The payouts of a locked batch, by key."""
    rows = Payout.objects.select_for_update(of=("self",), no_key=True).filter(batch=held, **states)
    return list(rows.select_related("account").order_by("pk"))


def payout(pk: int) -> tuple[PayoutBatch, Payout]:
    """The payout with its batch, the batch first. Raises Payout.DoesNotExist."""
    held = batch(Payout.objects.values_list("batch_id", flat=True).get(pk=pk))
    row = Payout.objects.select_for_update(of=("self",), no_key=True).select_related("account").get(pk=pk)
    row.batch = held
    return held, row


def sellers(pks: Iterable[int]) -> list[int]:
    """Holds these balances still: the ledger locks the seller's row before it touches what is due to it."""
    rows = Seller.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=set(pks))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def account_of(seller: int) -> BankAccount | None:
    """The account in use; the seller's row is held by the caller."""
    rows = BankAccount.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(seller=seller, active=True).first()


def account(pk: int) -> BankAccount:
    """Raises BankAccount.DoesNotExist."""
    return BankAccount.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def report(pk: int) -> SettlementReport:
    """Raises SettlementReport.DoesNotExist."""
    return SettlementReport.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def next_number(year: int) -> int:
    """Raises the year's counter and holds it until commit: take it last."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO payouts_batchcounter (year, last) VALUES (%s, 1)"
            " ON CONFLICT (year) DO UPDATE SET last = payouts_batchcounter.last + 1 RETURNING last",
            [year],
        )
        row: tuple[int] = cursor.fetchone()
    return row[0]
