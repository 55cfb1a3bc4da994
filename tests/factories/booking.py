"""Registrations for tests.

`RegistrationFactory(run=run, booker=user, tickets=3)` is confirmed, costs nothing and holds three seats that are
counted in the run. `booked(...)` and `paid(...)` go through the services like real ones.
"""

from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.workshops import RunFactory
from workshops import seats
from workshops.booking.enums import RegistrationState, TicketState, WaitingState
from workshops.booking.models import Registration, Ticket, WaitingEntry


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
