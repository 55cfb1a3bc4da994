"""One's own registrations, and that they are nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from core import clock
from orders.models import Refund
from tests.factories.accounts import UserFactory
from tests.factories.booking import RegistrationFactory, WaitingFactory, booked, paid
from tests.factories.workshops import EventFactory, RunFactory
from workshops.booking import services
from workshops.booking.models import Registration, Transfer

pytestmark = pytest.mark.django_db


def rows(user, count):
    for _ in range(count):
        RegistrationFactory(booker=user, tickets=2)
        WaitingFactory(user=user)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_questions_however_long_it_is(client_for, django_assert_num_queries, count):
    user = UserFactory()
    rows(user, count)
    browser = client_for(user)
    browser.get(reverse("booking:registrations"))
    with django_assert_num_queries(LIST):
        page = browser.get(reverse("booking:registrations"))
    assert len(page.context["page"].object_list) == count


@pytest.mark.parametrize("count", [1, 3])
def test_so_does_a_registration_however_many_seats_it_has(client_for, django_assert_num_queries, count):
    registration = RegistrationFactory(tickets=count)
    browser = client_for(registration.booker)
    browser.get(registration.get_absolute_url())
    with django_assert_num_queries(DETAIL):
        page = browser.get(registration.get_absolute_url())
    assert len(page.context["cards"]) == count


LIST, DETAIL = 5, 9


def test_without_any_the_list_says_where_to_look(client_for):
    page = client_for(UserFactory()).get(reverse("booking:registrations"))
    assert reverse("workshops:event-list").encode() in page.content


def test_outsiders_find_nothing_and_change_nothing(client, client_for):
    registration = paid(EventFactory().runs.get(), count=2)
    reserved = booked(EventFactory().runs.get())
    transfer = services.offer_transfer(
        ticket=registration.tickets.get(number=2), by=registration.booker, to_email="sara@example.com"
    )
    charlie = client_for(UserFactory())
    code = registration.code
    doors = [
        registration.get_absolute_url(),
        reverse("booking:cancel", args=[code]),
        reverse("booking:transfer", args=[code, 1]),
    ]
    for door in doors:
        assert charlie.get(door).status_code == 404
        assert client.get(door).status_code == 302
    posts = [
        (reverse("booking:cancel", args=[code]), {"ticket": "1", "shown": "20000"}),
        (reverse("booking:transfer", args=[code, 1]), {"email": "charlie@example.com"}),
        (reverse("booking:transfer-withdraw", args=[code, 2]), {}),
        (reverse("booking:let-go", args=[reserved.code]), {}),
    ]
    for door, data in posts:
        assert charlie.post(door, data).status_code == 404
    registration.refresh_from_db()
    reserved.refresh_from_db()
    transfer.refresh_from_db()
    assert (registration.state, reserved.state, transfer.state) == ("confirmed", "reserved", "offered")
    assert [ticket.state for ticket in registration.tickets.all()] == ["valid", "valid"]
    assert Refund.objects.count() == 0
    assert Transfer.objects.count() == 1


def test_whoever_holds_one_ticket_sees_that_one_and_no_price(client_for):
    registration = paid(EventFactory().runs.get(), count=3)
    holder = UserFactory()
    registration.tickets.filter(number=2).update(holder=holder)
    page = client_for(holder).get(registration.get_absolute_url())
    assert [card.ticket.number for card in page.context["cards"]] == [2]
    assert page.context["mine"] is False
    assert registration.order.number.encode() not in page.content


@pytest.mark.parametrize(
    ("before", "shown"),
    [(timedelta(hours=1, seconds=1), False), (timedelta(minutes=59), True), (timedelta(hours=-2.9), True)],
)
def test_the_online_link_shows_from_an_hour_before_until_an_hour_after(client_for, before, shown):
    event = EventFactory(online=True, bare=True, admission="rsvp")
    run = RunFactory(event=event, starts_at=clock.now() + before)
    registration = RegistrationFactory(run=run)
    page = client_for(registration.booker).get(registration.get_absolute_url())
    assert (event.online_url.encode() in page.content) is shown


def test_the_link_is_not_for_cancelled_seats(client_for):
    event = EventFactory(online=True, bare=True, admission="rsvp")
    run = RunFactory(event=event, starts_at=clock.now() + timedelta(minutes=30))
    registration = RegistrationFactory(run=run, tickets=1)
    services.cancel_registration(registration=registration, by=registration.booker)
    page = client_for(registration.booker).get(registration.get_absolute_url())
    assert event.online_url.encode() not in page.content


def test_what_the_page_shows_to_come_back_is_what_comes_back(client_for):
    registration = paid(EventFactory().runs.get(), count=3)
    browser = client_for(registration.booker)
    where = reverse("booking:cancel", args=[registration.code])
    assert browser.get(where).context["terms"].total.minor == 60_000
    page = browser.get(where, {"ticket": ["1", "3"]})
    assert page.context["terms"].total.minor == 40_000
    refused = browser.post(where, {"ticket": ["1"], "shown": "40000"})
    assert refused.status_code == 409
    assert Refund.objects.count() == 0
    done = browser.post(where, {"ticket": ["1", "3"], "shown": "40000"})
    assert done["Location"] == registration.get_absolute_url()
    assert Refund.objects.get().amount == 40_000


def test_reserved_seats_show_what_to_pay_and_can_be_let_go(client_for):
    registration = booked(EventFactory().runs.get())
    browser = client_for(registration.booker)
    page = browser.get(registration.get_absolute_url())
    assert reverse("checkout:order", args=[registration.order.number]).encode() in page.content
    browser.post(reverse("booking:let-go", args=[registration.code]))
    assert Registration.objects.get().state == "cancelled"


def test_the_order_leads_to_the_registration(client_for):
    registration = paid(EventFactory().runs.get())
    browser = client_for(registration.booker)
    page = browser.get(reverse("orders:order", args=[registration.order.number]))
    assert registration.get_absolute_url().encode() in page.content
    assert browser.get(reverse("orders:orders")).status_code == 200


def test_the_desk_shows_what_is_to_come_and_where_one_waits(client_for):
    user = UserFactory()
    rows(user, 1)
    page = client_for(user).get(reverse("accounts:desk") + "registrations/")
    assert page.status_code == 200
    assert Registration.objects.get().code.encode() in page.content


def test_a_code_typed_small_leads_to_the_same_page(client_for):
    registration = RegistrationFactory()
    small = registration.get_absolute_url().replace(registration.code, registration.code.lower())
    assert client_for(registration.booker).get(small).status_code == 200
