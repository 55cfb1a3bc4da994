"""Starting a payment, and asking after one that nobody has answered for."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock, outbox
from orders import locks, providers, queries, rules
from orders.enums import FailureReason, OrderState, PartState, PaymentState, Side
from orders.exceptions import NotAllowed, NotPayable, PaymentUnderWay, SeveralCurrencies
from orders.models import Order, Payment, PaymentPart
from orders.providers import ProviderRefused, ProviderSilent
from orders.services import steps
from orders.services.settling import settle_payment

if TYPE_CHECKING:
    from accounts.models import User

PATIENCE = timedelta(minutes=30)
"""How long a bank may be silent before a person may pay again."""
FIRST_QUESTION = timedelta(minutes=1)


@transaction.atomic
def start_payment(
    *, orders: Sequence[Order], by: User, provider: str, now: datetime | None = None
) -> Payment:
    """One payment for these orders; the open one where there is one: a double click is one payment.

    Locks the orders. Raises NotAllowed, NotPayable, SeveralCurrencies, PaymentUnderWay (another open payment
    covers other orders as well), ProviderUnknown.
    """
    providers.provider(provider)
    rows = locks.orders(order.pk for order in orders)
    _refuse(rows, by)
    if known := _known(rows):
        return known
    moment = now or clock.now()
    for row in rows:
        if row.state == OrderState.PLACED:
            steps.move(row, OrderState.AWAITING_PAYMENT, side=Side.BUYER, now=moment)
    payment = Payment.objects.create(
        buyer=by,
        provider=provider,
        reference=secrets.token_hex(16),
        amount=sum(row.total for row in rows),
        currency=rows[0].currency,
        created_at=moment,
    )
    PaymentPart.objects.bulk_create(
        PaymentPart(payment=payment, order=row, amount=row.total) for row in rows if row.total
    )
    after = {"amount": payment.amount, "currency": payment.currency, "provider": provider}
    for row in rows:
        audit.record("orders.payment.started", subject=row, actor=by, after=after)
    return payment


def _refuse(rows: Sequence[Order], by: User) -> None:
    if not rows or any(not rules.may_pay(by, row) for row in rows):
        raise NotAllowed
    if any(not row.status.payable or row.total == 0 for row in rows):
        raise NotPayable
    if len({row.currency for row in rows}) > 1:
        raise SeveralCurrencies


def _known(rows: Sequence[Order]) -> Payment | None:
    """The open payment of exactly these orders. Raises PaymentUnderWay for one that is not."""
    found = {
        part.payment_id: part for part in PaymentPart.objects.filter(order__in=rows, state=PartState.OPEN)
    }
    if not found:
        return None
    covered = PaymentPart.objects.filter(payment__in=found).values_list("order_id", flat=True)
    if len(found) > 1 or set(covered) != {row.pk for row in rows}:
        raise PaymentUnderWay
    return Payment.objects.get(pk=next(iter(found)))


def open_payment(*, payment: Payment) -> str:
    """Opens it at the provider, outside any transaction of ours; returns where the person pays.

    An empty address: the provider is silent, or the person pays elsewhere and is asked to wait. Safe to repeat:
    our reference is the same.
    """
    try:
        started = providers.provider(payment.provider).start(payment)
    except ProviderSilent:
        mark_silent(payment=payment)
        return ""
    except ProviderRefused as error:
        fail_payment(payment=payment, reason=FailureReason.REFUSED, note=str(error))
        return ""
    _opened(payment, started.provider_reference)
    return started.url


@transaction.atomic
def _opened(payment: Payment, provider_reference: str) -> None:
    _parts, row = locks.payment(payment.pk)
    if row.state == PaymentState.CREATED or (row.status.open and not row.provider_reference):
        row.state, row.provider_reference = PaymentState.PENDING, provider_reference[:100]
        row.save(update_fields=["state", "provider_reference"])


@transaction.atomic
def mark_silent(*, payment: Payment) -> Payment:
    """The bank gave no answer: that is not a no. Locks orders and payment."""
    parts, row = locks.payment(payment.pk)
    if row.status.may_become(PaymentState.UNKNOWN):
        row.state = PaymentState.UNKNOWN
        row.save(update_fields=["state"])
        for part in parts:
            audit.record("orders.payment.silent", subject=part.order, actor=None, after={"payment": row.pk})
    return row


def check_payment(*, payment: Payment) -> Payment:
    """Asks the provider, outside any transaction, and settles what it says."""
    try:
        report = providers.provider(payment.provider).ask(payment)
    except ProviderSilent:
        mark_silent(payment=payment)
    else:
        if report is not None:
            settle_payment(report=report)
    return Payment.objects.get(pk=payment.pk)


@transaction.atomic
def fail_payment(
    *, payment: Payment, reason: FailureReason, note: str = "", now: datetime | None = None
) -> Payment:
    """Lets go of an open payment, so that the person may pay again; a late success still counts.

    Locks orders and payment; one that was answered meanwhile stays as it is.
    """
    parts, row = locks.payment(payment.pk)
    if not row.status.open:
        return row
    row.state, row.reason, row.settled_at = PaymentState.FAILED, reason, now or clock.now()
    row.save(update_fields=["state", "reason", "settled_at"])
    PaymentPart.objects.filter(payment=row, state=PartState.OPEN).update(state=PartState.RELEASED)
    after = {"payment": row.pk, "reason": reason}
    for part in parts:
        audit.record("orders.payment.failed", subject=part.order, actor=None, after=after, note=note)
    outbox.enqueue("orders.payment_failed", {"payment": row.pk}, key=f"payment:{row.pk}:{reason}")
    return row


def give_up(*, payment: Payment, now: datetime | None = None) -> Payment:
    """Lets go of a payment that nobody has answered for within PATIENCE; a younger one stays."""
    moment = now or clock.now()
    if moment - payment.created_at < queries.patience(payment, PATIENCE):
        return payment
    return fail_payment(payment=payment, reason=FailureReason.TIMEOUT, now=now)


def sweep_silent(*, now: datetime | None = None, limit: int = 100) -> int:
    """Asks after open payments, and gives up those that stayed open too long; returns how many were asked.

    Where people move the money by hand there is nobody to ask: these are only given up when their days are over,
    and never stand before a card that waits.
    """
    moment = now or clock.now()
    by_hand = providers.by_hand()
    waiting = list(queries.silent_payments(moment - FIRST_QUESTION).exclude(provider__in=by_hand)[:limit])
    for payment in waiting:
        found = check_payment(payment=payment)
        if found.status.open:
            give_up(payment=found, now=now)
    for code, patience in by_hand.items():
        for payment in queries.silent_payments(moment - patience).filter(provider=code)[:limit]:
            give_up(payment=payment, now=now)
    return len(waiting)
