"""What follows from a kept message: the payment is read again from its provider, and that is settled.

A message proves only that something happened. Two messages in the wrong order, one that came twice, one that
came before the buyer's return: each leads to the same question and to the same answer.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Q

from compliance import audit
from core import clock, outbox
from core.scrub import scrub_text
from orders.exceptions import NotAllowed
from orders.models import Payment, PaymentEvent
from orders.payments import doors, locks, rules
from orders.payments.doors import Client, Letter, Opened
from orders.payments.enums import MessageOutcome
from orders.payments.events import ACT
from orders.payments.exceptions import MessageRefused
from orders.payments.models import WebhookMessage
from orders.payments.privacy import KEEP_BODIES
from orders.providers import ProviderRefused, ProviderSilent
from orders.services import settle_payment

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger("souk.payments")

MAX_ATTEMPTS: Final = 15  # about five hours of asking a provider that does not answer
LONGEST_WAIT: Final = timedelta(minutes=30)
GRACE: Final = timedelta(seconds=60)  # before the sweep takes over from the outbox


def act_on(*, message: int, now: datetime | None = None) -> MessageOutcome:
    """Asks the provider, outside any transaction, and settles each fact in one of its own.

    Safe to repeat and to break off at any point: facts are settled once by their event id, and the message
    stays waiting until all of them are.
    """
    row = WebhookMessage.objects.select_related("payment__buyer").get(pk=message)
    if MessageOutcome(row.outcome).final:
        return MessageOutcome(row.outcome)
    client = doors.client(row.provider)
    letter = Letter(body=bytes(row.body), headers=row.headers, now=row.received_at.timestamp())
    try:
        opened = client.read(letter)
        payment = row.payment or _found(client, row.provider, opened)
        if payment is None:
            outcome = MessageOutcome.STRANGER if opened.about_payment else MessageOutcome.NOTHING
            return _close(row, outcome, now)
        told = _settled(client, payment, opened)
    except (ProviderSilent, ProviderRefused) as error:
        return _wait(row, str(error) or type(error).__name__, now)
    except MessageRefused as error:
        return _close(row, MessageOutcome.NOTHING, now, error=error.code)
    return _close(row, MessageOutcome.DONE if told else MessageOutcome.NOTHING, now, payment=payment)


def _found(client: Client, provider: str, opened: Opened) -> Payment | None:
    reference = client.whose(opened)
    known = Payment.objects.select_related("buyer").filter(provider=provider, reference=reference or None)
    return known.first()


def _settled(client: Client, payment: Payment, opened: Opened) -> int:
    """How many facts were new."""
    before = PaymentEvent.objects.filter(payment=payment).count()
    for report in client.tell(payment, opened):
        settle_payment(report=report)
    return PaymentEvent.objects.filter(payment=payment).count() - before


@transaction.atomic
def _close(
    row: WebhookMessage,
    outcome: MessageOutcome,
    now: datetime | None,
    *,
    payment: Payment | None = None,
    error: str = "",
) -> MessageOutcome:
    locked = locks.message(row.pk)
    if MessageOutcome(locked.outcome).final:
        return MessageOutcome(locked.outcome)
    locked.outcome, locked.error, locked.acted_at = outcome, error, now or clock.now()
    locked.attempts += 1
    locked.payment = payment or locked.payment
    locked.save(update_fields=["outcome", "error", "acted_at", "attempts", "payment"])
    return outcome


@transaction.atomic
def _wait(row: WebhookMessage, error: str, now: datetime | None) -> MessageOutcome:
    locked = locks.message(row.pk)
    if MessageOutcome(locked.outcome).final:
        return MessageOutcome(locked.outcome)
    moment = now or clock.now()
    locked.attempts += 1
    locked.error = scrub_text(error)[:300]
    locked.due_at = moment + wait_after(locked.attempts)
    if locked.attempts >= MAX_ATTEMPTS:
        locked.outcome, locked.acted_at = MessageOutcome.STUCK, moment
        log.error("payments.message_stuck", extra={"provider": row.provider, "message_id": row.pk})
    locked.save(update_fields=["attempts", "error", "due_at", "outcome", "acted_at"])
    return MessageOutcome(locked.outcome)


def wait_after(attempts: int) -> timedelta:
    """Half a minute, one, two ... half an hour at most."""
    return min(timedelta(seconds=15 * 2 ** min(attempts, 10)), LONGEST_WAIT)


def sweep(*, now: datetime | None = None, limit: int = 50) -> int:
    """The guarantee behind the outbox: what is still waiting is acted on; returns how many were tried."""
    moment = now or clock.now()
    fresh = Q(attempts=0, received_at__gt=moment - GRACE)
    due = WebhookMessage.objects.filter(outcome=MessageOutcome.WAITING, due_at__lte=moment).exclude(fresh)
    keys = list(due.order_by("due_at").values_list("pk", flat=True)[:limit])
    for key in keys:
        act_on(message=key, now=now)
    return len(keys)


@transaction.atomic
def retry(*, message: WebhookMessage, by: User) -> WebhookMessage:
    """Staff give a message that was given up another chance. Locks it. Raises NotAllowed."""
    if not rules.may_handle(by):
        raise NotAllowed
    row = locks.message(message.pk)
    if row.outcome != MessageOutcome.STUCK:
        return row
    row.outcome, row.attempts, row.acted_at, row.due_at = MessageOutcome.WAITING, 0, None, clock.now()
    row.save(update_fields=["outcome", "attempts", "acted_at", "due_at"])
    audit.record("payments.message.again", subject=row, actor=by, after={"event": row.event_id})
    outbox.enqueue(ACT, {"message": row.pk})
    return row


def forget_bodies(*, now: datetime | None = None, limit: int = 1_000) -> int:
    """Empties the text of messages past their retention; date, hash and outcome stay. Returns how many."""
    old = (now or clock.now()) - timedelta(days=KEEP_BODIES)
    rows = WebhookMessage.objects.filter(received_at__lt=old).exclude(body=b"")
    keys = list(rows.order_by("received_at").values_list("pk", flat=True)[:limit])
    return WebhookMessage.objects.filter(pk__in=keys).update(body=b"")
