"""Who may stand at a door, see a ticket, speak of an event, take its files: the only place that decides."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from workshops import rules as programme
from workshops.booking.enums import TicketState
from workshops.enums import RunState

if TYPE_CHECKING:
    from workshops.booking.models import Ticket
    from workshops.models import Event, Run


def may_stand_at_door(user: Any, event: Event) -> bool:
    """The organiser's people, and staff who look after the programme."""
    return programme.may_manage(user, event)


def may_see_ticket(user: Any, ticket: Ticket) -> bool:
    """Whoever holds it, whoever booked it, and the people of the organiser."""
    if not user.is_authenticated:
        return False
    if user.pk in {ticket.holder_id, ticket.registration.booker_id}:
        return True
    return may_stand_at_door(user, ticket.registration.run.event)


def may_show_code(user: Any, ticket: Ticket) -> bool:
    """A ticket that was handed over opens the door for its new holder only."""
    return bool(user.pk == ticket.owner_id) or may_stand_at_door(user, ticket.registration.run.event)


def opens(ticket: Ticket) -> bool:
    """Whether there is a door that it opens."""
    return ticket.state == TicketState.VALID and ticket.registration.run.state != RunState.CANCELLED


def is_over(run: Run, now: datetime) -> bool:
    return run.state != RunState.CANCELLED and run.is_over(now)


def may_tell(user: Any, ticket: Ticket) -> bool:
    """Feedback is given by whose seat it was."""
    return bool(user.is_authenticated and user.pk == ticket.owner_id)


def may_take_materials(user: Any, ticket: Ticket) -> bool:
    """Files are for those who hold a seat, not for whoever once booked it."""
    return bool(user.pk == ticket.owner_id) and ticket.state == TicketState.VALID
