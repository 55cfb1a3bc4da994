"""A seat from the list of workshops to the door: found, booked, paid, shown, let in, handed back in part."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from orders import ledger_check, services
from orders.models import Refund
from tests.browser.signed_in import press, wait_until
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory
from tests.factories.workshops import EventFactory
from workshops.admission import codes
from workshops.admission.models import CheckIn
from workshops.booking.enums import RegistrationState
from workshops.booking.models import Registration, Ticket
from workshops.models import Session


@pytest.fixture
def event():
    host = UserFactory(name="Noura")
    found = EventFactory(seller=SellerFactory(owner=host, vat_number=""), title_ar="خط الأمسيات")
    found.host = host
    return found


def test_from_the_list_to_the_door(way, event):
    booker = UserFactory(language=way.language, name="Huda")
    page = way.enter(booker)
    page.goto(f"/{way.language}/workshops/")
    way.looks(page)
    press(page, f'main a[href$="{event.slug}/"]')
    way.looks(page)
    run, kind = event.runs.get(), event.ticket_types.get()
    page.locator(f"[name=seats-{kind.pk}]").fill("2")
    press(page, 'form[action*="/registrations/new/"] button')
    for number, name in enumerate(("هدى المطيري", "Sara Al-Thaqafi")):
        page.locator("[name$=name]:not([type=hidden])").nth(number).fill(name)
    way.looks(page)
    press(page, "form.form[method=post] button.primary")
    _pay(page)
    registration = Registration.objects.get(booker=booker)
    wait_until(page, lambda: _state(registration) == RegistrationState.CONFIRMED)
    run.refresh_from_db()
    assert (run.taken, registration.total) == (2, 40_000)

    page.goto(f"/{way.language}/registrations/{registration.code}/")
    way.looks(page)
    expect(page.locator("main")).to_contain_text("هدى المطيري")
    press(page, 'a[href*="/admission/tickets/"]')
    way.looks(page)
    _door(way, event, registration)
    _give_one_back(way, page, registration)


def _pay(page):
    page.locator("[name=provider][value=sandbox]").check()
    press(page, "form[method=post] button.primary")
    page.wait_for_url("**/sandbox/**")
    press(page, "form[method=post] button.primary")


def _state(registration):
    registration.refresh_from_db()
    return registration.state


def _door(way, event, registration):
    """The host's phone: the first time welcome, the second time refused by name."""
    ticket = registration.tickets.order_by("number")[0]
    short = codes.short_of(ticket.pk, ticket.secret)
    door = way.enter(event.host)
    door.goto(f"/{way.language}/admission/doors/")
    press(door, "main .row a.btn[href*='/admission/']")
    way.looks(door)
    for verdict in ("welcome", "already"):
        door.locator("#code").fill(short)
        door.locator("#typed button").click()
        expect(door.locator("#answer")).to_have_class(re.compile(f"is-{verdict}"))
        expect(door.locator("#answer")).to_contain_text("هدى المطيري")
    session = Session.objects.get(run__event=event)
    assert CheckIn.objects.filter(ticket=ticket, session=session).count() == 1


def _give_one_back(way, page, registration):
    """The other seat goes back within the legal days: exactly its price."""
    page.goto(f"/{way.language}/registrations/{registration.code}/cancel/")
    way.looks(page)
    other = registration.tickets.order_by("number")[1]
    boxes = page.locator("[name=ticket]")
    for at in range(boxes.count()):
        box = boxes.nth(at)
        box.set_checked(box.get_attribute("value") == str(other.number))
    if page.locator("button[formmethod=get]").count():
        press(page, "button[formmethod=get]")
    press(page, "form.form[method=post] button.primary")
    wait_until(page, lambda: Refund.objects.count() == 1)
    services.send_due()
    other.refresh_from_db()
    registration.run.refresh_from_db()
    assert (other.state, other.back_minor, registration.run.taken) == ("cancelled", 20_000, 1)
    assert Ticket.objects.filter(registration=registration, state="valid").count() == 1
    assert ledger_check.problems() == []
