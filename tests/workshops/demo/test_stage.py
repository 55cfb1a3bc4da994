"""The demonstration's programme is complete, true to its seats and its books, and can be built twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from accounts.enums import Role
from marketplace.demo import cast, stages
from orders import ledger_check
from tests.factories.marketplace import CityFactory
from workshops.booking.enums import RegistrationState
from workshops.booking.models import Registration, Ticket, WaitingEntry
from workshops.demo.plan import entries
from workshops.enums import EventKind, EventState
from workshops.models import Event, Run

pytestmark = pytest.mark.django_db


def _context(said: list[str]) -> stages.Context:
    people = {
        part.code: cast.account(email=cast.email_of(part), name=part.name, role=part.role, secret=None)
        for part in cast.PARTS
        if part.role is not Role.STAFF
    }
    return stages.Context(seed=1, works=0, artists=0, pixels=1, folder=Path(), say=said.append, people=people)


def test_twenty_workshops_and_events_in_all_states() -> None:
    for slug in {entry.city for entry in entries() if entry.city}:
        CityFactory(slug=slug)
    said: list[str] = []
    for _again in range(2):
        stages.run("programme", _context(said))
    assert said == ["programme: 20 workshops and events"] * 2
    assert Counter(Event.objects.values_list("state", flat=True)) == {
        EventState.PUBLISHED: 17,
        EventState.DRAFT: 2,
        EventState.CANCELLED: 1,
    }
    assert set(Event.objects.values_list("kind", flat=True)) == set(EventKind.values)
    assert Event.objects.filter(cover__isnull=False).count() == 0  # no works hang here
    held = Registration.objects.filter(state=RegistrationState.CONFIRMED)
    for run in Run.objects.all():
        assert run.taken == Ticket.objects.filter(registration__run=run, state="valid").count()
    assert sum(one.seats for one in held) >= 200
    assert WaitingEntry.objects.count() == 5
    assert ledger_check.problems() == []
