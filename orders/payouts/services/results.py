"""What the bank says became of each payout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_line
from core.errors import SoukError
from core.outbox import enqueue
from orders.payouts import bankfile, booking, locks, rules
from orders.payouts.enums import BatchState, FailReason, PayoutState
from orders.payouts.exceptions import NotMaker, PayoutMoved
from orders.payouts.models import Payout, PayoutBatch

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(slots=True)
class Read:
    """What came of a result file: how many of each, and a sentence for each row that changed nothing."""

    paid: int = 0
    failed: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def mark_paid(*, payout: Payout, by: User, bank_reference: str = "", now: datetime | None = None) -> Payout:
    """The bank has paid it. A second time changes nothing. Locks batch and payout. Raises NotMaker, PayoutMoved."""
    batch, row = _locked(payout, by)
    if row.state == PayoutState.PAID:
        return row
    _allowed(row, PayoutState.PAID)
    at = now or clock.now()
    row.state, row.settled_at, row.bank_reference = PayoutState.PAID, at, clean_line(bank_reference)[:80]
    row.save(update_fields=["state", "settled_at", "bank_reference"])
    booking.book_paid(row, now=at)
    _after(batch, row, by, at, "payouts.payout.paid")
    return row


@transaction.atomic
def mark_failed(
    *, payout: Payout, by: User, reason: FailReason, bank_reference: str = "", now: datetime | None = None
) -> Payout:
    """The bank did not carry it out: the money is due again. Locks batch and payout. Raises NotMaker, PayoutMoved."""
    batch, row = _locked(payout, by)
    if row.state == PayoutState.FAILED:
        return row
    _allowed(row, PayoutState.FAILED)
    at = now or clock.now()
    row.state, row.settled_at, row.reason = PayoutState.FAILED, at, reason
    row.bank_reference = clean_line(bank_reference)[:80]
    row.save(update_fields=["state", "settled_at", "reason", "bank_reference"])
    booking.book_failed(row, now=at)
    _after(batch, row, by, at, "payouts.payout.failed")
    return row


@transaction.atomic
def reverse_payout(
    *, payout: Payout, by: User, reason: FailReason = FailReason.OTHER, now: datetime | None = None
) -> Payout:
    """Paid, and sent back by the seller's bank days later. Locks batch and payout. Raises NotMaker, PayoutMoved."""
    batch, row = _locked(payout, by)
    _allowed(row, PayoutState.REVERSED)
    at = now or clock.now()
    row.state, row.reason, row.settled_at = PayoutState.REVERSED, reason, at
    row.save(update_fields=["state", "reason", "settled_at"])
    booking.book_reversed(row, now=at)
    _after(batch, row, by, at, "payouts.payout.reversed")
    return row


def read_results(*, batch: PayoutBatch, content: bytes, by: User) -> Read:
    """The bank's answer for a batch, a row a payout; the good rows count whatever the others are.

    The same file again changes nothing. Raises NotMaker, ResultsUnreadable (then nothing was done).
    """
    if not rules.may_send(by):
        raise NotMaker
    rows = bankfile.read_answers(content)
    mine = {payout.reference: payout for payout in batch.payouts.all()}
    done = Read()
    for answer in rows:
        _take(answer, mine.get(answer.reference), by, done)
    return done


def _take(answer: bankfile.Answer, payout: Payout | None, by: User, done: Read) -> None:
    fault = bankfile.fault_of(answer, payout)
    if fault or payout is None:
        done.refused.append(fault)
        return
    wanted = PayoutState.PAID if answer.paid else PayoutState.FAILED
    if payout.state == wanted:
        done.known += 1
        return
    try:
        _verb(answer, payout, by)()
    except SoukError as error:
        done.refused.append(f"{answer.line}: {error.text}")
        return
    done.paid, done.failed = done.paid + answer.paid, done.failed + (not answer.paid)


def _verb(answer: bankfile.Answer, payout: Payout, by: User) -> Callable[[], Payout]:
    if answer.paid:
        return lambda: mark_paid(payout=payout, by=by, bank_reference=answer.bank_reference)
    return lambda: mark_failed(
        payout=payout, by=by, reason=answer.reason, bank_reference=answer.bank_reference
    )


def _locked(payout: Payout, by: User) -> tuple[PayoutBatch, Payout]:
    if not rules.may_send(by):
        raise NotMaker
    batch, row = locks.payout(payout.pk)
    locks.sellers([row.seller_id])
    return batch, row


def _allowed(row: Payout, state: PayoutState) -> None:
    if not row.status.may_become(state):
        raise PayoutMoved(reference=row.reference)


def _after(batch: PayoutBatch, row: Payout, by: User, at: datetime, action: str) -> None:
    audit.record(action, subject=row, actor=by, after={"amount": row.amount, "reason": row.reason})
    enqueue("payouts.settled", {"payout": row.pk, "state": row.state}, key=f"{row.pk}:{row.state}")
    waiting = Payout.objects.filter(batch=batch, state=PayoutState.SENT).exists()
    if batch.state == BatchState.SENT and not waiting:
        batch.state, batch.done_at = BatchState.DONE, at
        batch.save(update_fields=["state", "done_at"])
