"""What orders tell: paid, come to nothing. Each may be told more than once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from compliance import audit
from core import clock, outbox
from orders import services as orders
from orders.enums import LineKind, OrderState, RefundReason
from orders.models import Order
from workshops.booking import locks
from workshops.booking.enums import EndedBy, RegistrationState, TicketState
from workshops.booking.models import Registration
from workshops.booking.services import ending
from workshops.enums import RunState


@transaction.atomic
def confirm(*, order: Order, now: datetime | None = None) -> bool:
    """A paid order makes its seats valid. Locks run and registration; False where there is nothing (more) to do.

    Money for seats that are gone meanwhile, or for a run that was called off, goes back in whole.
    """
    registration = _of(order)
    if registration is None or registration.state == RegistrationState.CONFIRMED:
        return False
    moment = now or clock.now()
    if registration.state != RegistrationState.RESERVED:
        return _too_late(order, moment)
    if registration.run.state == RunState.CANCELLED:
        ending.end_reserved(registration, RegistrationState.CANCELLED, why=EndedBy.RUN, by=None, now=moment)
        outbox.enqueue(
            "booking.called_off",
            {"registration": registration.pk, "back": order.left},
            key=registration.source,
        )
        return _too_late(order, moment)
    _seat(registration, moment)
    audit.record(
        "booking.confirmed", subject=registration, actor=registration.booker, after={"order": order.number}
    )
    outbox.enqueue("booking.confirmed", {"registration": registration.pk}, key=registration.source)
    return True


@transaction.atomic
def drop(*, order: Order, now: datetime | None = None) -> bool:
    """An order that was cancelled or expired sets its seats free. Locks run and registration."""
    registration = _of(order)
    if registration is None or registration.state != RegistrationState.RESERVED:
        return False
    expired = order.state == OrderState.EXPIRED
    ending.end_reserved(
        registration,
        RegistrationState.EXPIRED if expired else RegistrationState.CANCELLED,
        why=EndedBy.UNPAID if expired else EndedBy.BOOKER,
        by=None,
        now=now or clock.now(),
    )
    return True


def _of(order: Order) -> Registration | None:
    pk = Registration.objects.filter(order=order).values_list("pk", flat=True).first()
    return locks.with_run(pk) if pk is not None else None


def _too_late(order: Order, now: datetime) -> bool:
    if order.status.settled and order.left:
        orders.refund(order=order, by=None, reason=RefundReason.CANCELLED, now=now)
    return False


def _seat(registration: Registration, now: datetime) -> None:
    """The bill stands from here on, so each seat that cost something learns its line."""
    registration.state, registration.confirmed_at = RegistrationState.CONFIRMED, now
    registration.save(update_fields=["state", "confirmed_at"])
    assert registration.order is not None  # noqa: S101  found by its order
    lines = iter(registration.order.lines.filter(kind=LineKind.TICKET).order_by("position"))
    for ticket in registration.tickets.filter(state=TicketState.HELD).order_by("number"):
        ticket.line = next(lines) if ticket.price_minor else None
        ticket.state = TicketState.VALID
        ticket.save(update_fields=["line", "state"])
