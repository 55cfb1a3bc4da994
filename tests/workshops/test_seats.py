"""Seats are taken and given back under the run's lock; the database is the last judge."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.factories.workshops import EventFactory, RunFactory, TicketTypeFactory
from workshops import locks, seats
from workshops.exceptions import SoldOut, TypeSoldOut, UnknownTicket
from workshops.models import Run

pytestmark = pytest.mark.django_db


def taken(run: Run) -> tuple[int, list[int]]:
    run.refresh_from_db()
    return run.taken, list(run.allotments.order_by("ticket_type").values_list("taken", flat=True))


def test_taking_counts_on_the_run_and_on_the_type():
    event = EventFactory()
    run, kind = event.runs.get(), event.ticket_types.get()
    seats.take(locks.run(run.pk), {kind.pk: 3})
    assert taken(run) == (3, [3])
    seats.give_back(locks.run(run.pk), {kind.pk: 2})
    assert taken(run) == (1, [1])


def test_types_share_the_seats_of_a_run():
    event = EventFactory()
    run, standard = event.runs.get(), event.ticket_types.get()
    group = TicketTypeFactory(event=event, kind="group")
    seats.take(locks.run(run.pk), {standard.pk: 6, group.pk: 3})
    with pytest.raises(SoldOut) as refusal:
        seats.take(locks.run(run.pk), {group.pk: 2})
    assert refusal.value.left == 1
    assert taken(run) == (9, [6, 3])


def test_a_type_has_a_limit_of_its_own():
    event = EventFactory()
    run, standard = event.runs.get(), event.ticket_types.get()
    early = TicketTypeFactory(event=event, kind="early", name_en="Early", limit=2)
    with pytest.raises(TypeSoldOut) as refusal:
        seats.take(locks.run(run.pk), {standard.pk: 1, early.pk: 3})
    assert (refusal.value.left, refusal.value.ticket_type) == (2, early.pk)
    assert taken(run) == (0, [0, 0])


def test_a_ticket_of_another_event_is_refused():
    run, stranger = RunFactory(), TicketTypeFactory()
    with pytest.raises(UnknownTicket):
        seats.take(locks.run(run.pk), {stranger.pk: 1})
    assert taken(run) == (0, [])


def test_a_place_on_the_list_needs_no_ticket():
    run = EventFactory(admission="rsvp").runs.get()
    seats.take(locks.run(run.pk), {None: 4})
    assert taken(run) == (4, [])


@pytest.mark.parametrize("count", [0, -2])
def test_seats_are_counted_from_one(count):
    run = RunFactory()
    with pytest.raises(ValueError, match="from one"):
        seats.take(locks.run(run.pk), {None: count})
    assert taken(run) == (0, [])


@pytest.mark.parametrize("count", [-1, 11])
def test_the_database_refuses_more_than_there_is_and_less_than_nothing(count):
    run = RunFactory(capacity=10)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(taken=count)
    assert taken(run) == (0, [])


def test_giving_back_what_was_never_taken_is_refused_by_the_database():
    run = RunFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        seats.give_back(locks.run(run.pk), {None: 1})
    assert taken(run) == (0, [])
