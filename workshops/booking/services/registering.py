"""The way in: seats are taken under the run's lock; what costs money waits half an hour for its payment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from compliance import audit
from core import clock, outbox
from core.dates import gregorian_text
from core.money import Money
from orders import drafts, vat
from orders import queries as money
from orders import services as orders
from orders.drafts import LineDraft
from orders.enums import LineKind, OrderOrigin
from workshops import locks as programme
from workshops import seats
from workshops.booking import checking, deadlines, locks, queries
from workshops.booking.checking import Seat
from workshops.booking.enums import RegistrationState, TicketState, WaitingState
from workshops.booking.exceptions import (
    AlreadyReserved,
    NotOpen,
    OfferLapsed,
    PriceChanged,
    RegisterElsewhere,
)
from workshops.booking.models import Answer, Registration, Ticket, WaitingEntry
from workshops.booking.picks import Pick, counts
from workshops.booking.services import waiting
from workshops.booking.wording import moment_text
from workshops.enums import EventState
from workshops.models import Run

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def register(
    *,
    run: Run,
    by: User,
    picks: Sequence[Pick],
    answers: Mapping[int, str] | None = None,
    old_enough: bool = False,
    shown: int | None = None,
    now: datetime | None = None,
) -> Registration:
    """Books seats for a person: what is free is confirmed at once, the rest reserved with an order to pay.

    `shown` is the total in minor units that the person has seen. An offer from the waiting list is used where
    the person has one. Locks the run, then the person's place in line. Raises NotOpen, RegisterElsewhere,
    OfferLapsed, AlreadyReserved, PriceChanged, what `checking` raises, SoldOut and TypeSoldOut of workshops,
    and what `place_order` raises.
    """
    locked = programme.run(run.pk)
    moment = now or clock.now()
    _open(locked, moment)
    entry = _use_offer(locked, by, moment)
    waits = locks.reserved(locked, by)
    if waits is not None:
        raise AlreadyReserved(registration=waits.code)
    held = queries.seats_held(locked, by)
    booked = checking.seats(locked.event, picks, held=held, now=moment, old_enough=old_enough)
    total = sum(seat.price.minor for seat in booked)
    if shown is not None and shown != total:
        raise PriceChanged(total=Money(total, locked.event.currency).text())
    seats.take(locked, counts(picks))
    registration = _write(locked, by, booked, total, moment)
    _answer(registration, answers or {}, booked)
    _seated(entry, registration, moment)
    waiting.offer_next(locked, now=moment)
    if total:
        _bill(registration, booked, moment)
    else:
        outbox.enqueue("booking.confirmed", {"registration": registration.pk}, key=registration.source)
    action = "booking.reserved" if total else "booking.confirmed"
    after = {"run": locked.pk, "seats": registration.seats, "total": total, "currency": registration.currency}
    audit.record(action, subject=registration, actor=by, after=after)
    return registration


def _open(run: Run, now: datetime) -> None:
    if not run.event.registers_here:
        raise RegisterElsewhere
    if run.event.state != EventState.PUBLISHED or not run.accepts(now):
        raise NotOpen


def _use_offer(run: Run, by: User, now: datetime) -> WaitingEntry | None:
    """What was offered to this person is free for them alone; everybody else comes after whoever waits."""
    entry = locks.live_entry(run, by)
    if entry is None or entry.state != WaitingState.OFFERED:
        waiting.offer_next(run, now=now, but_not=by)
        return entry
    if entry.offer_until is not None and entry.offer_until <= now:
        raise OfferLapsed(until=moment_text(entry.offer_until, run.zone))
    seats.give_back(run, {entry.ticket_type_id: entry.seats})
    return entry


def _write(run: Run, by: User, booked: Sequence[Seat], total: int, now: datetime) -> Registration:
    registration = Registration(
        run=run,
        booker=by,
        state=RegistrationState.RESERVED if total else RegistrationState.CONFIRMED,
        language=by.language,
        seats=len(booked),
        total=total,
        currency=run.event.currency,
        created_at=now,
        expires_at=now + deadlines.TO_PAY if total else None,
        confirmed_at=None if total else now,
    )
    registration.save(force_insert=True)
    Ticket.objects.bulk_create(
        Ticket(
            registration=registration,
            ticket_type=seat.kind,
            number=number,
            attendee_name=seat.attendee.name,
            attendee_email=seat.attendee.email,
            minor=seat.attendee.minor,
            guardian_name=seat.attendee.guardian_name,
            guardian_agreed_at=now if seat.attendee.minor else None,
            price_minor=seat.price.minor,
            state=TicketState.HELD if total else TicketState.VALID,
        )
        for number, seat in enumerate(booked, start=1)
    )
    return registration


def _answer(registration: Registration, given: Mapping[int, str], booked: Sequence[Seat]) -> None:
    event = registration.run.event
    rows = [
        Answer(registration=registration, question=question, asked=str(question), text=text)
        for question, text in checking.answers(event, given, per_seat=False)
    ]
    for ticket, seat in zip(registration.tickets.order_by("number"), booked, strict=True):
        rows += [
            Answer(
                registration=registration, ticket=ticket, question=question, asked=str(question), text=text
            )
            for question, text in checking.answers(event, seat.attendee.answers, per_seat=True)
        ]
    Answer.objects.bulk_create(rows)


def _seated(entry: WaitingEntry | None, registration: Registration, now: datetime) -> None:
    """Whoever has a seat waits no longer, with an offer or without."""
    if entry is None:
        return
    if entry.state != WaitingState.OFFERED:
        waiting.end(entry, WaitingState.LEFT, now=now)
        return
    entry.registration = registration
    waiting.end(entry, WaitingState.TAKEN, now=now)
    after = {"registration": registration.code}
    audit.record("booking.waiting.taken", subject=entry, actor=registration.booker, after=after)


def _bill(registration: Registration, booked: Sequence[Seat], now: datetime) -> None:
    """Last of all, for the year's counter of orders stays locked until the commit."""
    event = registration.run.event
    registration.order = orders.place_order(
        buyer=registration.booker,
        seller=event.seller,
        currency=registration.currency,
        lines=[line for seat in booked if seat.price.minor for line in _lines(registration, seat, now)],
        due_in=deadlines.TO_PAY,
        origin=OrderOrigin.TICKET,
        source=registration.source,
        now=now,
    )
    registration.save(update_fields=["order"])


def _lines(registration: Registration, seat: Seat, now: datetime) -> list[LineDraft]:
    seller = registration.run.event.seller
    standing = money.vat_status_at(seller, timezone.localtime(now).date())
    arabic, english = _titles(registration.run, seat)
    return drafts.item_lines(
        price=seat.price,
        title_ar=arabic,
        title_en=english,
        treatment=vat.services(seller_country=str(seller.country), registered=standing.registered),
        kind=LineKind.TICKET,
    )


def _titles(run: Run, seat: Seat) -> tuple[str, str]:
    """ "Calligraphy evening, 3 December 2026, early": in Arabic and in English."""
    event, kind, day = run.event, seat.kind, run.local_start.date()
    arabic = [
        event.title_ar or event.title_en,
        gregorian_text(day, "ar"),
        kind and (kind.name_ar or kind.name_en),
    ]
    english = [
        event.title_en or event.title_ar,
        gregorian_text(day, "en"),
        kind and (kind.name_en or kind.name_ar),
    ]
    return "، ".join(part for part in arabic if part), ", ".join(part for part in english if part)
