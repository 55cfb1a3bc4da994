"""Reminders before a session: a week, a day, an hour. Each once, whatever dies in between."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from accounts.models import User
from core import clock
from workshops import locks as programme
from workshops.agenda import letters
from workshops.agenda.enums import Span
from workshops.agenda.models import Reminder
from workshops.agenda.queries import due_reminders
from workshops.booking.enums import TicketState
from workshops.booking.queries import tickets_of
from workshops.enums import EventState, RunState

if TYPE_CHECKING:
    from workshops.models import Run, Session

# Later than this before the session a reminder of that kind comes too late to be one.
LATEST: Final[dict[Span, timedelta]] = {
    Span.WEEK: timedelta(days=3),
    Span.DAY: timedelta(hours=3),
    Span.HOUR: timedelta(),
}
BATCH: Final = 500
KEPT: Final = timedelta(days=30)


def sweep_reminders(*, now: datetime | None = None) -> int:
    """Sends what is due, each in a transaction of its own; returns how many.

    A worker that dies leaves what it has not sent to the next one; two at once send one letter, because the
    row of the reminder is unique.
    """
    moment = now or clock.now()
    sent = 0
    for span in Span:
        for user, run, starts_at in due_reminders(moment, span, LATEST[span])[:BATCH]:
            sent += remind(user=user, run=run, starts_at=starts_at, span=span, now=moment)
    Reminder.objects.filter(starts_at__lt=moment - KEPT).delete()
    return sent


@transaction.atomic
def remind(*, user: int, run: int, starts_at: datetime, span: Span, now: datetime) -> bool:
    """Writes the reminder and its letter together. Locks the run, so that none goes out for one called off."""
    locked = programme.run(run)
    session = locked.sessions.filter(starts_at=starts_at).first()
    reader = User.objects.get(pk=user)
    if session is None or not _still_due(locked, session, reader):
        return False
    _row, made = Reminder.objects.get_or_create(
        user=reader, run=locked, starts_at=starts_at, span=span, defaults={"sent_at": now}
    )
    if not made:
        return False
    session.run = locked
    letters.remind(reader, session, span, now)
    return True


def _still_due(run: Run, session: Session, reader: User) -> bool:
    shown = run.event.state == EventState.PUBLISHED and run.state != RunState.CANCELLED
    seats = tickets_of(reader).filter(registration__run=run, state=TicketState.VALID)
    return shown and reader.is_active and seats.exists()
