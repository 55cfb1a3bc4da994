"""Refunds that staff send by hand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_line
from core.digits import western
from orders import services
from orders.enums import RefundState
from orders.exceptions import NotAllowed
from orders.payments import locks, rules
from orders.payments.enums import HandState
from orders.payments.exceptions import AlreadyDecided, ReasonMissing
from orders.payments.models import HandRefund

if TYPE_CHECKING:
    from accounts.models import User


def mark_sent(*, row: HandRefund, by: User, bank_reference: str, now: datetime | None = None) -> HandRefund:
    """The money has left by hand; the refund is booked as done. Raises NotAllowed, AlreadyDecided, ReasonMissing."""
    reference = western(clean_line(bank_reference))[:60]
    if not reference:
        raise ReasonMissing
    done = _decide(row, by, HandState.DONE, bank_reference=reference, now=now)
    refund = done.refund
    if refund.state == RefundState.REFUSED:
        services.settle_refund_by_hand(refund=refund, by=by, note=reference)
    else:
        services.send_refund(refund=refund)
    return done


def give_up_hand_refund(*, row: HandRefund, by: User, note: str, now: datetime | None = None) -> HandRefund:
    """It cannot be sent. Raises NotAllowed, AlreadyDecided, ReasonMissing."""
    why = clean_line(note)[:300]
    if not why:
        raise ReasonMissing
    refused = _decide(row, by, HandState.REFUSED, note=why, now=now)
    services.send_refund(refund=refused.refund)
    return refused


@transaction.atomic
def _decide(
    row: HandRefund,
    by: User,
    state: HandState,
    *,
    bank_reference: str = "",
    note: str = "",
    now: datetime | None,
) -> HandRefund:
    if not rules.may_handle(by):
        raise NotAllowed
    locked = locks.hand_refund(row.pk)
    if locked.state in {HandState.DONE, state}:
        raise AlreadyDecided
    locked.state, locked.bank_reference, locked.note = state, bank_reference, note
    locked.decided_by, locked.decided_at = by, now or clock.now()
    locked.save(update_fields=["state", "bank_reference", "note", "decided_by", "decided_at"])
    after = {"refund": locked.refund_id, "bank_reference": bank_reference}
    audit.record(
        f"payments.hand_refund.{state}", subject=locked.refund.order, actor=by, after=after, note=note
    )
    return locked
