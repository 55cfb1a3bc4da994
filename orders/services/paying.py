"""Starting a payment, and asking after one that nobody has answered for."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock, outbox
from orders import locks, payments, queries, rules
from orders.enums import FailureReason, OrderState, PaymentState
from orders.exceptions import NotAllowed, NotPayable
from orders.models import Order, Payment
from orders.payments import ProviderSilent
from orders.services.settling import settle_payment

if TYPE_CHECKING:
    from accounts.models import User

PATIENCE = timedelta(minutes=30)
"""How long a bank may be silent before a person may pay again."""
FIRST_QUESTION = timedelta(minutes=1)


@transaction.atomic
def start_payment(*, order: Order, by: User, provider: str = payments.DEFAULT) -> Payment:
    """The order's open payment, a new one where there is none: a double click is one payment.

    Locks the order. Raises NotAllowed, NotPayable.
    """
    locked = locks.order(order.pk)
    if not rules.may_pay(by, locked):
        raise NotAllowed
    if not locked.status.payable or locked.total == 0:
        raise NotPayable
    if known := queries.open_payment(locked):
        return known
    if locked.state == OrderState.PLACED:
        locked.state = OrderState.AWAITING_PAYMENT
        locked.save(update_fields=["state"])
    payment = Payment.objects.create(
        order=locked,
        provider=provider,
        reference=secrets.token_hex(16),
        amount=locked.total,
        currency=locked.currency,
        created_at=clock.now(),
    )
    after = {"amount": payment.amount, "currency": payment.currency, "provider": provider}
    audit.record("orders.payment.started", subject=locked, actor=by, after=after)
    return payment


def open_payment(*, payment: Payment) -> str:
    """Opens it at the provider, outside any transaction of ours; returns where the person pays.

    An empty address means that the provider is silent. Safe to repeat: our reference is the same.
    """
    try:
        started = payments.provider(payment.provider).start(payment)
    except ProviderSilent:
        mark_silent(payment=payment)
        return ""
    _opened(payment, started.provider_reference)
    return started.url


@transaction.atomic
def _opened(payment: Payment, provider_reference: str) -> None:
    _order, row = locks.payment(payment.pk)
    if row.state == PaymentState.CREATED:
        row.state, row.provider_reference = PaymentState.PENDING, provider_reference
        row.save(update_fields=["state", "provider_reference"])


@transaction.atomic
def mark_silent(*, payment: Payment) -> Payment:
    """The bank gave no answer: that is not a no. Locks order and payment."""
    order, row = locks.payment(payment.pk)
    if row.status.may_become(PaymentState.UNKNOWN):
        row.state = PaymentState.UNKNOWN
        row.save(update_fields=["state"])
        audit.record("orders.payment.silent", subject=order, actor=None, after={"payment": row.pk})
    return row


def check_payment(*, payment: Payment) -> Payment:
    """Asks the provider, outside any transaction, and settles what it says."""
    try:
        report = payments.provider(payment.provider).ask(payment)
    except ProviderSilent:
        mark_silent(payment=payment)
    else:
        if report is not None:
            settle_payment(report=report)
    return Payment.objects.get(pk=payment.pk)


@transaction.atomic
def give_up(*, payment: Payment, now: datetime | None = None) -> Payment:
    """Lets go of a payment after PATIENCE, so that the person may pay again; a late success still counts.

    Locks order and payment; one that was answered meanwhile, or is younger, stays as it is.
    """
    order, row = locks.payment(payment.pk)
    moment = now or clock.now()
    if not row.status.open or moment - row.created_at < PATIENCE:
        return row
    row.state, row.reason, row.settled_at = PaymentState.FAILED, FailureReason.TIMEOUT, moment
    row.save(update_fields=["state", "reason", "settled_at"])
    after = {"payment": row.pk, "reason": FailureReason.TIMEOUT}
    audit.record("orders.payment.failed", subject=order, actor=None, after=after)
    outbox.enqueue("orders.payment_failed", {"payment": row.pk}, key=f"payment:{row.pk}:timeout")
    return row


def sweep_silent(*, now: datetime | None = None, limit: int = 100) -> int:
    """Asks after open payments, and gives up those that stayed open too long; returns how many were asked."""
    moment = now or clock.now()
    waiting = list(queries.silent_payments(moment - FIRST_QUESTION)[:limit])
    for payment in waiting:
        if check_payment(payment=payment).status.open:
            give_up(payment=payment, now=now)
    return len(waiting)
