"""Calendar files: public, of a registration, of a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar

from core import clock
from tests.factories.accounts import UserFactory
from tests.factories.booking import RegistrationFactory
from tests.factories.workshops import EventFactory, RunFactory
from workshops import services as programme
from workshops.agenda import services
from workshops.agenda.models import CalendarKey
from workshops.booking.enums import EndedBy, TicketState

pytestmark = pytest.mark.django_db


def at(name: str, *arguments: object, language: str = "en") -> str:
    with override(language):
        return reverse(name, args=arguments)


def got(client, name: str, *arguments: object, language: str = "en", **asked: str) -> list:
    response = client.get(at(name, *arguments, language=language), asked)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def summaries(events: list) -> list[str]:
    return [str(event["SUMMARY"]) for event in events]


def now_online(**event):
    """Online, and it begins in half an hour."""
    start = clock.now() + timedelta(minutes=30)
    return RunFactory(event=EventFactory(bare=True, online=True, **event), starts_at=start)


def test_an_event_in_each_language(client):
    event = EventFactory(title_ar="أساسيات الكوفي", title_en="Foundations of Kufic")
    assert summaries(got(client, "agenda:event-ics", event.slug)) == ["Foundations of Kufic"]
    assert summaries(got(client, "agenda:event-ics", event.slug, language="ar")) == ["أساسيات الكوفي"]


def test_a_draft_is_for_its_own_people_only(client, client_for):
    event = EventFactory(draft=True)
    member = UserFactory()
    event.seller.memberships.create(user=member)
    assert client.get(at("agenda:event-ics", event.slug)).status_code == 404
    assert client_for(UserFactory()).get(at("agenda:event-ics", event.slug)).status_code == 404
    response = client_for(member).get(at("agenda:event-ics", event.slug))
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-cache")


def test_a_file_that_is_known_is_not_sent_again(client):
    event = EventFactory()
    first = client.get(at("agenda:event-ics", event.slug))
    again = client.get(at("agenda:event-ics", event.slug), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    programme.cancel_run(run=event.runs.get(), by=None, reason="Ill.")
    third = client.get(at("agenda:event-ics", event.slug), headers={"if-none-match": first["ETag"]})
    assert third.status_code == 200
    [told] = Calendar.from_ical(third.content).walk("VEVENT")
    assert str(told["STATUS"]) == "CANCELLED"


def test_the_public_calendar_and_one_of_a_seller(client):
    first, second = EventFactory(title_en="First", kind="talk"), EventFactory(title_en="Second")
    EventFactory(draft=True, title_en="Draft")
    every = got(client, "calendars:everything", lang="en")
    assert sorted(summaries(every)) == ["First", "Second"]
    assert summaries(got(client, "calendars:everything", lang="en", kind="talk")) == ["First"]
    assert summaries(got(client, "calendars:seller", second.seller.slug, lang="en")) == ["Second"]
    assert summaries(got(client, "calendars:seller", first.seller.slug)) == [first.title_ar]
    assert client.get(at("calendars:seller", "nobody")).status_code == 404


def test_what_was_called_off_stays_for_a_while(client):
    event = EventFactory()
    programme.cancel_event(event=event, by=None, reason="Ill.")
    [told] = got(client, "calendars:everything")
    assert str(told["STATUS"]) == "CANCELLED"
    draft = EventFactory(draft=True)
    programme.cancel_event(event=draft, by=None)
    assert len(got(client, "calendars:everything")) == 1


def test_no_public_file_holds_the_link_to_join(client):
    run = now_online()
    for name, arguments in (
        ("agenda:event-ics", [run.event.slug]),
        ("calendars:everything", []),
        ("calendars:seller", [run.event.seller.slug]),
    ):
        assert run.event.online_url.encode() not in client.get(at(name, *arguments)).content.replace(
            b"\r\n ", b""
        )


def test_a_registration_is_for_its_people(client_for, client):
    registration = RegistrationFactory()
    address = at("agenda:registration-ics", registration.code)
    [told] = list(Calendar.from_ical(client_for(registration.booker).get(address).content).walk("VEVENT"))
    assert [alarm["TRIGGER"].dt for alarm in told.walk("VALARM")] == [-timedelta(days=1), -timedelta(hours=1)]
    assert str(told["URL"]).endswith(f"/en/registrations/{registration.code}/")
    assert client_for(UserFactory()).get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_the_link_stands_in_a_registration_when_its_page_shows_it(client_for):
    soon = RegistrationFactory(run=now_online())
    later = RegistrationFactory(run=RunFactory(event=EventFactory(bare=True, online=True)))
    for registration, shown in ((soon, True), (later, False)):
        address = at("agenda:registration-ics", registration.code)
        body = client_for(registration.booker).get(address).content.replace(b"\r\n ", b"")
        assert (registration.run.event.online_url.encode() in body) is shown


def test_a_seat_that_was_given_back_shows_no_link_and_is_called_off(client_for):
    registration = RegistrationFactory(run=now_online())
    registration.tickets.update(
        state=TicketState.CANCELLED, cancelled_at=clock.now(), ended_by=EndedBy.BOOKER
    )
    type(registration).objects.filter(pk=registration.pk).update(
        state="cancelled", cancelled_at=clock.now(), ended_by=EndedBy.BOOKER
    )
    response = client_for(registration.booker).get(at("agenda:registration-ics", registration.code))
    body = response.content.replace(b"\r\n ", b"")
    assert registration.run.event.online_url.encode() not in body
    [told] = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(told["STATUS"]) == "CANCELLED"


def test_a_personal_calendar_needs_no_session_and_holds_only_ones_own(client, client_for):
    person = UserFactory()
    registration = RegistrationFactory(
        run=RunFactory(event=EventFactory(bare=True, title_ar="لي")), booker=person
    )
    RegistrationFactory()
    _key, secret = services.make_key(user=person, language="ar")
    assert summaries(got(client, "calendars:personal", secret)) == ["لي"]
    response = client_for(UserFactory()).get(
        at("calendars:personal", secret), headers={"accept-language": "en"}
    )
    [told] = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(told["URL"]).endswith(f"/ar/registrations/{registration.code}/")
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-cache", "noindex")
    assert CalendarKey.objects.get().read_at is not None


def test_a_secret_that_is_wrong_old_or_of_a_closed_account_finds_nothing(client):
    person = UserFactory()
    _key, old = services.make_key(user=person)
    _key, new = services.make_key(user=person)
    assert client.get(at("calendars:personal", old)).status_code == 404
    assert client.get(at("calendars:personal", "x" * 43)).status_code == 404
    assert client.get(at("calendars:personal", new)).status_code == 200
    person.is_active = False
    person.save()
    assert client.get(at("calendars:personal", new)).status_code == 404
    person.is_active = True
    person.save()
    services.remove_key(user=person)
    assert client.get(at("calendars:personal", new)).status_code == 404


def test_a_personal_calendar_tells_that_a_run_was_called_off(client):
    person = UserFactory()
    registration = RegistrationFactory(booker=person)
    programme.cancel_run(run=registration.run, by=None, reason="Ill.")
    registration.tickets.update(state=TicketState.CANCELLED, cancelled_at=clock.now(), ended_by=EndedBy.RUN)
    _key, secret = services.make_key(user=person)
    [told] = got(client, "calendars:personal", secret)
    assert str(told["STATUS"]) == "CANCELLED"


def test_the_link_stands_in_a_personal_calendar_from_an_hour_before(client):
    person = UserFactory()
    soon = RegistrationFactory(run=now_online(), booker=person)
    later_run = RunFactory(
        event=EventFactory(bare=True, online=True, online_url="https://meet.example.org/later")
    )
    RegistrationFactory(run=later_run, booker=person)
    _key, secret = services.make_key(user=person)
    body = client.get(at("calendars:personal", secret)).content.replace(b"\r\n ", b"")
    assert soon.run.event.online_url.encode() in body
    assert b"https://meet.example.org/later" not in body


def test_a_handed_over_ticket_is_in_its_holders_calendar_only(client):
    registration = RegistrationFactory()
    holder = UserFactory()
    registration.tickets.update(holder=holder)
    secrets = [services.make_key(user=user)[1] for user in (registration.booker, holder)]
    assert [len(got(client, "calendars:personal", secret)) for secret in secrets] == [0, 1]


@pytest.mark.parametrize("rows", [1, 3])
def test_files_cost_the_same_for_one_and_for_three(client, django_assert_num_queries, rows):
    person = UserFactory()
    for _ in range(rows):
        RegistrationFactory(booker=person)
    _key, secret = services.make_key(user=person)
    client.get(at("calendars:personal", secret))
    with django_assert_num_queries(2):
        got(client, "calendars:everything")
    with django_assert_num_queries(5):
        got(client, "calendars:personal", secret)


def test_a_moment_of_the_wall_is_written_with_its_zone(client):
    event = EventFactory(bare=True)
    RunFactory(event=event, starts_at=datetime(2027, 3, 10, 15, tzinfo=UTC))
    [told] = got(client, "agenda:event-ics", event.slug)
    assert told["DTSTART"].params["TZID"] == "Asia/Riyadh"
    assert told["DTSTART"].dt.hour == 18
