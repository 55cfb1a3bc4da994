"""Who sees what, and what a list knows of each event."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory
from tests.factories.workshops import EventFactory, RunFactory, TicketTypeFactory
from workshops import queries, rules
from workshops.models import Event

pytestmark = pytest.mark.django_db


def titles(events) -> list[str]:
    return sorted(event.title_en for event in events)


@pytest.fixture
def house():
    """Four events of one seller, in every state."""
    owner = UserFactory()
    seller = SellerFactory(owner=owner)
    now = timezone.now()
    EventFactory(seller=seller, title_en="Public")
    EventFactory(seller=seller, title_en="Draft", draft=True)
    EventFactory(seller=seller, title_en="Called off", state="cancelled", cancelled_at=now)
    EventFactory(seller=seller, title_en="Dropped", draft=True, bare=True)
    Event.objects.filter(title_en="Dropped").update(state="cancelled", cancelled_at=now)
    return owner


def test_everybody_sees_what_was_published_once(house):
    assert titles(queries.visible_to(AnonymousUser())) == ["Called off", "Public"]
    assert titles(queries.visible_to(UserFactory())) == ["Called off", "Public"]


def test_the_sellers_people_see_all_of_theirs(house):
    assert titles(queries.visible_to(house)) == ["Called off", "Draft", "Dropped", "Public"]


def test_the_programmes_staff_see_everything(house):
    staff = UserFactory(is_staff=True)
    assert titles(queries.visible_to(staff)) == ["Called off", "Public"]
    staff.user_permissions.add(Permission.objects.get(codename="change_event"))
    staff = type(staff).objects.get(pk=staff.pk)
    assert titles(queries.visible_to(staff)) == ["Called off", "Draft", "Dropped", "Public"]


def test_who_publishes(house):
    event = Event.objects.get(title_en="Draft")
    assert (rules.may_manage(house, event), rules.may_publish(house, event)) == (True, False)
    event.seller.verified_at = timezone.now()
    assert rules.may_publish(house, event)
    event.state = "review"
    assert not rules.may_publish(house, event)
    assert not rules.may_manage(UserFactory(), event)
    assert not rules.may_manage(AnonymousUser(), event)


def test_what_comes_next_comes_first():
    now = timezone.now()
    later, sooner = EventFactory(title_en="Later"), EventFactory(title_en="Sooner", bare=True)
    RunFactory(event=sooner, starts_at=now + timedelta(days=1))
    RunFactory(event=sooner, starts_at=now - timedelta(days=5))
    past = EventFactory(title_en="Past", bare=True)
    RunFactory(event=past, starts_at=now - timedelta(days=5))
    EventFactory(title_en="Draft", draft=True)
    assert list(queries.upcoming(now)) == [sooner, later]
    assert list(queries.past(now)) == [past]


def test_a_card_knows_seats_and_the_least_price():
    event = EventFactory(materials_fee_minor=1_000, bare=True)
    TicketTypeFactory(event=event, price_minor=20_000)
    TicketTypeFactory(event=event, price_minor=15_000)
    TicketTypeFactory(event=event, price_minor=1, active=False)
    RunFactory(event=event, taken=4)
    RunFactory(event=event, taken=9)
    RunFactory(event=event, state="closed")
    RunFactory(event=event, starts_at=timezone.now() - timedelta(days=9))
    found = queries.with_details(Event.objects.all()).get()
    assert (found.seats_left, found.price_from) == (7, 16_000)
