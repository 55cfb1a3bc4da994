"""Bank transfers: the buyer's proof, and what staff find on the statement."""

from __future__ import annotations

from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from compliance import audit
from core import clock, outbox
from core.bidi import clean_line
from core.digits import western
from core.money import Money
from orders.exceptions import NotAllowed
from orders.payments import locks, proofs, rules
from orders.payments.clients.bank import BankProvider
from orders.payments.enums import TransferState
from orders.payments.events import TRANSFER_MISMATCH, TRANSFER_REJECTED
from orders.payments.exceptions import BankReferenceUsed, ReasonMissing, TooManyProofs, TransferClosed
from orders.payments.models import Transfer, TransferProof
from orders.services import settle_payment

if TYPE_CHECKING:
    from accounts.models import User

MAX_PROOFS: Final = 5


@transaction.atomic
def add_proof(
    *, transfer: Transfer, by: User, file: IO[bytes], name: str, now: datetime | None = None
) -> TransferProof:
    """Keeps the buyer's receipt privately; the same file again is the same proof. Locks the transfer.

    Raises NotAllowed, TransferClosed, TooManyProofs, ProofMissing, ProofTooLarge, ProofUnreadable.
    """
    row = locks.transfer(transfer.pk)
    if row.payment.buyer_id != by.pk:
        raise NotAllowed
    if not row.status.open:
        raise TransferClosed
    checked = proofs.checked(file)
    if known := row.proofs.filter(sha256=checked.sha256).first():
        return known
    if row.proofs.count() >= MAX_PROOFS:
        raise TooManyProofs(count=MAX_PROOFS)
    proof = TransferProof(
        transfer=row,
        name=clean_line(name)[-120:] or row.code,
        mime=checked.mime,
        size=len(checked.content),
        sha256=checked.sha256,
        uploaded_by=by,
        uploaded_at=now or clock.now(),
    )
    proof.file.save(f"{row.code}.{checked.ending}", checked.as_file(), save=False)
    proof.save(force_insert=True)
    if row.state == TransferState.WAITING:
        row.state = TransferState.SHOWN
        row.save(update_fields=["state"])
    audit.record("payments.transfer.proof", subject=row, actor=by, after={"sha256": checked.sha256})
    return proof


@transaction.atomic
def match_transfer(
    *,
    transfer: Transfer,
    by: User,
    received: Money,
    bank_reference: str,
    received_on: date | None = None,
    now: datetime | None = None,
) -> Transfer:
    """What arrived on our account for it. The exact amount settles the payment; another one is kept, told to
    the buyer, and settles nothing. Locks the transfer, then orders and payment.

    Raises NotAllowed, TransferClosed, BankReferenceUsed, ReasonMissing (no reference).
    """
    row = locks.transfer(transfer.pk)
    _refuse(row, by)
    reference = western(clean_line(bank_reference))[:60]
    if not reference:
        raise ReasonMissing
    payment = row.payment
    exact = received == Money(payment.amount, payment.currency)
    moment = now or clock.now()
    row.state = TransferState.MATCHED if exact else TransferState.MISMATCH
    row.received, row.received_on, row.bank_reference = received.minor, received_on, reference
    row.decided_by, row.decided_at, row.reason = by, moment, ""
    _save(row)
    after = {"amount": received.minor, "currency": received.currency, "bank_reference": reference}
    action = "payments.transfer.matched" if exact else "payments.transfer.mismatch"
    audit.record(action, subject=row, actor=by, after=after)
    if report := BankProvider().report_of(row, payment):
        settle_payment(report=report, now=moment)
    if not exact:
        outbox.enqueue(TRANSFER_MISMATCH, {"transfer": row.pk}, key=f"transfer:{row.pk}:{received.minor}")
    return row


@transaction.atomic
def reject_transfer(*, transfer: Transfer, by: User, reason: str, now: datetime | None = None) -> Transfer:
    """It did not come, or cannot be taken; the buyer reads the reason and may pay in another way.

    Locks the transfer, then orders and payment. Raises NotAllowed, TransferClosed, ReasonMissing.
    """
    row = locks.transfer(transfer.pk)
    _refuse(row, by)
    if not row.status.open:
        raise TransferClosed
    why = clean_line(reason)[:300]
    if not why:
        raise ReasonMissing
    moment = now or clock.now()
    row.state, row.reason, row.decided_by, row.decided_at = TransferState.REJECTED, why, by, moment
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    audit.record("payments.transfer.rejected", subject=row, actor=by, note=why)
    if report := BankProvider().report_of(row, row.payment):
        settle_payment(report=report, now=moment)
    outbox.enqueue(TRANSFER_REJECTED, {"transfer": row.pk}, key=f"transfer:{row.pk}")
    return row


def _refuse(row: Transfer, by: User) -> None:
    if not rules.may_handle(by):
        raise NotAllowed
    if row.state == TransferState.MATCHED:
        raise TransferClosed


def _save(row: Transfer) -> None:
    """One line of the statement pays once: the unique index judges."""
    fields = ["state", "received", "received_on", "bank_reference", "decided_by", "decided_at", "reason"]
    try:
        with transaction.atomic():
            row.save(update_fields=fields)
    except IntegrityError as error:
        other = Transfer.objects.filter(bank_reference=row.bank_reference).exclude(pk=row.pk).first()
        if other is None:
            raise
        raise BankReferenceUsed(reference=row.bank_reference, other=other.code) from error
