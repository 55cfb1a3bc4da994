"""The pages of registering: seats in the address, who comes, the sum by the server, no JavaScript."""

from __future__ import annotations

import pytest
from django.urls import reverse

from orders.models import Order
from tests.factories.accounts import UserFactory
from tests.factories.booking import RegistrationFactory, WaitingFactory, booked
from tests.factories.workshops import EventFactory, QuestionFactory, TicketTypeFactory
from workshops.booking import services
from workshops.booking.models import Registration, WaitingEntry

pytestmark = pytest.mark.django_db


def address(run, query=""):
    return reverse("booking:register", args=[run.pk]) + query


def one_seat(run, **given):
    kind = run.event.ticket_types.first()
    return {
        f"seats-{kind.pk if kind else 0}": "1",
        "book": "1",
        "shown": "20000" if kind else "0",
        "seat1-name": "Sara Ali",
        "seat1-email": "",
        **given,
    }


def test_visitors_sign_in_and_come_back_with_what_they_chose(client):
    run = EventFactory().runs.get()
    kind = run.event.ticket_types.get()
    response = client.post(address(run), {f"seats-{kind.pk}": "2"})
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
    assert f"seats-{kind.pk}%3D2" in response["Location"]
    assert client.get(address(run)).status_code == 200


def test_the_events_own_form_leads_to_who_comes(client_for):
    run = EventFactory(materials_fee_minor=2_500).runs.get()
    kind = run.event.ticket_types.get()
    browser = client_for(UserFactory(name_en="Lamia"))
    response = browser.post(address(run), {f"seats-{kind.pk}": "٢"})
    assert response["Location"] == address(run, f"?seats-{kind.pk}=2")
    page = browser.get(response["Location"])
    assert page.status_code == 200
    assert page.context["total"].minor == 45_000
    assert b'name="shown" value="45000"' in page.content
    assert page.content.count(b"<fieldset") == 2


def test_a_paid_seat_goes_on_to_the_checkout_of_its_order(client_for):
    run = EventFactory().runs.get()
    browser = client_for(UserFactory())
    response = browser.post(address(run), one_seat(run))
    order = Order.objects.get()
    assert response["Location"] == reverse("checkout:order", args=[order.number])
    opened = browser.get(response["Location"], follow=True)
    assert opened.status_code == 200
    assert order.registration.tickets.get().attendee_name == "Sara Ali"


def test_a_free_seat_goes_to_its_registration(client_for):
    run = EventFactory(admission="rsvp").runs.get()
    response = client_for(UserFactory()).post(address(run), one_seat(run))
    assert response["Location"] == Registration.objects.get().get_absolute_url()


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(client_for):
    event = EventFactory(guardian_below=16, min_age=8)
    question = QuestionFactory(event=event, required=True)
    run = event.runs.get()
    given = one_seat(run, **{"seat1-name": "", "seat1-minor": "on", "seat1-guardian_name": "Huda"})
    response = client_for(UserFactory()).post(address(run), given)
    assert response.status_code == 200
    assert [where for where, _text in response.context["form"].errors] == [
        "id_seat1-name",
        "id_seat1-guardian_agrees",
        "id_all-old_enough",
        f"id_all-q-{question.pk}",
    ]
    assert b'value="Huda"' in response.content
    assert Registration.objects.count() == 0


def test_another_price_than_the_shown_one_is_told_before_anything_is_booked(client_for):
    run = EventFactory().runs.get()
    response = client_for(UserFactory()).post(address(run), one_seat(run, shown="19000"))
    assert response.status_code == 409
    assert b'name="shown" value="20000"' in response.content
    assert Registration.objects.count() == 0


def test_sold_out_offers_the_waiting_list(client_for):
    run = EventFactory(admission="rsvp").runs.get()
    RegistrationFactory(run=run, tickets=10)
    page = client_for(UserFactory()).get(address(run, "?seats-0=1"))
    assert page.status_code == 409
    assert reverse("booking:waiting", args=[run.pk]).encode() in page.content


@pytest.mark.parametrize("query", ["?seats-0=1", "?seats-999=1", "?seats-x=1", "?seats-1=99999999999999"])
def test_nonsense_in_the_address_is_answered_with_the_choice(client_for, query):
    run = EventFactory().runs.get()
    response = client_for(UserFactory()).get(address(run, query))
    assert response.status_code in {200, 400}
    assert "booking/registration_pick.html" in [one.name for one in response.templates]


def test_drafts_are_nobodys_business_and_foreign_events_lead_to_their_page(client_for):
    draft = EventFactory(draft=True).runs.get()
    assert client_for(UserFactory()).get(address(draft)).status_code == 404
    foreign = EventFactory(external_url="https://example.org/talk").runs.get()
    response = client_for(UserFactory()).get(address(foreign))
    assert response["Location"] == foreign.event.get_absolute_url()


def test_whoever_has_reserved_already_is_led_there(client_for):
    run, user = EventFactory().runs.get(), UserFactory()
    first = booked(run, user)
    assert client_for(user).get(address(run))["Location"] == first.get_absolute_url()


def test_whoever_was_offered_a_seat_finds_it_chosen(client_for):
    run, user = EventFactory(admission="rsvp", plus_ones=1).runs.get(), UserFactory()
    WaitingFactory(run=run, user=user, seats=2)
    services.move_line(run=run)
    page = client_for(user).get(address(run))
    assert page.context["form"].counts == {None: 2}
    assert page.context["offered"] == WaitingEntry.objects.get()


def test_the_arabic_page_reads_from_its_own_catalogue(client_for):
    run = EventFactory().runs.get()
    kind = TicketTypeFactory(event=run.event, name_ar="طلاب")
    page = client_for(UserFactory(language="ar")).get(f"/ar/registrations/new/{run.pk}/?seats-{kind.pk}=1")
    text = page.content.decode()
    assert "من سيحضر؟" in text
    assert "طلاب" in text
    assert "200 ريال" in page.context["total"].text("ar")


def test_joining_and_leaving_the_line(client_for):
    run, user = EventFactory(admission="rsvp").runs.get(), UserFactory()
    RegistrationFactory(run=run, tickets=10)
    browser, where = client_for(user), reverse("booking:waiting", args=[run.pk])
    assert browser.post(where, {"seats": "0"}).status_code == 200
    assert WaitingEntry.objects.count() == 0
    assert browser.post(where, {"seats": "١"})["Location"] == where
    page = browser.get(where)
    assert page.context["place"] == 1
    browser.post(reverse("booking:waiting-leave", args=[run.pk]))
    assert WaitingEntry.objects.get().state == "left"


def test_where_seats_are_free_nobody_waits(client_for):
    run = EventFactory(admission="rsvp").runs.get()
    response = client_for(UserFactory()).post(reverse("booking:waiting", args=[run.pk]), {"seats": "1"})
    assert response["Location"] == address(run)
    assert WaitingEntry.objects.count() == 0
