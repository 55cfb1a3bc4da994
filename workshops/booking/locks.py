"""Every row lock of registrations: the run first (`workshops.locks.run`), then this, orders after it.

The run stands before everything that moves a seat. What belongs to a registration (its tickets, their handing
over) changes only with the registration locked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshops import locks as programme
from workshops.booking.enums import REGISTRATION_LIVE, WAITING_LIVE, RegistrationState, WaitingState
from workshops.booking.models import Registration, Transfer, WaitingEntry

if TYPE_CHECKING:
    from accounts.models import User
    from workshops.models import Run


def registration(pk: int) -> Registration:
    """Raises Registration.DoesNotExist."""
    rows = Registration.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("booker").get(pk=pk)


def with_run(pk: int) -> Registration:
    """The registration with its run, the run locked first. Raises Registration.DoesNotExist."""
    run_pk = Registration.objects.values_list("run_id", flat=True).get(pk=pk)
    run = programme.run(run_pk)
    row = registration(pk)
    row.run = run
    return row


def reserved(run: Run, booker: User) -> Registration | None:
    """What this person has not paid yet; the run is locked already."""
    rows = Registration.objects.select_for_update(of=("self",), no_key=True)
    return rows.filter(run=run, booker=booker, state=RegistrationState.RESERVED).first()


def entry(pk: int) -> WaitingEntry:
    """A place in line with its run, the run locked first. Raises WaitingEntry.DoesNotExist."""
    run = programme.run(WaitingEntry.objects.values_list("run_id", flat=True).get(pk=pk))
    row = WaitingEntry.objects.select_for_update(of=("self",), no_key=True).select_related("user").get(pk=pk)
    row.run = run
    return row


def live_entry(run: Run, user: User) -> WaitingEntry | None:
    """This person's one place in line; the run is locked already."""
    rows = WaitingEntry.objects.select_for_update(of=("self",), no_key=True)
    found = rows.filter(run=run, user=user, state__in=WAITING_LIVE).first()
    if found is not None:
        found.run = run
    return found


def line(run: Run) -> list[WaitingEntry]:
    """Who waits, in order; the run is locked already."""
    rows = WaitingEntry.objects.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(run=run, state=WaitingState.WAITING).order_by("joined_at", "pk"))


def whole_line(run: Run) -> list[WaitingEntry]:
    """Who waits or has an offer, by key; the run is locked already."""
    rows = WaitingEntry.objects.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(run=run, state__in=WAITING_LIVE).order_by("pk"))


def live_of(run: Run) -> list[Registration]:
    """All that hold seats, by key; the run is locked already."""
    rows = Registration.objects.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(run=run, state__in=REGISTRATION_LIVE).order_by("pk"))


def transfer(pk: int) -> Transfer:
    """A handing over with its ticket and registration, the registration locked first."""
    registration_pk = Transfer.objects.values_list("ticket__registration_id", flat=True).get(pk=pk)
    parent = registration(registration_pk)
    rows = Transfer.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("ticket", "from_user").get(pk=pk)
    row.ticket.registration = parent
    return row
