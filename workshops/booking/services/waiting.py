"""The line: whoever came first is asked first, and what is offered to one is kept from all others."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock, outbox
from workshops import locks as programme
from workshops import seats
from workshops.booking import checking, deadlines, locks
from workshops.booking.enums import WAITING_LIVE, WaitingState
from workshops.booking.exceptions import (
    AlreadyWaiting,
    NoSeats,
    NotOpen,
    NotWaiting,
    NotYours,
    NoWaitingList,
    SeatsFree,
    TooManySeats,
    TypeUnknown,
)
from workshops.booking.models import WaitingEntry
from workshops.enums import Admission, EventState
from workshops.exceptions import SoldOut, TypeSoldOut, UnknownTicket
from workshops.models import Run, TicketType

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def join(
    *, run: Run, by: User, ticket_type: TicketType | None = None, count: int = 1, now: datetime | None = None
) -> WaitingEntry:
    """Stands in line for seats of one kind, or of any. Locks the run.

    Raises NotOpen, NoWaitingList, AlreadyWaiting, SeatsFree, TooManySeats, TypeUnknown, NoSeats, and of a kind
    what `checking.fits` raises.
    """
    locked = programme.run(run.pk)
    moment = now or clock.now()
    _may_wait(locked, moment)
    if locks.live_entry(locked, by) is not None:
        raise AlreadyWaiting
    if count < 1:
        raise NoSeats
    if count > checking.most_seats(locked.event):
        raise TooManySeats(most=checking.most_seats(locked.event))
    if ticket_type is not None:
        if ticket_type.event_id != locked.event_id or locked.event.admission == Admission.RSVP:
            raise TypeUnknown
        checking.fits(ticket_type, count, moment)
    if room(locked, ticket_type.pk if ticket_type else None) >= count:
        raise SeatsFree
    entry = WaitingEntry.objects.create(
        run=locked, user=by, ticket_type=ticket_type, seats=count, joined_at=moment
    )
    audit.record("booking.waiting.joined", subject=entry, actor=by, after={"run": locked.pk, "seats": count})
    return entry


def room(run: Run, ticket_type: int | None) -> int:
    """Seats of a kind that can be taken this moment; of any kind for None. The run is locked."""
    if ticket_type is None:
        return run.free_seats
    allotment = programme.allotments(run).get(ticket_type)
    return allotment.left if allotment is not None else 0


@transaction.atomic
def leave(*, entry: WaitingEntry, by: User, now: datetime | None = None) -> WaitingEntry:
    """Out of the line; what was offered goes to the next. Locks the run and the place. Raises NotWaiting."""
    locked = locks.entry(entry.pk)
    if locked.user_id != by.pk:
        raise NotYours
    if locked.state not in WAITING_LIVE:
        raise NotWaiting
    moment = now or clock.now()
    _give_up(locked, WaitingState.LEFT, moment)
    audit.record("booking.waiting.left", subject=locked, actor=by)
    return locked


@transaction.atomic
def lapse_offer(*, entry: WaitingEntry, now: datetime | None = None) -> bool:
    """An offer that nobody took in time goes to the next; False where it was answered. Locks the run."""
    locked = locks.entry(entry.pk)
    moment = now or clock.now()
    if locked.state != WaitingState.OFFERED or locked.offer_until is None or locked.offer_until > moment:
        return False
    _give_up(locked, WaitingState.LAPSED, moment)
    audit.record("booking.waiting.lapsed", subject=locked, actor=None)
    outbox.enqueue("booking.offer_lapsed", {"entry": locked.pk}, key=f"entry:{locked.pk}")
    return True


@transaction.atomic
def move_line(*, run: Run, now: datetime | None = None) -> int:
    """Offers what is free to whoever waits; how many were asked. Locks the run."""
    return offer_next(programme.run(run.pk), now=now or clock.now())


def offer_next(run: Run, *, now: datetime, but_not: User | None = None) -> int:
    """Goes along the line and keeps seats for each one whom what is free is enough for; the run is locked.

    Whoever wants more than is free keeps the place, and is asked when enough is free. `but_not` is somebody
    who takes a seat this moment anyway.
    """
    until = deadlines.offer_until(now, run.closing_at)
    if until is None or not run.free_seats or not _offers(run, now):
        return 0
    asked = 0
    for entry in locks.line(run):
        if not run.free_seats:
            break
        if but_not is not None and entry.user_id == but_not.pk:
            continue
        asked += _offer(run, entry, now, until)
    return asked


def _offers(run: Run, now: datetime) -> bool:
    return run.accepts(now) and run.event.state == EventState.PUBLISHED


def _offer(run: Run, entry: WaitingEntry, now: datetime, until: datetime) -> bool:
    try:
        seats.take(run, {entry.ticket_type_id: entry.seats})
    except (SoldOut, TypeSoldOut, UnknownTicket):
        return False
    entry.state, entry.offered_at, entry.offer_until = WaitingState.OFFERED, now, until
    entry.save(update_fields=["state", "offered_at", "offer_until"])
    after = {"seats": entry.seats, "until": until.isoformat()}
    audit.record("booking.waiting.offered", subject=entry, actor=None, after=after)
    outbox.enqueue("booking.offered", {"entry": entry.pk}, key=f"entry:{entry.pk}")
    return True


@transaction.atomic
def close_line(*, run: Run, now: datetime | None = None) -> int:
    """It has begun: whoever still waits is let go, without a word. Locks the run.

    A run that its seller has closed keeps its line, for it may open again.
    """
    locked = programme.run(run.pk)
    moment = now or clock.now()
    if moment < locked.starts_at:
        return 0
    entries = locks.line(locked)
    for entry in entries:
        end(entry, WaitingState.LAPSED, now=moment)
    return len(entries)


def end(entry: WaitingEntry, state: WaitingState, *, now: datetime) -> None:
    """The end of a locked place in line; its seats are the caller's business."""
    entry.state, entry.ended_at = state, now
    entry.save(update_fields=["state", "ended_at", "registration"])


def _give_up(entry: WaitingEntry, state: WaitingState, now: datetime) -> None:
    offered = entry.state == WaitingState.OFFERED
    end(entry, state, now=now)
    if offered:
        seats.give_back(entry.run, {entry.ticket_type_id: entry.seats})
        offer_next(entry.run, now=now)


def _may_wait(run: Run, now: datetime) -> None:
    if not run.event.registers_here or not _offers(run, now):
        raise NotOpen
    if not run.waiting_list:
        raise NoWaitingList
