"""Money on its way back to the buyer."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from compliance import audit
from core import clock
from orders import ledger, locks, payments, queries
from orders.enums import PaymentState
from orders.models import Payment
from orders.payments import ProviderSilent

log = logging.getLogger("souk.orders")


def pay_back(*, payment: Payment, now: datetime | None = None) -> Payment:
    """Asks the provider to return the amount, outside any transaction, then books it; again is harmless."""
    if payment.state != PaymentState.SUCCEEDED or not payment.surplus:
        return payment
    try:
        payments.provider(payment.provider).pay_back(payment)
    except ProviderSilent:
        log.warning("payment.pay_back_silent", extra={"payment": payment.pk})
        return payment
    return _paid_back(payment, now)


@transaction.atomic
def _paid_back(payment: Payment, now: datetime | None) -> Payment:
    order, row = locks.payment(payment.pk)
    if row.state != PaymentState.SUCCEEDED:
        return row
    row.state, row.refunded_at = PaymentState.REFUNDED, now or clock.now()
    row.save(update_fields=["state", "refunded_at"])
    ledger.book_paid_back(row, now=row.refunded_at)
    after = {"payment": row.pk, "amount": row.amount}
    audit.record("orders.payment.paid_back", subject=order, actor=None, after=after)
    return row


def pay_back_due(*, limit: int = 100) -> int:
    """What the nudge missed; returns how many went back."""
    due = queries.to_be_paid_back()[:limit]
    return sum(pay_back(payment=payment).state == PaymentState.REFUNDED for payment in due)
