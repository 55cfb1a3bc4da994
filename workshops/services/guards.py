"""Who is let through a door: the services ask here first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshops import rules
from workshops.enums import EventState, RunState
from workshops.exceptions import NotYours, RunOver, WrongState

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from orders.models import Seller
    from workshops.models import Event, Run


def check_offers(by: User | None, seller: Seller) -> None:
    """`by` None is the house itself: imports, tasks, the demonstration. Raises NotYours."""
    if by is not None and not rules.may_offer(by, seller):
        raise NotYours


def check_manages(by: User | None, event: Event) -> None:
    """Raises NotYours."""
    check_offers(by, event.seller)


def check_moves(event: Event, wanted: EventState) -> None:
    """Raises WrongState."""
    state = EventState(event.state)
    if wanted not in state.next_states:
        raise WrongState(state=state.label, wanted=wanted.label)


def check_living(event: Event) -> None:
    """A cancelled event is left as it was. Raises WrongState."""
    state = EventState(event.state)
    if state == EventState.CANCELLED:
        raise WrongState(state=state.label, wanted=EventState.PUBLISHED.label)


def check_to_come(run: Run, now: datetime) -> None:
    """Raises RunOver, WrongState for a cancelled run."""
    if run.state == RunState.CANCELLED:
        raise WrongState(state=RunState.CANCELLED.label, wanted=RunState.OPEN.label)
    if run.is_over(now):
        raise RunOver
