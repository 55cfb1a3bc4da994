"""Seats given up: what was shown to come back is what comes back, or nothing happens."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock, outbox
from core.money import Money
from orders import queries as money
from orders import services as orders
from orders.models import Refund
from workshops.booking import locks, queries, refunds, rules
from workshops.booking.enums import EndedBy, RegistrationState, TicketState
from workshops.booking.exceptions import Begun, NoSeats, NotCancellable, NotYours, TermsMoved
from workshops.booking.models import Registration, Ticket
from workshops.booking.refunds import Share, Terms
from workshops.booking.services import ending

if TYPE_CHECKING:
    from accounts.models import User


def cancel_registration(
    *, registration: Registration, by: User, shown: int | None = None, now: datetime | None = None
) -> Terms | None:
    """All seats of it that are this person's; reserved ones are let go. As `cancel_tickets` and `let_go`."""
    if registration.state == RegistrationState.RESERVED:
        let_go(registration=registration, by=by, now=now)
        return None
    mine = [ticket.pk for ticket in queries.valid(registration) if rules.may_cancel(by, ticket)]
    return cancel_tickets(registration=registration, tickets=mine, by=by, shown=shown, now=now)


@transaction.atomic
def cancel_tickets(
    *,
    registration: Registration,
    tickets: Collection[int],
    by: User,
    shown: int | None = None,
    now: datetime | None = None,
) -> Terms:
    """Gives up seats by their keys; what goes back follows the event's policy and the law.

    `shown` is the sum in minor units that the person has seen. Locks the run, the registration, the order.
    Raises NotYours, NotCancellable, Begun, NoSeats, TermsMoved, NotRefundable.
    """
    locked = locks.with_run(registration.pk)
    moment = now or clock.now()
    chosen = _chosen(locked, tickets, by)
    if locked.run.starts_at <= moment:
        raise Begun
    terms = refunds.terms(locked, chosen, moment)
    if shown is not None and shown != terms.total.minor:
        raise TermsMoved(total=terms.total.text())
    ending.end_seats(locked, terms.shares, why=EndedBy.BOOKER, now=moment)
    reason = refunds.reason(terms.decision)
    ending.pay_back(locked, terms.shares, reason=reason, note=locked.code, now=moment)
    _tell(locked, terms, by)
    return terms


def _chosen(registration: Registration, tickets: Collection[int], by: User) -> list[Ticket]:
    """Only what is this person's, and all of what was asked for."""
    if not tickets:
        raise NoSeats
    found = list(registration.tickets.filter(pk__in=tickets).order_by("number"))
    for ticket in found:
        ticket.registration = registration
    if len(found) != len(set(tickets)) or not all(rules.may_cancel(by, ticket) for ticket in found):
        raise NotYours
    if any(ticket.state != TicketState.VALID for ticket in found):
        raise NotCancellable
    return found


def _tell(registration: Registration, terms: Terms, by: User) -> None:
    numbers = [share.ticket.number for share in terms.shares]
    after = {"tickets": numbers, "back": terms.total.minor, "ground": terms.decision.ground.value}
    ended = registration.state == RegistrationState.CANCELLED
    action = "booking.cancelled" if ended else "booking.seats_cancelled"
    audit.record(action, subject=registration, actor=by, after=after)
    outbox.enqueue(
        "booking.cancelled",
        {
            "registration": registration.pk,
            "tickets": numbers,
            "back": terms.total.minor,
            "by": by.pk,
        },
        key=f"{registration.source}:{'-'.join(map(str, numbers))}",
    )


@transaction.atomic
def let_go(*, registration: Registration, by: User, now: datetime | None = None) -> Registration:
    """Reserved seats are free again and their order ends. Locks the run, the registration, the order.

    Raises NotYours, NotCancellable, PaymentUnderWay.
    """
    locked = locks.with_run(registration.pk)
    if locked.booker_id != by.pk:
        raise NotYours
    if not rules.may_let_go(by, locked):
        raise NotCancellable
    moment = now or clock.now()
    if locked.order is not None and locked.order.status.alive:
        orders.cancel_order(order=locked.order, by=by, now=moment)
    ending.end_reserved(locked, RegistrationState.CANCELLED, why=EndedBy.BOOKER, by=by, now=moment)
    return locked


@transaction.atomic
def seats_paid_back(*, refund: Refund, now: datetime | None = None) -> int:
    """Money that went back from elsewhere (the seller, staff, a bank) takes its seats along; how many.

    A seat ends when its price went back in whole; of less it only keeps the sum. Our own refunds change
    nothing here: their seats have ended. Locks run and registration.
    """
    pk = Registration.objects.filter(order=refund.order_id).values_list("pk", flat=True).first()
    if pk is None:
        return 0
    registration = locks.with_run(pk)
    assert registration.order is not None  # noqa: S101  found by its order
    gone = money.refunded_by_line(registration.order)
    for ticket in registration.tickets.filter(line__in=gone):
        ticket.back_minor = gone[ticket.line_id or 0]
        ticket.save(update_fields=["back_minor"])
    ended = [
        Share(ticket, Money.zero(registration.currency))
        for ticket in queries.valid(registration)
        if ticket.price_minor and ticket.back_minor == ticket.price_minor
    ]
    if not ended:
        return 0
    ending.end_seats(registration, ended, why=EndedBy.REFUND, now=now or clock.now())
    after = {"tickets": [share.ticket.number for share in ended], "refund": refund.pk}
    audit.record("booking.seats_cancelled", subject=registration, actor=None, after=after)
    return len(ended)
