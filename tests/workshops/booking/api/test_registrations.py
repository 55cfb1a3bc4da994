"""Registrations through the API: one's own, errors as problems, the line."""

from __future__ import annotations

import pytest

from orders.models import Refund
from tests.factories.accounts import UserFactory
from tests.factories.booking import RegistrationFactory, booked, paid
from tests.factories.workshops import EventFactory
from workshops.booking.models import Registration, WaitingEntry

pytestmark = pytest.mark.django_db
LIST = "/api/v1/registrations/"
JSON = {"content_type": "application/json"}


def body(run, **given):
    kind = run.event.ticket_types.first()
    seat = {"ticket_type": kind.pk if kind else None, "name": "Sara"}
    return {"run": run.pk, "seats": [seat], **given}


def test_booking_names_the_order_to_pay(client_for):
    run, user = EventFactory().runs.get(), UserFactory()
    response = client_for(user).post(LIST, body(run, shown=20_000), **JSON)
    assert response.status_code == 201
    registration = Registration.objects.get()
    told = response.json()
    assert (told["code"], told["order"]) == (registration.code, registration.order.number)
    assert (told["state"]["code"], told["total"]["minor"]) == ("reserved", 20_000)
    assert [ticket["state"]["code"] for ticket in told["tickets"]] == ["held"]
    assert "secret" not in response.content.decode()


def test_refusals_are_problems_with_a_code(client_for):
    run = EventFactory().runs.get()
    browser = client_for(UserFactory())
    changed = browser.post(LIST, body(run, shown=1), **JSON)
    assert (changed.status_code, changed.json()["code"]) == (409, "booking.price_changed")
    assert changed["Content-Type"] == "application/problem+json"
    wrong = browser.post(LIST, {"run": run.pk, "seats": []}, **JSON)
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "seats.non_field_errors")
    draft = EventFactory(draft=True).runs.get()
    assert browser.post(LIST, body(draft), **JSON).status_code == 404
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_is_ones_own_in_as_many_queries(client_for, django_assert_num_queries, count):
    user = UserFactory()
    for _ in range(count):
        RegistrationFactory(booker=user)
    RegistrationFactory()
    browser = client_for(user)
    browser.get(LIST)
    with django_assert_num_queries(3):
        told = browser.get(LIST).json()["results"]
    assert len(told) == count


def test_outsiders_find_nothing_and_change_nothing(client, client_for):
    registration = paid(EventFactory().runs.get())
    charlie = client_for(UserFactory())
    where = f"{LIST}{registration.code}/"
    assert charlie.get(where).status_code == 404
    assert charlie.post(f"{where}cancel/", {}, **JSON).status_code == 404
    assert client.get(where).status_code in {401, 403}
    registration.refresh_from_db()
    assert registration.state == "confirmed"
    assert Refund.objects.count() == 0


def test_cancelling_some_and_then_the_rest(client_for):
    registration = paid(EventFactory().runs.get(), count=3)
    browser = client_for(registration.booker)
    where = f"{LIST}{registration.code}/cancel/"
    refused = browser.post(where, {"tickets": [1], "shown": 5}, **JSON)
    assert (refused.status_code, refused.json()["code"]) == (409, "booking.terms_moved")
    one = browser.post(where, {"tickets": [1], "shown": 20_000}, **JSON).json()
    assert [ticket["state"]["code"] for ticket in one["tickets"]] == ["cancelled", "valid", "valid"]
    rest = browser.post(where, {}, **JSON).json()
    assert (rest["state"]["code"], rest["ended_by"]["code"]) == ("cancelled", "booker")
    assert sum(row.amount for row in Refund.objects.all()) == 60_000


def test_a_holder_sees_only_the_own_seat(client_for):
    registration = paid(EventFactory().runs.get(), count=2)
    holder = UserFactory()
    registration.tickets.filter(number=2).update(holder=holder)
    told = client_for(holder).get(f"{LIST}{registration.code}/").json()
    assert ([ticket["number"] for ticket in told["tickets"]], told["order"]) == ([2], "")


def test_standing_in_line_and_leaving_it(client_for):
    run, user = EventFactory(admission="rsvp").runs.get(), UserFactory()
    RegistrationFactory(run=run, tickets=10)
    browser, where = client_for(user), f"/api/v1/runs/{run.pk}/waiting/"
    assert browser.get(where).json()["code"] == "booking.not_waiting"
    assert browser.post(where, {"seats": 1}, **JSON).status_code == 201
    assert browser.get(where).json()["state"]["code"] == "waiting"
    assert browser.delete(where).status_code == 204
    assert WaitingEntry.objects.get().state == "left"


def test_reserved_seats_are_let_go(client_for):
    registration = booked(EventFactory().runs.get())
    told = client_for(registration.booker).post(f"{LIST}{registration.code}/cancel/", {}, **JSON).json()
    assert told["state"]["code"] == "cancelled"
