"""Who may do what with registrations: the only place that decides."""

from __future__ import annotations

from typing import Any

from workshops.booking.enums import RegistrationState, TicketState
from workshops.booking.models import Registration, Ticket, Transfer


def may_look(user: Any, registration: Registration) -> bool:
    """The booker, and whoever a ticket of it was handed over to; the seller's people have their own list."""
    if not user.is_authenticated or not user.is_active:
        return False
    if registration.booker_id == user.pk:
        return True
    return registration.tickets.filter(holder=user).exists()


def owns(user: Any, ticket: Ticket) -> bool:
    """A seat is whoever's it was handed over to, else the booker's."""
    return bool(user.is_authenticated and user.is_active and ticket.owner_id == user.pk)


def may_cancel(user: Any, ticket: Ticket) -> bool:
    """The booker cancels what is still the booker's; what was handed over, its new holder."""
    return owns(user, ticket)


def may_let_go(user: Any, registration: Registration) -> bool:
    """Reserved seats that are not paid yet."""
    return registration.booker_id == user.pk and registration.state == RegistrationState.RESERVED


def may_transfer(user: Any, ticket: Ticket) -> bool:
    return owns(user, ticket) and ticket.state == TicketState.VALID


def may_withdraw(user: Any, transfer: Transfer) -> bool:
    return bool(transfer.from_user_id == user.pk)
