"""Every row lock of workshops, always in this order: event, run, its allotments by key, ticket type.

FOR NO KEY UPDATE: a registration may point at a locked run without waiting for it.
"""

from __future__ import annotations

from workshops.models import Allotment, Event, Run, TicketType


def event(pk: int) -> Event:
    """Raises Event.DoesNotExist."""
    return Event.objects.select_for_update(of=("self",), no_key=True).select_related("seller").get(pk=pk)


def run(pk: int) -> Run:
    """The run as it is now, until the end of the transaction: nobody else takes or gives back a seat.

    Raises Run.DoesNotExist.
    """
    rows = Run.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("event__seller").get(pk=pk)


def runs_of(event_pk: int) -> list[Run]:
    """All runs of an event in the order of their keys."""
    rows = Run.objects.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(event=event_pk).select_related("event__seller").order_by("pk"))


def allotments(run: Run) -> dict[int, Allotment]:
    """By ticket type; the run is locked already."""
    rows = Allotment.objects.select_for_update(of=("self",), no_key=True).filter(run=run)
    found = list(rows.select_related("ticket_type").order_by("pk"))
    for one in found:
        one.run = run
    return {one.ticket_type_id: one for one in found}


def ticket_type(pk: int) -> TicketType:
    """Raises TicketType.DoesNotExist."""
    rows = TicketType.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("event__seller").get(pk=pk)
