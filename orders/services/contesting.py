"""A buyer contests a payment at their bank: the provider keeps the money back until the bank has decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from compliance import audit
from core import outbox
from orders import ledger, queries
from orders.enums import EventOutcome, OrderState, PartState, PaymentState
from orders.models import Payment, PaymentEvent, PaymentPart
from orders.providers import Report, Verdict
from orders.services import refunding, steps

REASON = "chargeback"


def heard(parts: Sequence[PaymentPart], payment: Payment, report: Report, *, now: datetime) -> EventOutcome:
    """Opened, won or lost; orders and payment are locked. Parts that were paid back already stay out of it.

    The messages may come in any order: what is over is not opened again.
    """
    standing = [part for part in parts if part.state == PartState.STANDS]
    acted_on = PaymentEvent.objects.filter(payment=payment, outcome=EventOutcome.SETTLED)
    kinds = set(acted_on.values_list("kind", flat=True))  # what was refused or ignored opened nothing
    open_now = Verdict.DISPUTED in kinds and not kinds & {Verdict.DISPUTE_WON, Verdict.DISPUTE_LOST}
    if report.verdict is Verdict.DISPUTED:
        if Verdict.DISPUTED in kinds or payment.state != PaymentState.SUCCEEDED:
            return EventOutcome.IGNORED
        return _opened(standing, payment, now)
    if not open_now:
        return EventOutcome.IGNORED
    if report.verdict is Verdict.DISPUTE_WON:
        return _won(standing, payment, now)
    return _lost(standing, payment, now)


def _opened(parts: Sequence[PaymentPart], payment: Payment, now: datetime) -> EventOutcome:
    for part in parts:
        ledger.book_chargeback(part, part.order.left, now=now)
        if part.order.status.may_become(OrderState.DISPUTED):
            steps.open_dispute(order=part.order, by=None, reason=REASON, now=now)
        audit.record(
            "orders.chargeback.opened", subject=part.order, actor=None, after={"payment": payment.pk}
        )
        outbox.enqueue(
            "orders.chargeback", {"order": part.order_id}, key=f"payment:{payment.pk}:{part.order_id}"
        )
    return EventOutcome.SETTLED


def _won(parts: Sequence[PaymentPart], payment: Payment, now: datetime) -> EventOutcome:
    for part in parts:
        ledger.book_chargeback(part, -queries.contested(part.order), now=now)
        steps.end_dispute(order=part.order, by=None, now=now)
        audit.record("orders.chargeback.won", subject=part.order, actor=None, after={"payment": payment.pk})
    return EventOutcome.SETTLED


def _lost(parts: Sequence[PaymentPart], payment: Payment, now: datetime) -> EventOutcome:
    """The buyer has the money: all that was left of the order is refunded, out of what was kept back."""
    for part in parts:
        audit.record("orders.chargeback.lost", subject=part.order, actor=None, after={"payment": payment.pk})
        refunding.lose(part, now=now)
    return EventOutcome.SETTLED
