"""Giving seats up: what was shown is what comes back; money that went back elsewhere takes its seats along."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from mailing.models import EmailMessage
from orders import ledger_check
from orders import services as orders
from orders.enums import OrderState, RefundReason
from tests.factories.accounts import UserFactory
from tests.factories.booking import RegistrationFactory, WaitingFactory, booked, paid
from tests.factories.workshops import EventFactory
from workshops.booking import queries, refunds, services
from workshops.booking.enums import RegistrationState, TicketState, WaitingState
from workshops.booking.exceptions import Begun, NoSeats, NotCancellable, NotYours, TermsMoved
from workshops.booking.seat_check import problems

pytestmark = pytest.mark.django_db


def run_in(days, **given):
    """A run that begins so many days from now, moderate rules: all until 7 days before, half until 48 hours."""
    run = EventFactory(**given).runs.get()
    run.starts_at = clock.now() + timedelta(days=days)
    run.ends_at = run.starts_at + timedelta(hours=2)
    run.save()
    return run


def long_ago(run):
    """A registration outside the law's seven days."""
    return run.starts_at - timedelta(days=40)


def test_all_seats_come_back_in_whole_within_the_laws_days(run_outbox):
    run = run_in(10)
    registration = paid(run, count=2)
    shown = refunds.terms(registration, list(queries.valid(registration)), clock.now()).total
    assert shown.minor == 40_000
    terms = services.cancel_registration(registration=registration, by=registration.booker, shown=shown.minor)
    assert terms.total == shown
    registration.refresh_from_db()
    order = registration.order
    order.refresh_from_db()
    assert (registration.state, registration.ended_by) == (RegistrationState.CANCELLED, "booker")
    assert (order.state, order.refunded) == (OrderState.REFUNDED, 40_000)
    assert [row.reason for row in order.refunds.all()] == [RefundReason.WITHDRAWAL]
    assert problems() == []
    run_outbox()
    assert (order.refunds.count(), ledger_check.problems()) == (1, [])
    letter = EmailMessage.objects.get(template="booking.cancelled")
    assert "SAR 400" in letter.text


def test_one_seat_goes_and_the_others_stay():
    run = run_in(20)
    registration = paid(run, count=3)
    second = registration.tickets.get(number=2)
    terms = services.cancel_tickets(registration=registration, tickets=[second.pk], by=registration.booker)
    assert terms.total.minor == 20_000
    registration.refresh_from_db()
    run.refresh_from_db()
    assert registration.state == RegistrationState.CONFIRMED
    states = [ticket.state for ticket in registration.tickets.order_by("number")]
    assert states == [TicketState.VALID, TicketState.CANCELLED, TicketState.VALID]
    assert (run.taken, run.allotments.get().taken) == (2, 2)


@pytest.mark.parametrize(("hours", "back"), [(24 * 7, 20_000), (24 * 7 - 1, 10_000), (48, 10_000), (47, 0)])
def test_the_policy_counts_the_hours_before(hours, back):
    run = run_in(60)
    registration = paid(run, now=long_ago(run))
    moment = run.starts_at - timedelta(hours=hours)
    terms = services.cancel_registration(registration=registration, by=registration.booker, now=moment)
    assert terms.total.minor == back
    registration.refresh_from_db()
    assert registration.state == RegistrationState.CANCELLED
    assert registration.tickets.get().back_minor == back
    registration.order.refresh_from_db()
    assert registration.order.refunded == back


def test_another_sum_than_the_shown_one_cancels_nothing():
    run = run_in(60)
    registration = paid(run, now=long_ago(run))
    with pytest.raises(TermsMoved):
        services.cancel_registration(
            registration=registration,
            by=registration.booker,
            shown=20_000,
            now=run.starts_at - timedelta(hours=50),
        )
    registration.refresh_from_db()
    run.refresh_from_db()
    assert (registration.state, run.taken) == (RegistrationState.CONFIRMED, 1)


def test_nobody_cancels_for_others_twice_or_after_the_beginning():
    run = run_in(20)
    registration = RegistrationFactory(run=run, tickets=2)
    ticket = registration.tickets.first()
    with pytest.raises(NotYours):
        services.cancel_tickets(registration=registration, tickets=[ticket.pk], by=UserFactory())
    with pytest.raises(NoSeats):
        services.cancel_tickets(registration=registration, tickets=[], by=registration.booker)
    with pytest.raises(Begun):
        services.cancel_tickets(
            registration=registration, tickets=[ticket.pk], by=registration.booker, now=run.starts_at
        )
    run.refresh_from_db()
    assert run.taken == 2
    services.cancel_tickets(registration=registration, tickets=[ticket.pk], by=registration.booker)
    with pytest.raises(NotCancellable):
        services.cancel_tickets(registration=registration, tickets=[ticket.pk], by=registration.booker)
    run.refresh_from_db()
    assert run.taken == 1


def test_reserved_seats_are_let_go_with_their_order(run_outbox):
    run = run_in(20)
    registration = booked(run, count=2)
    with pytest.raises(NotYours):
        services.let_go(registration=registration, by=UserFactory())
    services.cancel_registration(registration=registration, by=registration.booker)
    registration.refresh_from_db()
    registration.order.refresh_from_db()
    assert (registration.state, registration.order.state) == ("cancelled", "cancelled")
    run.refresh_from_db()
    assert run.taken == 0
    run_outbox()
    assert problems() == []


def test_what_the_seller_pays_back_in_whole_frees_the_seat_for_the_next(run_outbox):
    run = run_in(20)
    run.capacity = 2
    run.save()
    registration = paid(run, count=2)
    entry = WaitingFactory(run=run, ticket_type=run.event.ticket_types.get())
    first = registration.tickets.get(number=1)
    part = orders.refund(
        order=registration.order, by=None, reason=RefundReason.GOODWILL, amounts={first.line_id: 5_000}
    )
    services.seats_paid_back(refund=part)
    first.refresh_from_db()
    assert (first.state, first.back_minor) == (TicketState.VALID, 5_000)
    orders.refund(
        order=registration.order, by=None, reason=RefundReason.GOODWILL, amounts={first.line_id: 15_000}
    )
    run_outbox()
    first.refresh_from_db()
    entry.refresh_from_db()
    registration.refresh_from_db()
    assert (first.state, first.ended_by, first.back_minor) == (TicketState.CANCELLED, "refund", 20_000)
    assert registration.state == RegistrationState.CONFIRMED
    assert entry.state == WaitingState.OFFERED
    assert problems() == []


def test_of_a_seat_partly_paid_back_only_the_rest_comes_back():
    run = run_in(20)
    registration = paid(run)
    ticket = registration.tickets.get()
    part = orders.refund(
        order=registration.order, by=None, reason=RefundReason.GOODWILL, amounts={ticket.line_id: 5_000}
    )
    services.seats_paid_back(refund=part)
    terms = services.cancel_registration(registration=registration, by=registration.booker)
    assert terms.total.minor == 15_000
    ticket.refresh_from_db()
    assert ticket.back_minor == 20_000
