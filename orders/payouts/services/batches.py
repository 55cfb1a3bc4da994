"""Payouts from plan to bank. Money moves in the ledger only when the batch is sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock
from core.outbox import enqueue
from orders.models import Seller
from orders.payouts import balances, booking, locks, rules
from orders.payouts.enums import BatchState, DropReason, PayoutState
from orders.payouts.exceptions import BatchMoved, NotApprover, NothingDue, NotMaker, OwnBatch
from orders.payouts.models import BankAccount, Payout, PayoutBatch
from orders.payouts.policy import policy

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def make_batch(
    *, currency: str, by: User, sellers: Iterable[Seller] | None = None, now: datetime | None = None
) -> PayoutBatch:
    """Plans a payout for every seller (or these) with enough due, an account that is ready and no other plan.

    Locks the sellers. Raises NotMaker, NothingDue.
    """
    if not rules.may_make_batches(by):
        raise NotMaker
    least = policy().minimum.get(currency)
    wanted = balances.with_something_due(currency, least) if least else []
    if sellers is not None:
        wanted = sorted({*wanted} & {seller.pk for seller in sellers})
    held = locks.sellers(wanted)
    at = now or clock.now()
    plan = [(account, due) for account, due in _plan(held, currency, at) if due >= (least or 0)]
    if not plan:
        raise NothingDue(currency=currency)
    batch = _write(currency, by, at, plan)
    audit.record(
        "payouts.batch.made",
        subject=batch,
        actor=by,
        after={"payouts": len(plan), "total": sum(due for _account, due in plan), "currency": currency},
    )
    return batch


@transaction.atomic
def approve_batch(*, batch: PayoutBatch, by: User, now: datetime | None = None) -> PayoutBatch:
    """The second person's word: what is due is counted again under the lock and only ever goes down.

    Locks batch, payouts, sellers. Raises NotApprover, OwnBatch, BatchMoved.
    """
    if not rules.may_approve_batches(by):
        raise NotApprover
    row = locks.batch(batch.pk)
    if not rules.may_approve(by, row):
        raise OwnBatch
    if row.state != BatchState.DRAFT:
        raise BatchMoved
    at = now or clock.now()
    left = _recount(row, at)
    row.state, row.approved_by, row.approved_at = BatchState.APPROVED, by, at
    row.save(update_fields=["state", "approved_by", "approved_at"])
    total = sum(payout.amount for payout in left)
    audit.record(
        "payouts.batch.approved", subject=row, actor=by, after={"payouts": len(left), "total": total}
    )
    if not left:
        _finish(row, at)
    return row


@transaction.atomic
def send_batch(*, batch: PayoutBatch, by: User, now: datetime | None = None) -> PayoutBatch:
    """Takes the money out of the balances; from here the bank's file may be drawn. Counted once more, downwards.

    Locks batch, payouts, sellers. Raises NotMaker, BatchMoved.
    """
    if not rules.may_send(by):
        raise NotMaker
    row = locks.batch(batch.pk)
    if row.state != BatchState.APPROVED:
        raise BatchMoved
    at = now or clock.now()
    left = _recount(row, at)
    for payout in left:
        payout.state, payout.sent_at = PayoutState.SENT, at
        payout.save(update_fields=["state", "sent_at"])
        booking.book_sent(payout, now=at)
        enqueue("payouts.sent", {"payout": payout.pk}, key=str(payout.pk))
    audit.record("payouts.batch.sent", subject=row, actor=by, after={"payouts": len(left)})
    if not left:
        return _finish(row, at)
    row.state, row.sent_at = BatchState.SENT, at
    row.save(update_fields=["state", "sent_at"])
    return row


@transaction.atomic
def cancel_batch(*, batch: PayoutBatch, by: User, now: datetime | None = None) -> PayoutBatch:
    """Before it is sent: the plans are dropped, no money moves. Locks batch and payouts.

    Raises NotMaker, BatchMoved.
    """
    if not rules.may_send(by):
        raise NotMaker
    row = locks.batch(batch.pk)
    if not row.status.may_become(BatchState.CANCELLED):
        raise BatchMoved
    for payout in locks.payouts_of(row, state=PayoutState.PLANNED):
        _drop(payout, DropReason.CANCELLED)
    row.state, row.done_at = BatchState.CANCELLED, now or clock.now()
    row.save(update_fields=["state", "done_at"])
    audit.record("payouts.batch.cancelled", subject=row, actor=by)
    return row


def _plan(held: list[int], currency: str, at: datetime) -> list[tuple[BankAccount, int]]:
    """Accounts that are ready, with what is due; the sellers are held."""
    planned = set(
        Payout.objects.filter(seller__in=held, currency=currency, state=PayoutState.PLANNED).values_list(
            "seller", flat=True
        )
    )
    due = balances.due_to(held, currency)
    accounts = BankAccount.objects.filter(seller__in=held, active=True).order_by("seller")
    return [
        (account, due[account.seller_id])
        for account in accounts
        if account.ready(at) and account.seller_id not in planned
    ]


def _write(currency: str, by: User, at: datetime, plan: list[tuple[BankAccount, int]]) -> PayoutBatch:
    number = f"PO-{at.year}-{locks.next_number(at.year):05}"
    batch = PayoutBatch.objects.create(number=number, currency=currency, made_by=by, made_at=at)
    for place, (account, due) in enumerate(plan, start=1):
        payout = Payout(
            batch=batch,
            seller_id=account.seller_id,
            account=account,
            reference=f"{number}-{place:03}",
            holder=account.holder,
            bank_name=account.bank_name,
            planned=due,
            amount=due,
            currency=currency,
        )
        payout.iban = account.iban
        payout.save(force_insert=True)
    return batch


def _recount(batch: PayoutBatch, at: datetime) -> list[Payout]:
    """Lowers each plan to what is due now, drops what cannot be paid; gives what is left."""
    rows = locks.payouts_of(batch, state=PayoutState.PLANNED)
    locks.sellers(payout.seller_id for payout in rows)
    due = balances.due_to([payout.seller_id for payout in rows], batch.currency)
    for payout in rows:
        payout.account.refresh_from_db()
        _lower(payout, min(payout.amount, due.get(payout.seller_id, 0)), at)
    return [payout for payout in rows if payout.state == PayoutState.PLANNED]


def _lower(payout: Payout, amount: int, at: datetime) -> None:
    if not payout.account.ready(at):
        _drop(payout, DropReason.ACCOUNT)
    elif amount <= 0:
        _drop(payout, DropReason.NOTHING_DUE)
    elif amount < policy().minimum.get(payout.currency, 0):
        _drop(payout, DropReason.BELOW_MINIMUM)
    elif amount != payout.amount:
        payout.amount = amount
        payout.save(update_fields=["amount"])


def _drop(payout: Payout, reason: DropReason) -> None:
    payout.state, payout.reason, payout.amount = PayoutState.DROPPED, reason, 0
    payout.save(update_fields=["state", "reason", "amount"])


def _finish(batch: PayoutBatch, at: datetime) -> PayoutBatch:
    """Nothing in it waits any more."""
    batch.state, batch.done_at = BatchState.DONE, at
    batch.save(update_fields=["state", "done_at"])
    return batch
