"""What a provider says about a payment, acted on once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from compliance import audit
from core import clock, outbox
from orders import billing, ledger, locks
from orders.enums import EventOutcome, FailureReason, OrderState, PartState, PaymentState, RefundReason, Side
from orders.exceptions import UnknownPayment
from orders.models import Order, Payment, PaymentEvent, PaymentPart
from orders.providers import Report, Verdict
from orders.services import contesting, refunding, steps


@transaction.atomic
def settle_payment(*, report: Report, now: datetime | None = None) -> PaymentEvent:
    """Acts on a provider's message and keeps it; the same event id again changes nothing.

    Another amount or currency than ours is kept and refused. Money for an order that is no longer payable is
    taken in and goes back. Locks the orders, then the payment. Raises UnknownPayment.
    """
    found = Payment.objects.filter(provider=report.provider, reference=report.reference).first()
    if found is None:
        raise UnknownPayment
    parts, payment = locks.payment(found.pk)
    if known := PaymentEvent.objects.filter(provider=report.provider, event_id=report.event_id).first():
        return known
    moment = now or clock.now()
    outcome = _act(parts, payment, report, moment)
    return PaymentEvent.objects.create(
        payment=payment,
        provider=report.provider,
        event_id=report.event_id,
        kind=report.verdict,
        amount=report.amount,
        currency=report.currency,
        outcome=outcome,
        raw=dict(report.raw),
        received_at=moment,
    )


def _act(parts: Sequence[PaymentPart], payment: Payment, report: Report, now: datetime) -> EventOutcome:
    if not _fits(payment, report):
        after = {"payment": payment.pk, "amount": report.amount, "currency": report.currency}
        for part in parts:
            audit.record("orders.payment.mismatch", subject=part.order, actor=None, after=after)
        return EventOutcome.MISMATCH
    if report.verdict is Verdict.PAID:
        return _received(parts, payment, now)
    if report.verdict is Verdict.REFUSED:
        return _refused(parts, payment, now)
    if report.verdict is Verdict.REFUNDED:
        return refunding.confirmed(payment, report, now=now)
    return contesting.heard(parts, payment, report, now=now)


def _fits(payment: Payment, report: Report) -> bool:
    """A payment is whole; what goes back, or is contested, may be a part of it."""
    if report.currency != payment.currency:
        return False
    if report.verdict in {Verdict.PAID, Verdict.REFUSED}:
        return report.amount == payment.amount
    return 0 < report.amount <= payment.amount


def _refused(parts: Sequence[PaymentPart], payment: Payment, now: datetime) -> EventOutcome:
    """Counts only while nothing else is known: a refusal never takes back a success."""
    if not payment.status.open:
        return EventOutcome.IGNORED
    payment.state, payment.reason, payment.settled_at = PaymentState.FAILED, FailureReason.REFUSED, now
    payment.save(update_fields=["state", "reason", "settled_at"])
    PaymentPart.objects.filter(payment=payment).update(state=PartState.RELEASED)
    after = {"payment": payment.pk, "reason": FailureReason.REFUSED}
    for part in parts:
        audit.record("orders.payment.failed", subject=part.order, actor=None, after=after)
    outbox.enqueue("orders.payment_failed", {"payment": payment.pk}, key=f"payment:{payment.pk}:refused")
    return EventOutcome.SETTLED


def _received(parts: Sequence[PaymentPart], payment: Payment, now: datetime) -> EventOutcome:
    if not payment.status.may_become(PaymentState.SUCCEEDED):
        return EventOutcome.IGNORED
    payment.state, payment.reason, payment.settled_at = PaymentState.SUCCEEDED, "", now
    payment.save(update_fields=["state", "reason", "settled_at"])
    ledger.book_received(payment, parts, now=now)
    surplus = [part for part in parts if not _stands(part, payment, now)]
    for part in surplus:
        refunding.agree_surplus(part, RefundReason.SURPLUS, now=now)
    return EventOutcome.SURPLUS if surplus else EventOutcome.SETTLED


def _stands(part: PaymentPart, payment: Payment, now: datetime) -> bool:
    """Whether the money pays the order; an order that has ended, or is paid already, gets it back."""
    stands = part.order.status.payable
    part.state = PartState.STANDS if stands else PartState.SURPLUS
    part.save(update_fields=["state"])
    after = {"payment": payment.pk, "amount": part.amount, "surplus": not stands}
    audit.record("orders.payment.received", subject=part.order, actor=None, after=after)
    if stands:
        _paid(part.order, now)
    return stands


def _paid(order: Order, now: datetime) -> None:
    before = order.state
    if before == OrderState.PLACED:  # the money came before the order knew that somebody had begun to pay
        steps.move(order, OrderState.AWAITING_PAYMENT, side=Side.SYSTEM, now=now)
    steps.move(order, OrderState.PAID, side=Side.BUYER, now=now)
    ledger.book_sale(order, billing.shares_of(list(order.lines.all())), now=now)
    after = {"state": str(order.state)}
    audit.record("orders.order.paid", subject=order, actor=None, before={"state": before}, after=after)
    outbox.enqueue("orders.paid", {"order": order.pk}, key=f"order:{order.pk}")
