"""Every row lock of admission: the ticket, and nothing after it.

Two doors that read one ticket wait for each other here. The order of locks of workshops (event, run, allotments) and
of booking (registration, tickets) is never taken behind it.
"""

from __future__ import annotations

from workshops.booking.models import Ticket


def ticket(pk: int) -> Ticket:
    """The ticket with its registration, run and event. Raises Ticket.DoesNotExist."""
    rows = Ticket.objects.select_for_update(of=("self",), no_key=True)
    related = rows.select_related(
        "registration__run__event__seller", "registration__booker", "holder", "ticket_type"
    )
    return related.get(pk=pk)
