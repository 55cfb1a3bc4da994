"""Registrations for tests.

`RegistrationFactory(run=run, booker=user, tickets=3)` is confirmed, costs nothing and holds three seats that are
counted in the run. `booked(...)` and `paid(...)` go through the services like real ones.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import factory
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from orders import services as orders
from tests.factories.accounts import UserFactory
from tests.factories.orders import payment_of, report_of
from tests.factories.workshops import RunFactory
from workshops import seats
from workshops.booking import services
from workshops.booking.enums import RegistrationState, TicketState, WaitingState
from workshops.booking.models import Registration, Ticket, WaitingEntry
from workshops.booking.picks import Attendee, Pick
from workshops.models import Run, TicketType


class TicketFactory(factory.django.DjangoModelFactory):
    """One more seat of a registration, not counted in the run."""

    class Meta:
        model = Ticket

    registration = factory.SubFactory("tests.factories.booking.RegistrationFactory", tickets=0)
    number = factory.LazyAttribute(lambda it: it.registration.tickets.count() + 1)
    attendee_name = factory.Sequence(lambda n: f"Guest {n}")
    state = TicketState.VALID


class RegistrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Registration
        skip_postgeneration_save = True

    run = factory.SubFactory(RunFactory)
    booker = factory.SubFactory(UserFactory)
    state = RegistrationState.CONFIRMED
    language = "en"
    seats = 1
    currency = "SAR"
    created_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[Registration], *args: Any, **kwargs: Any) -> Registration:
        wanted = kwargs.pop("tickets", 1)
        kwargs["seats"] = max(wanted, 1)
        row: Registration = super()._create(model_class, *args, **kwargs)
        kind = row.run.event.ticket_types.first()
        for _ in range(wanted):
            TicketFactory(registration=row, ticket_type=kind)
        if wanted:
            with transaction.atomic():
                seats.take(row.run, {kind.pk if kind else None: wanted})
        return row


class WaitingFactory(factory.django.DjangoModelFactory):
    """Somebody in line, without an offer."""

    class Meta:
        model = WaitingEntry

    run = factory.SubFactory(RunFactory)
    user = factory.SubFactory(UserFactory)
    seats = 1
    state = WaitingState.WAITING
    joined_at = factory.LazyFunction(timezone.now)


def picks_of(run: Run, count: int = 1, *, kind: TicketType | None = None, **given: Any) -> list[Pick]:
    """Seats of the event's first kind of ticket, or places on a free event's list."""
    first = kind or run.event.ticket_types.order_by("position", "pk").first()
    people = [Attendee(name=f"Guest {number}", **given) for number in range(1, count + 1)]
    return [Pick(first.pk if first else None, people)]


def booked(run: Run, by: User | None = None, count: int = 1, **given: Any) -> Registration:
    """Through the service; what costs money waits for its payment."""
    now = given.pop("now", None)
    picks = picks_of(run, count, kind=given.pop("kind", None))
    return services.register(run=run, by=by or UserFactory(), picks=picks, now=now, **given)


def pay(registration: Registration, *, at: datetime | None = None) -> Registration:
    """The bank's word, and what the outbox would do with it."""
    order = registration.order
    assert order is not None
    orders.settle_payment(report=report_of(payment_of(order)), now=at)
    order.refresh_from_db()
    services.confirm(order=order, now=at)
    registration.refresh_from_db()
    return registration


def paid(run: Run, by: User | None = None, count: int = 1, **given: Any) -> Registration:
    """Booked and paid: valid tickets at 200.00 a seat, unless told otherwise."""
    return pay(booked(run, by, count, **given), at=given.get("now"))
