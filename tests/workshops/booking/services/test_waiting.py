"""The line: in order, one at a time, with a deadline that holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from mailing.models import EmailMessage
from tests.factories.accounts import UserFactory
from tests.factories.booking import RegistrationFactory, WaitingFactory, booked
from tests.factories.workshops import EventFactory, TicketTypeFactory
from workshops.booking import queries, services
from workshops.booking.enums import RegistrationState, WaitingState
from workshops.booking.exceptions import (
    AlreadyWaiting,
    NotWaiting,
    NotYours,
    NoWaitingList,
    OfferLapsed,
    SeatsFree,
    TooManySeats,
    TypeUnknown,
)
from workshops.booking.seat_check import problems
from workshops.exceptions import SoldOut
from workshops.models import Run

pytestmark = pytest.mark.django_db


def full_run(capacity=2, **given):
    """A free event whose seats are all taken by one registration."""
    run = EventFactory(admission="rsvp", plus_ones=4, **given).runs.get()
    run.capacity = capacity
    run.save()
    return run, RegistrationFactory(run=run, tickets=capacity)


def free_one(registration):
    ticket = queries.valid(registration).first()
    services.cancel_tickets(registration=registration, tickets=[ticket.pk], by=registration.booker)


def test_a_freed_seat_is_offered_to_the_first_and_kept(run_outbox):
    run, holder = full_run()
    first, second = (services.join(run=run, by=UserFactory()) for _ in range(2))
    assert (queries.place_in_line(first), queries.place_in_line(second)) == (1, 2)
    free_one(holder)
    first.refresh_from_db()
    second.refresh_from_db()
    run.refresh_from_db()
    assert (first.state, second.state) == (WaitingState.OFFERED, WaitingState.WAITING)
    assert first.offer_until == first.offered_at + timedelta(hours=24)
    assert run.taken == 2
    with pytest.raises(SoldOut):
        booked(run)
    run_outbox()
    letter = EmailMessage.objects.get(template="booking.waiting_offer")
    assert letter.to_address == first.user.email
    assert f"{first.offer_until.astimezone(run.zone):%H:%M}" in letter.text


def test_taking_the_offer_up_in_time_books_the_kept_seat():
    run, holder = full_run()
    entry = services.join(run=run, by=UserFactory())
    free_one(holder)
    registration = booked(run, entry.user)
    entry.refresh_from_db()
    assert registration.state == RegistrationState.CONFIRMED
    assert (entry.state, entry.registration) == (WaitingState.TAKEN, registration)
    assert problems() == []


def test_an_offer_taken_up_after_its_deadline_is_refused_and_goes_to_the_next(run_outbox):
    run, holder = full_run()
    late, following = (services.join(run=run, by=UserFactory()) for _ in range(2))
    free_one(holder)
    late.refresh_from_db()
    with pytest.raises(OfferLapsed) as refused:
        booked(run, late.user, now=late.offer_until)
    assert f"{late.offer_until.astimezone(run.zone):%H:%M}" in refused.value.text
    run.refresh_from_db()
    assert run.taken == 2
    assert services.sweep(now=late.offer_until) == 1
    late.refresh_from_db()
    following.refresh_from_db()
    assert (late.state, following.state) == (WaitingState.LAPSED, WaitingState.OFFERED)
    with pytest.raises(SoldOut):
        booked(run, late.user, now=late.offer_until + timedelta(minutes=1))
    assert booked(run, following.user, now=late.offer_until + timedelta(minutes=1)).seats == 1
    run_outbox()
    assert EmailMessage.objects.filter(template="booking.offer_lapsed").get().to_address == late.user.email
    assert problems() == []


def test_one_instant_before_the_deadline_is_in_time():
    run, holder = full_run()
    entry = services.join(run=run, by=UserFactory())
    free_one(holder)
    entry.refresh_from_db()
    assert booked(run, entry.user, now=entry.offer_until - timedelta(microseconds=1)).seats == 1


def test_whoever_wants_more_than_is_free_keeps_the_place_and_a_smaller_wish_goes_first():
    run, holder = full_run(capacity=3)
    many = services.join(run=run, by=UserFactory(), count=2)
    one = services.join(run=run, by=UserFactory(), count=1)
    free_one(holder)
    many.refresh_from_db()
    one.refresh_from_db()
    assert (many.state, one.state) == (WaitingState.WAITING, WaitingState.OFFERED)
    free_one(holder)
    services.leave(entry=one, by=one.user)
    many.refresh_from_db()
    assert many.state == WaitingState.OFFERED
    assert problems() == []


def test_less_than_was_offered_leaves_the_rest_to_the_next():
    run, holder = full_run(capacity=3)
    two = services.join(run=run, by=UserFactory(), count=2)
    one = services.join(run=run, by=UserFactory())
    services.cancel_registration(registration=holder, by=holder.booker)
    one.refresh_from_db()
    assert one.state == WaitingState.OFFERED
    third = WaitingFactory(run=run)
    booked(run, two.user, 1)
    third.refresh_from_db()
    assert third.state == WaitingState.OFFERED
    assert problems() == []


def test_the_line_comes_before_newcomers_when_more_seats_are_put_up():
    run, _holder = full_run()
    entry = services.join(run=run, by=UserFactory())
    run.refresh_from_db()
    run.capacity = 4
    run.save()
    booked(run)
    entry.refresh_from_db()
    assert entry.state == WaitingState.OFFERED
    with pytest.raises(SoldOut):
        booked(run)


def test_joining_is_refused_where_it_makes_no_sense():
    run, _holder = full_run()
    user = UserFactory()
    services.join(run=run, by=user)
    with pytest.raises(AlreadyWaiting):
        services.join(run=run, by=user)
    with pytest.raises(TooManySeats):
        services.join(run=run, by=UserFactory(), count=6)
    with pytest.raises(TypeUnknown):
        services.join(run=run, by=UserFactory(), ticket_type=TicketTypeFactory())
    with pytest.raises(SeatsFree):
        services.join(run=EventFactory(admission="rsvp").runs.get(), by=UserFactory())
    other, _taken = full_run()
    other.waiting_list = False
    other.save()
    with pytest.raises(NoWaitingList):
        services.join(run=other, by=UserFactory())


def test_only_oneself_leaves_and_only_once():
    run, _holder = full_run()
    entry = services.join(run=run, by=UserFactory())
    with pytest.raises(NotYours):
        services.leave(entry=entry, by=UserFactory())
    services.leave(entry=entry, by=entry.user)
    with pytest.raises(NotWaiting):
        services.leave(entry=entry, by=entry.user)


def test_a_full_kind_of_ticket_has_its_own_line():
    event = EventFactory()
    kind = TicketTypeFactory(event=event)
    run = event.runs.get()
    run.allotments.filter(ticket_type=kind).update(limit=1)
    first = booked(run, kind=kind)
    entry = services.join(run=run, by=UserFactory(), ticket_type=kind)
    services.let_go(registration=first, by=first.booker)
    entry.refresh_from_db()
    assert entry.state == WaitingState.OFFERED
    assert run.allotments.get(ticket_type=kind).taken == 1
    assert problems() == []


def test_near_the_end_offers_are_short_and_then_none_is_made():
    run, holder = full_run(capacity=3)
    first, second = (services.join(run=run, by=UserFactory()) for _ in range(2))
    tickets = list(queries.valid(holder))
    soon = run.starts_at - timedelta(hours=8)
    services.cancel_tickets(registration=holder, tickets=[tickets[0].pk], by=holder.booker, now=soon)
    first.refresh_from_db()
    assert first.offer_until == soon + timedelta(hours=2)
    too_soon = run.starts_at - timedelta(minutes=29)
    services.cancel_tickets(registration=holder, tickets=[tickets[1].pk], by=holder.booker, now=too_soon)
    second.refresh_from_db()
    assert second.state == WaitingState.WAITING


def test_a_run_that_is_closed_for_a_while_keeps_its_line():
    run, holder = full_run()
    entry = services.join(run=run, by=UserFactory())
    Run.objects.filter(pk=run.pk).update(state="closed")
    free_one(holder)
    assert services.sweep() == 0
    Run.objects.filter(pk=run.pk).update(state="open")
    assert services.sweep() == 1
    entry.refresh_from_db()
    assert entry.state == WaitingState.OFFERED


def test_when_it_has_begun_nobody_waits_any_more():
    run, _holder = full_run()
    entry = services.join(run=run, by=UserFactory())
    assert services.sweep(now=run.starts_at) == 1
    entry.refresh_from_db()
    assert entry.state == WaitingState.LAPSED
    assert services.sweep(now=clock.now()) == 0
