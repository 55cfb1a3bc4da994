"""How seats end, whoever ends them: counted back, taken off offer, told to the next in line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from compliance import audit
from orders import services as orders
from orders.enums import RefundReason
from workshops import seats
from workshops.booking.enums import EndedBy, RegistrationState, TicketState, TransferState
from workshops.booking.models import Registration, Ticket, Transfer
from workshops.booking.refunds import Share
from workshops.booking.services import waiting

if TYPE_CHECKING:
    from accounts.models import User


def end_seats(registration: Registration, shares: Sequence[Share], *, why: EndedBy, now: datetime) -> None:
    """Ends these live seats with what goes back of each; run and registration are locked.

    A registration without a living seat ends with them.
    """
    for share in shares:
        ticket = share.ticket
        ticket.state, ticket.cancelled_at, ticket.ended_by = TicketState.CANCELLED, now, why
        ticket.back_minor = min(ticket.back_minor + share.back.minor, ticket.price_minor)
        ticket.save(update_fields=["state", "cancelled_at", "ended_by", "back_minor"])
    gone = [share.ticket for share in shares]
    offered = Transfer.objects.filter(ticket__in=gone, state=TransferState.OFFERED)
    offered.update(state=TransferState.WITHDRAWN, ended_at=now)
    seats.give_back(registration.run, Counter(ticket.ticket_type_id for ticket in gone))
    if not registration.tickets.exclude(state=TicketState.CANCELLED).exists():
        close(registration, RegistrationState.CANCELLED, why=why, now=now)
    waiting.offer_next(registration.run, now=now)


def close(registration: Registration, state: RegistrationState, *, why: EndedBy, now: datetime) -> None:
    registration.state, registration.cancelled_at, registration.ended_by = state, now, why
    registration.save(update_fields=["state", "cancelled_at", "ended_by"])


def end_reserved(
    registration: Registration, state: RegistrationState, *, why: EndedBy, by: User | None, now: datetime
) -> None:
    """Reserved seats that nobody paid for are free again; run and registration are locked."""
    held = list(registration.tickets.filter(state=TicketState.HELD))
    close(registration, state, why=why, now=now)
    for ticket in held:
        ticket.state, ticket.cancelled_at, ticket.ended_by = TicketState.CANCELLED, now, why
    Ticket.objects.bulk_update(held, ["state", "cancelled_at", "ended_by"])
    seats.give_back(registration.run, Counter(ticket.ticket_type_id for ticket in held))
    action = "booking.expired" if state is RegistrationState.EXPIRED else "booking.cancelled"
    audit.record(action, subject=registration, actor=by, after={"state": state.value, "why": why.value})
    waiting.offer_next(registration.run, now=now)


def pay_back(
    registration: Registration,
    shares: Sequence[Share],
    *,
    reason: RefundReason,
    note: str,
    now: datetime,
) -> None:
    """Agrees the refund, by line, in the caller's transaction; nothing where nothing goes back.

    Locks the order. Raises NotRefundable while the buyer's bank contests the payment.
    """
    amounts = {share.ticket.line_id: share.back.minor for share in shares if share.back.minor}
    if not amounts or registration.order is None:
        return
    orders.refund(
        order=registration.order,
        by=None,
        reason=reason,
        amounts={line: amount for line, amount in amounts.items() if line is not None},
        note=note,
        now=now,
    )
