"""The pages of handing a ticket over."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from mailing.models import EmailMessage
from tests.factories.accounts import UserFactory
from tests.factories.booking import RegistrationFactory
from workshops.booking.models import Transfer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket():
    return RegistrationFactory(tickets=2).tickets.first()


def door():
    letter = EmailMessage.objects.get(template="booking.transfer_offered")
    return re.search(r"(/\w\w/registrations/handed/[\w-]+/)", letter.text).group(1)


def offer(client_for, ticket, email="sara@example.com"):
    where = reverse("booking:transfer", args=[ticket.registration.code, ticket.number])
    return client_for(ticket.registration.booker).post(where, {"email": email})


def test_from_the_offer_to_the_new_holder(client, client_for, ticket):
    assert offer(client_for, ticket)["Location"] == ticket.registration.get_absolute_url()
    assert client.get(door()).status_code == 200
    sent = client.post(door())
    assert sent["Location"] == f"{reverse('account_login')}?next={door()}"
    taker = UserFactory()
    browser = client_for(taker)
    assert browser.get(door()).context["form"]["name"].value() == taker.get_full_name()
    done = browser.post(door(), {"seat1-name": "Sara"})
    assert done["Location"] == ticket.registration.get_absolute_url()
    ticket.refresh_from_db()
    assert (ticket.holder, ticket.attendee_name) == (taker, "Sara")
    late = client_for(UserFactory()).post(door(), {"seat1-name": "Nora"})
    assert late.status_code == 409
    ticket.refresh_from_db()
    assert ticket.holder == taker


def test_a_wrong_address_is_said_at_the_field(client_for, ticket):
    page = offer(client_for, ticket, ticket.registration.booker.email)
    assert [where for where, _text in page.context["errors"]] == ["id_email"]
    assert Transfer.objects.count() == 0


def test_declining_needs_no_account_and_taking_back_no_letter(client, client_for, ticket):
    offer(client_for, ticket)
    client.post(door() + "decline/")
    assert Transfer.objects.get().state == "declined"
    EmailMessage.objects.all().delete()
    offer(client_for, ticket)
    where = reverse("booking:transfer-withdraw", args=[ticket.registration.code, ticket.number])
    client_for(ticket.registration.booker).post(where)
    assert Transfer.objects.order_by("pk").last().state == "withdrawn"


def test_an_unknown_key_opens_nothing(client):
    assert client.get(reverse("booking:transfer-accept", args=["x" * 43])).status_code == 404
