"""What a provider says about a payment, acted on once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from compliance import audit
from core import clock, outbox
from orders import ledger, locks
from orders.enums import EventOutcome, FailureReason, OrderState, PaymentState
from orders.exceptions import UnknownPayment
from orders.models import Order, Payment, PaymentEvent
from orders.payments.interface import Report, Verdict


@transaction.atomic
def settle_payment(*, report: Report, now: datetime | None = None) -> PaymentEvent:
    """Acts on a provider's message and keeps it; the same event id again changes nothing.

    Another amount or currency than ours is kept and refused. Money for an order that is no longer payable is
    taken in and marked to be paid back. Locks order, then payment. Raises UnknownPayment.
    """
    found = Payment.objects.filter(provider=report.provider, reference=report.reference).first()
    if found is None:
        raise UnknownPayment
    order, payment = locks.payment(found.pk)
    if known := PaymentEvent.objects.filter(provider=report.provider, event_id=report.event_id).first():
        return known
    moment = now or clock.now()
    outcome = _act(order, payment, report, moment)
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


def _act(order: Order, payment: Payment, report: Report, now: datetime) -> EventOutcome:
    if (report.amount, report.currency) != (payment.amount, payment.currency):
        after = {"payment": payment.pk, "amount": report.amount, "currency": report.currency}
        audit.record("orders.payment.mismatch", subject=order, actor=None, after=after)
        return EventOutcome.MISMATCH
    if report.verdict is Verdict.REFUSED:
        return _refused(order, payment, now)
    return _received(order, payment, now)


def _refused(order: Order, payment: Payment, now: datetime) -> EventOutcome:
    """Counts only while nothing else is known: a refusal never takes back a success."""
    if not payment.status.open:
        return EventOutcome.IGNORED
    payment.state, payment.reason, payment.settled_at = PaymentState.FAILED, FailureReason.REFUSED, now
    payment.save(update_fields=["state", "reason", "settled_at"])
    after = {"payment": payment.pk, "reason": FailureReason.REFUSED}
    audit.record("orders.payment.failed", subject=order, actor=None, after=after)
    outbox.enqueue("orders.payment_failed", {"payment": payment.pk}, key=f"payment:{payment.pk}:refused")
    return EventOutcome.SETTLED


def _received(order: Order, payment: Payment, now: datetime) -> EventOutcome:
    if not payment.status.may_become(PaymentState.SUCCEEDED):
        return EventOutcome.IGNORED
    surplus = not order.status.payable
    payment.state, payment.reason, payment.settled_at = PaymentState.SUCCEEDED, "", now
    payment.surplus = surplus
    payment.save(update_fields=["state", "reason", "settled_at", "surplus"])
    ledger.book_received(payment, now=now)
    after = {"payment": payment.pk, "amount": payment.amount, "surplus": surplus}
    audit.record("orders.payment.received", subject=order, actor=None, after=after)
    if surplus:
        outbox.enqueue("orders.pay_back", {"payment": payment.pk}, key=f"payment:{payment.pk}")
        return EventOutcome.SURPLUS
    _paid(order, now)
    return EventOutcome.SETTLED


def _paid(order: Order, now: datetime) -> None:
    before = order.state
    order.state, order.paid_at = OrderState.PAID, now
    order.save(update_fields=["state", "paid_at"])
    ledger.book_sale(order, now=now)
    after = {"state": str(order.state)}
    audit.record("orders.order.paid", subject=order, actor=None, before={"state": before}, after=after)
    outbox.enqueue("orders.paid", {"order": order.pk}, key=f"order:{order.pk}")
