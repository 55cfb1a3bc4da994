"""The people who come: they register, pay, wait in line, and speak well of it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from marketplace.demo.sales import pay
from workshops.admission import services as admission
from workshops.booking import services as booking
from workshops.booking.checking import most_seats
from workshops.booking.models import Registration, Ticket
from workshops.booking.picks import Attendee, Pick
from workshops.enums import TicketKind
from workshops.models import Run

if TYPE_CHECKING:
    from accounts.models import User
    from workshops.demo.plan import Entry

TOGETHER: Final = 3
"""Seats of one registration, where the event lets somebody bring others."""
WORDS: Final = (
    ("ar", 5, "خرجت وفي يدي ورقة لم أظن أني قادر عليها. شكرًا على الصبر."),
    ("en", 5, "Calm, precise, generous. I understood why the glue has to wait."),
    ("ar", 4, "المكان جميل والعدد قليل، وتمنّيت حصة ثالثة."),
)


def fill(run: Run, entry: Entry, visitors: Sequence[User], *, since: datetime, now: datetime) -> None:
    """One visitor after the other, until the seats of the sheet are taken; the last ones stand in line."""
    left, at = entry.filled, since
    most = min(TOGETHER, most_seats(run.event))
    rounds = 1 if entry.free else max(-(-entry.filled // (len(visitors) * most)), 1)
    for visitor in [*visitors] * rounds:
        if left:
            at = min(at + timedelta(hours=5), now)
            left -= _come(run, visitor, min(most, left), at)
    run.refresh_from_db()
    if run.is_full:
        for visitor in visitors[: entry.waiting]:
            booking.join(run=run, by=visitor, now=at)


def _come(run: Run, visitor: User, count: int, at: datetime) -> int:
    kind = None if run.event.is_free else run.event.ticket_types.get(kind=TicketKind.STANDARD).pk
    names = [visitor.get_full_name(), *(f"ضيف {number}" for number in range(2, count + 1))]
    picks = [Pick(kind, [Attendee(name) for name in names])]
    registration = booking.register(run=run, by=visitor, picks=picks, old_enough=True, now=at)
    if registration.order is not None:
        pay(registration.order, at + timedelta(minutes=4))
        booking.confirm(order=registration.order, now=at + timedelta(minutes=4))
    return count


def look_back(run: Run, owner: User, *, now: datetime) -> None:
    """Who came was let in by hand; some said how it was, and a workshop certifies them."""
    tickets = list(Ticket.objects.filter(registration__run=run, state="valid").order_by("pk"))
    for session in run.sessions.order_by("position"):
        for ticket in tickets[:-1]:
            admission.admit_by_hand(session=session, ticket=ticket, by=owner, now=session.starts_at)
    bookings = Registration.objects.filter(run=run).order_by("pk")
    for registration, (language, rating, words) in zip(bookings, WORDS, strict=False):
        admission.give_feedback(
            ticket=registration.tickets.order_by("number")[0],
            by=registration.booker,
            rating=rating,
            words=words,
            public=True,
            language=language,
            now=now,
        )
    if run.event.teaches:
        admission.certify_run(run=run, by=owner, now=now)
