"""When nobody acts: reminders first, then what the table of deadlines says. Each case in its own transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from core import clock
from orders.aftercare import deadlines, events, locks, queries
from orders.aftercare.deadlines import Lapse
from orders.aftercare.enums import CaseState, EntryKind
from orders.aftercare.models import Case, CaseEntry
from orders.aftercare.services import moving
from orders.enums import OrderState, Side
from orders.models import Order

LONGEST_NOTICE: Final = max(
    (found.notice for found in deadlines.DEADLINES.values() if found.notice), default=timedelta()
)


def sweep(*, now: datetime | None = None, limit: int = 200) -> int:
    """Reminds of what ends soon, and moves what nobody answered; returns how many cases were touched."""
    moment = now or clock.now()
    for case in queries.to_hold()[:limit]:
        hold_again(case=case, now=moment)
    soon = queries.to_remind(moment, moment + LONGEST_NOTICE)[:limit]
    late = queries.overdue(moment)[:limit]
    return sum(remind(case=case, now=moment) for case in soon) + sum(
        lapse(case=case, now=moment) for case in late
    )


@transaction.atomic
def remind(*, case: Case, now: datetime) -> bool:
    """Tells who must act that the time is nearly over, once for a step. Locks the case."""
    row = locks.case(case.pk)
    if row.reminded_at is not None or not deadlines.reminder_due(row.state, row.due_at, now):
        return False
    row.reminded_at = now
    row.save(update_fields=["reminded_at"])
    entry = CaseEntry.objects.create(
        case=row, kind=EntryKind.REMINDER, side=Side.SYSTEM, after=row.state, at=now
    )
    events.announce(entry)
    return True


@transaction.atomic
def lapse(*, case: Case, now: datetime) -> bool:
    """What follows a deadline that passed. A step with a reminder is never ended without one. Locks the case."""
    row = locks.case(case.pk)
    found = deadlines.lapsed(row.state, row.due_at, now)
    if found is Lapse.ESCALATE:
        moving.move(row, CaseState.ESCALATED, by=None, side=Side.SYSTEM, now=now)
    elif found is Lapse.CLOSE:
        if row.reminded_at is None:
            return _give_notice(row, now)
        moving.move(row, CaseState.CLOSED, by=None, side=Side.SYSTEM, now=now)
    return found in {Lapse.ESCALATE, Lapse.CLOSE}


def _give_notice(row: Case, now: datetime) -> bool:
    """The sweep slept through the reminder: it is sent now, and its days are given."""
    notice = deadlines.DEADLINES[row.state].notice or timedelta()
    row.due_at, row.reminded_at = now + notice, now
    row.save(update_fields=["due_at", "reminded_at"])
    entry = CaseEntry.objects.create(
        case=row, kind=EntryKind.REMINDER, side=Side.SYSTEM, after=row.state, at=now
    )
    events.announce(entry)
    return True


@transaction.atomic
def hold_again(*, case: Case, now: datetime) -> bool:
    """It has arrived while the case is open, or somebody else's dispute about it ended: its money could be
    released now, so the case holds it. Locks the case."""
    row = locks.case(case.pk)
    if not row.status.open or row.order.state != OrderState.DELIVERED:
        return False
    moving.hold(row, by=None, now=now)
    return row.holds_order


def hold_delivered(*, order: Order, now: datetime | None = None) -> int:
    """Every open case of an order that has just arrived; returns how many hold it."""
    moment = now or clock.now()
    return sum(hold_again(case=case, now=moment) for case in queries.open_of(order))


@transaction.atomic
def close_refunded(*, order: Order, now: datetime | None = None) -> int:
    """The whole order went back some other way: nothing is left to settle. Returns how many cases that ended."""
    moment, ended = now or clock.now(), 0
    for open_one in queries.open_of(order):
        row = locks.case(open_one.pk)
        if row.status.open and row.order.state == OrderState.REFUNDED:
            moving.move(row, CaseState.CLOSED, by=None, side=Side.SYSTEM, now=moment)
            ended += 1
    return ended
