"""What the programme tells: called off, moved; and what is left to do when a run has taken place."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from compliance import audit
from core import clock, outbox
from orders import services as orders
from orders.enums import RefundReason
from orders.exceptions import PaymentUnderWay
from workshops import locks as programme
from workshops import seats
from workshops.booking import locks, queries, refunds
from workshops.booking.enums import (
    REGISTRATION_LIVE,
    EndedBy,
    RegistrationState,
    WaitingState,
)
from workshops.booking.models import Registration
from workshops.booking.services import ending, waiting
from workshops.enums import RunState
from workshops.models import Run


@transaction.atomic
def run_cancelled(*, run: Run, now: datetime | None = None) -> int:
    """Sends each living registration its own message, so that each is ended and paid back by itself.

    Whoever stands in line is let go and told. Locks the run. Idempotent; returns how many messages there are.
    """
    locked = programme.run(run.pk)
    moment = now or clock.now()
    for entry in locks.whole_line(locked):
        if entry.state == WaitingState.OFFERED:
            seats.give_back(locked, {entry.ticket_type_id: entry.seats})
        waiting.end(entry, WaitingState.LAPSED, now=moment)
        outbox.enqueue("booking.line_closed", {"entry": entry.pk}, key=f"entry:{entry.pk}")
    live = Registration.objects.filter(run=locked, state__in=REGISTRATION_LIVE).order_by("pk")
    pks = list(live.values_list("pk", flat=True))
    for pk in pks:
        outbox.enqueue("booking.call_off", {"registration": pk}, key=f"registration:{pk}")
    return len(pks)


@transaction.atomic
def call_off(*, registration: Registration, now: datetime | None = None) -> bool:
    """Ends one registration of a run that was called off; all that is left of its money goes back.

    Its state says whether that has happened, and refund and state are one transaction: however often it is
    asked, the money goes once. Locks the run, the registration, the order. False where it has ended already,
    or where a payment is under way, which then comes back through `confirm`. Raises NotRefundable while a
    bank contests the payment: the message waits.
    """
    locked = locks.with_run(registration.pk)
    if locked.run.state != RunState.CANCELLED or not locked.status.live:
        return False
    moment = now or clock.now()
    if locked.state == RegistrationState.RESERVED:
        return _call_off_reserved(locked, moment)
    shares = refunds.whole(locked, list(queries.valid(locked)))
    ending.end_seats(locked, shares, why=EndedBy.RUN, now=moment)
    ending.pay_back(locked, shares, reason=RefundReason.CANCELLED, note=locked.code, now=moment)
    back = sum(share.back.minor for share in shares)
    audit.record("booking.cancelled", subject=locked, actor=None, after={"back": back, "why": "run"})
    outbox.enqueue(
        "booking.called_off", {"registration": locked.pk, "back": back}, key=f"registration:{locked.pk}"
    )
    return True


def _call_off_reserved(registration: Registration, now: datetime) -> bool:
    if registration.order is not None and registration.order.status.alive:
        try:
            with transaction.atomic():
                orders.cancel_order(order=registration.order, by=registration.booker, now=now)
        except PaymentUnderWay:
            return False
    ending.end_reserved(registration, RegistrationState.CANCELLED, why=EndedBy.RUN, by=None, now=now)
    outbox.enqueue(
        "booking.called_off", {"registration": registration.pk, "back": 0}, key=registration.source
    )
    return True


@transaction.atomic
def run_moved(*, run: Run, now: datetime | None = None) -> int:
    """Whoever is registered may step back for all of the money from now on, and is told. Locks the run."""
    locked = programme.run(run.pk)
    moment = now or clock.now()
    moved = locks.live_of(locked)
    Registration.objects.filter(pk__in=[row.pk for row in moved]).update(moved_at=moment)
    for row in moved:
        outbox.enqueue("booking.moved", {"registration": row.pk})
    audit.record("booking.moved", subject=None, actor=None, after={"run": locked.pk, "told": len(moved)})
    return len(moved)


def complete_over(*, now: datetime | None = None, limit: int = 100) -> int:
    """Releases the money of what has taken place, each order in a transaction of its own; how many."""
    moment = now or clock.now()
    return sum(
        orders.complete_order(order=row.order, now=now)
        for row in queries.over(moment)[:limit]
        if row.order is not None
    )
