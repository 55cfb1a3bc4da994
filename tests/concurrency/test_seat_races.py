"""Real commits, real threads: the last seat is sold once, a freed one is offered once, money goes back once."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from core import clock, outbox
from core.models import OutboxMessage
from orders import ledger_check
from orders.models import Refund
from tests.concurrency.threads import together
from tests.factories.accounts import UserFactory
from tests.factories.booking import WaitingFactory, booked, paid
from tests.factories.workshops import EventFactory
from workshops import locks as programme
from workshops.booking import queries, services
from workshops.booking.enums import RegistrationState, TicketState, WaitingState
from workshops.booking.models import Registration, Ticket, WaitingEntry
from workshops.booking.seat_check import problems
from workshops.booking.services import ending, following
from workshops.exceptions import SoldOut
from workshops.models import Run

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def run_of(capacity: int, **given: Any) -> Run:
    run: Run = EventFactory(**given).runs.get()
    run.capacity = capacity
    run.save()
    return run


def test_the_last_seat_is_bought_once() -> None:
    run, people = run_of(1), [UserFactory() for _ in range(4)]
    results = together([partial(booked, run, person) for person in people])
    kinds = [type(result) for result in results]
    assert (kinds.count(Registration), kinds.count(SoldOut)) == (1, 3)
    run.refresh_from_db()
    assert (run.taken, Ticket.objects.count()) == (1, 1)
    assert problems() == []


def test_control_without_the_lock_both_see_the_last_seat(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both decide on the same picture; the counters lose a seat, or only the database stops the second."""
    run, people = run_of(2, admission="rsvp"), [UserFactory() for _ in range(2)]
    looked: list[int] = []
    monkeypatch.setattr(programme, "run", partial(_unlocked, looked, 2))
    together([partial(booked, run, person) for person in people])
    run.refresh_from_db()
    assert looked == [0, 0]
    assert Ticket.objects.count() == 2
    assert run.taken == 1
    assert problems() == [f"Run {run.pk}: 1 seats counted, 2 taken."]


def _unlocked(looked: list[int], people: int, pk: int) -> Run:
    """As the lock reads it, without the lock; goes on when everybody has looked."""
    row = Run.objects.select_related("event__seller").get(pk=pk)
    looked.append(row.taken)
    for _ in range(500):
        if len(looked) >= people:
            break
        clock.now()
    return row


def test_two_workers_offer_one_freed_seat_once() -> None:
    run = run_of(1, admission="rsvp")
    for _ in range(3):
        WaitingFactory(run=run)
    results = together([partial(services.move_line, run=run) for _ in range(3)])
    assert sorted(results) == [0, 0, 1]
    states = list(WaitingEntry.objects.order_by("pk").values_list("state", flat=True))
    assert states == [WaitingState.OFFERED, WaitingState.WAITING, WaitingState.WAITING]
    assert problems() == []


def test_an_offer_is_taken_up_or_lapses_never_both() -> None:
    run = run_of(1, admission="rsvp")
    entry = WaitingFactory(run=run)
    services.move_line(run=run)
    entry.refresh_from_db()
    works = [
        partial(booked, run, entry.user),
        partial(services.lapse_offer, entry=entry, now=entry.offer_until),
    ]
    took, lapsed = together(works)
    entry.refresh_from_db()
    assert isinstance(took, Registration) or lapsed is True
    assert (entry.state == WaitingState.TAKEN) == (lapsed is False)
    assert problems() == []


def test_a_double_click_cancels_and_pays_back_once() -> None:
    registration = paid(run_of(3), count=2)
    work = partial(services.cancel_registration, registration=registration, by=registration.booker)
    together([work, work, work])
    registration.refresh_from_db()
    assert registration.state == RegistrationState.CANCELLED
    assert [row.amount for row in Refund.objects.all()] == [40_000]
    assert problems() == []


class Killed(BaseException):
    """The worker's process is gone; nothing catches this."""


def test_two_hundred_paid_seats_come_back_once_though_the_worker_dies(
    monkeypatch: pytest.MonkeyPatch, run_outbox: Any
) -> None:
    run = run_of(200)
    registrations = [paid(run, count=5) for _ in range(40)]
    run_outbox()
    Run.objects.filter(pk=run.pk).update(state="cancelled", cancelled_at=clock.now())
    services.run_cancelled(run=run)
    assert OutboxMessage.objects.filter(topic="booking.call_off").count() == 40
    real, calls = ending.pay_back, []

    def dies(*args: Any, **given: Any) -> None:
        """The twentieth refund is written, and then the process dies before the commit."""
        real(*args, **given)
        calls.append(1)
        if len(calls) == 20:
            raise Killed

    monkeypatch.setattr(following.ending, "pay_back", dies)
    with suppress(Killed):
        outbox.relay_once(limit=1_000)
    assert Refund.objects.count() == 19
    assert queries.live_tickets(run).count() == 200 - 19 * 5
    monkeypatch.setattr(following.ending, "pay_back", real)
    together([partial(outbox.relay_once, 1_000), partial(outbox.relay_once, 1_000)])
    run_outbox()
    sums = Refund.objects.order_by("order_id").values_list("order_id", "amount")
    assert list(sums) == [
        (row.order_id, 100_000) for row in sorted(registrations, key=lambda one: one.order_id)
    ]
    assert Ticket.objects.filter(state=TicketState.CANCELLED, back_minor=20_000).count() == 200
    run.refresh_from_db()
    assert run.taken == 0
    assert (problems(), ledger_check.problems()) == ([], [])
