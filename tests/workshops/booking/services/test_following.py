"""What the programme tells: called off, moved; and the money of what has taken place."""

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
from tests.factories.orders import payment_of, report_of
from tests.factories.workshops import EventFactory
from workshops import signals
from workshops.booking import services
from workshops.booking.enums import RegistrationState, TicketState, WaitingState
from workshops.booking.seat_check import problems
from workshops.models import Run

pytestmark = pytest.mark.django_db


def call_off(run):
    """What the programme does, and tells."""
    Run.objects.filter(pk=run.pk).update(state="cancelled", cancelled_at=clock.now())
    run.refresh_from_db()
    signals.run_cancelled.send(sender=Run, run=run)


def test_everybody_gets_everything_back_once_whatever_the_policy(run_outbox):
    run = EventFactory(policy="strict").runs.get()
    registrations = [paid(run, count=2, now=run.starts_at - timedelta(days=40)) for _ in range(2)]
    first = registrations[0].tickets.get(number=1)
    soon = run.starts_at - timedelta(days=10)
    services.cancel_tickets(
        registration=registrations[0], tickets=[first.pk], by=registrations[0].booker, now=soon
    )
    waits = WaitingFactory(run=run)
    call_off(run)
    call_off(run)
    run_outbox()
    run.refresh_from_db()
    waits.refresh_from_db()
    sums = []
    for registration in registrations:
        registration.refresh_from_db()
        registration.order.refresh_from_db()
        assert registration.state == RegistrationState.CANCELLED
        sums.append((registration.order.refunded, registration.order.refunds.count()))
    assert sums == [(30_000, 2), (40_000, 1)]
    assert (run.taken, waits.state) == (0, WaitingState.LAPSED)
    assert (problems(), ledger_check.problems()) == ([], [])
    letters = EmailMessage.objects.filter(template="booking.called_off")
    assert sorted("SAR 400" in letter.text for letter in letters) == [False, True]
    assert EmailMessage.objects.filter(template="booking.line_closed").count() == 1


def test_reserved_seats_of_it_end_with_their_order(run_outbox):
    registration = booked(EventFactory().runs.get())
    call_off(registration.run)
    run_outbox()
    registration.refresh_from_db()
    registration.order.refresh_from_db()
    assert (registration.state, registration.ended_by) == (RegistrationState.CANCELLED, "run")
    assert registration.order.state == OrderState.CANCELLED


def test_a_payment_under_way_comes_back_whole_when_it_arrives(run_outbox):
    registration = booked(EventFactory().runs.get(), count=2)
    payment = payment_of(registration.order)
    call_off(registration.run)
    run_outbox()
    registration.refresh_from_db()
    assert registration.state == RegistrationState.RESERVED
    orders.settle_payment(report=report_of(payment))
    run_outbox()
    registration.refresh_from_db()
    registration.order.refresh_from_db()
    assert (registration.state, registration.ended_by) == (RegistrationState.CANCELLED, "run")
    assert (registration.order.state, registration.order.refunded) == (OrderState.REFUNDED, 40_000)
    assert [row.reason for row in registration.order.refunds.all()] == [RefundReason.CANCELLED]
    assert (problems(), ledger_check.problems()) == ([], [])


def test_moved_everybody_is_told_and_may_step_back_for_all_of_it(run_outbox):
    run = EventFactory(policy="strict").runs.get()
    registration = paid(run, now=run.starts_at - timedelta(days=40))
    holder = UserFactory()
    registration.tickets.update(holder=holder)
    signals.run_moved.send(sender=Run, run=run, before=[])
    run_outbox()
    told = EmailMessage.objects.filter(template="booking.moved").values_list("to_address", flat=True)
    assert sorted(told) == sorted([registration.booker.email, holder.email])
    registration.refresh_from_db()
    assert registration.moved_at is not None
    terms = services.cancel_registration(
        registration=registration, by=holder, now=run.starts_at - timedelta(hours=1)
    )
    assert (terms.total.minor, terms.decision.ground) == (20_000, "moved")


def test_a_day_after_the_end_the_money_is_released():
    run = EventFactory().runs.get()
    registration = paid(run)
    RegistrationFactory(run=run)
    day_after = run.ends_at + timedelta(days=1)
    assert services.complete_over(now=day_after - timedelta(seconds=1)) == 0
    assert services.complete_over(now=day_after) == 1
    assert services.complete_over(now=day_after) == 0
    registration.order.refresh_from_db()
    assert registration.order.state == OrderState.COMPLETED
    assert registration.order.released_at is not None
    assert registration.tickets.get().state == TicketState.VALID
