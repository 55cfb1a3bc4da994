"""The page of an event: who sees it, what it tells, where it leads."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests.factories import auctions as make
from tests.factories.accounts import UserFactory
from tests.factories.workshops import EventFactory, RunFactory, TicketTypeFactory
from workshops.enums import EventState

pytestmark = pytest.mark.django_db


def page(client, event, language="en") -> str:
    response = client.get(f"/{language}/events/{event.slug}/")
    assert response.status_code == 200
    return response.content.decode()


def linked_data(html: str) -> list[dict]:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])["@graph"]


@pytest.mark.parametrize(
    "fields",
    [
        {"draft": True},
        {"state": EventState.REVIEW, "published_at": None},
        {"state": EventState.CANCELLED, "cancelled_at": timezone.now(), "published_at": None},
    ],
)
def test_what_was_never_public_is_for_its_people_only(client_for, fields):
    owner = make.person()
    event = EventFactory(seller=make.seller(owner), **fields)
    url = f"/en/events/{event.slug}/"
    assert [client_for(user).get(url).status_code for user in (None, make.person())] == [404, 404]
    html = page(client_for(owner), event)
    assert "A preview: only your people see this page" in html
    assert 'content="noindex"' in html
    assert "ld+json" not in html


def test_a_page_in_english(client):
    event = EventFactory(
        bare=True,
        title_en="Secrets of the reed",
        bring_en="A reed",
        min_age=12,
        guardian_below=18,
        materials_fee_minor=2_500,
    )
    TicketTypeFactory(event=event, name_en="Adult", price_minor=20_000)
    start = timezone.now().replace(year=2030, month=2, day=1, hour=15, minute=0)
    run = RunFactory(event=event, starts_at=start, sessions=2, capacity=12, taken=8)
    html = page(client, event)
    for part in (
        "Secrets of the reed",
        "From 12 years, below 18 years with a guardian’s consent",
        "A reed",
        "Friday 1 February 2030, 28 Ramadan 1451 AH",
        "by the clock of Riyadh",
        "4 of 12 seats left",
        "<small>SAR</small> <bdi>225</bdi>",
        "Until 7 days before: everything.",
        "Until 48 hours before: 50%.",
        "Adult",
    ):
        assert part in html
    assert f'id="run-{run.number}"' in html
    assert "By the clock of" not in html.replace("by the clock of", "")


def test_the_page_leads_to_seats_calendar_and_waiting_list(client_for):
    owner = make.person()
    event = EventFactory(seller=make.seller(owner))
    open_run = event.runs.get()
    full = RunFactory(event=event, capacity=2, taken=2, starts_at=open_run.starts_at + timedelta(days=7))
    kind = event.ticket_types.get()
    html = page(client_for(), event)
    assert f'method="get" action="/en/registrations/new/{open_run.pk}/"' in html
    assert f'name="seats-{kind.pk}"' in html
    assert f'href="/en/registrations/waiting/{full.pk}/"' in html
    assert f'href="/en/calendar/events/{event.slug}/"' in html
    assert "/studio/events/" not in html.replace("/en/studio/events/add", "")
    assert f'href="/en/studio/events/{event.pk}/"' in page(client_for(owner), event)


def test_a_page_in_arabic(client):
    event = EventFactory(title_ar="أسرار القصبة", policy="strict")
    html = page(client, event, "ar")
    for part in ("أسرار القصبة", "المواعيد والمقاعد", "حتى 14 يومًا قبلها: المبلغ كاملًا.", "7420"):
        assert part in html


def test_a_reader_elsewhere_sees_both_clocks(client_for):
    event = EventFactory(bare=True)
    start = timezone.now().replace(year=2030, month=2, day=1, hour=15, minute=0)
    RunFactory(event=event, starts_at=start)
    html = page(client_for(UserFactory(time_zone="Europe/London")), event)
    assert "By the clock of London:" in html
    assert ">15:00<" in html
    assert ">18:00<" in html


def test_the_link_to_join_is_told_to_nobody(client_for):
    owner = make.person()
    event = EventFactory(online=True, seller=make.seller(owner))
    for user in (None, owner):
        html = page(client_for(user), event)
        assert "meet.example.org" not in html
    assert "an hour before it begins" in html
    assert linked_data(html)[0]["location"] == {
        "@type": "VirtualLocation",
        "url": f"{settings.SITE_URL}/en/events/{event.slug}/",
    }


def test_registration_elsewhere_leads_outside(client):
    event = EventFactory(external_url="https://museum.example.org/talk")
    html = page(client, event)
    assert 'href="https://museum.example.org/talk" rel="noopener nofollow external"' in html
    assert "You leave Art Souk" in html
    assert 'name="seats-' not in html


def test_cancelled_and_past_events_say_so(client):
    cancelled = EventFactory(
        state=EventState.CANCELLED, cancelled_at=timezone.now(), cancel_reason_en="The studio is flooded."
    )
    html = page(client, cancelled)
    assert "This workshop is cancelled." in html
    assert "The studio is flooded." in html
    assert 'name="seats-' not in html
    assert linked_data(html)[0]["eventStatus"] == "https://schema.org/EventCancelled"
    past = EventFactory(bare=True)
    start = timezone.now() - timedelta(days=3)
    RunFactory(event=past, starts_at=start)
    html = page(client, past)
    assert "This is over." in html
    assert 'name="seats-' not in html


def test_a_free_list_offers_a_place_and_guests(client):
    event = EventFactory(admission="rsvp", plus_ones=2, kind="opening")
    html = page(client, event)
    assert "You may bring 2 guests." in html
    assert re.search(r'name="seats-0" min="1" max="3"', html)
    assert linked_data(html)[0]["isAccessibleForFree"] is True


def test_types_that_cannot_be_had_say_why(client):
    event = EventFactory(bare=True)
    RunFactory(event=event)
    soon = timezone.now() + timedelta(days=2)
    TicketTypeFactory(event=event, name_en="Early", kind="early", sale_until=soon)
    TicketTypeFactory(event=event, name_en="Gone", limit=0)
    TicketTypeFactory(event=event, name_en="Later", sale_from=soon)
    TicketTypeFactory(event=event, name_en="Ended", sale_until=timezone.now() - timedelta(days=1))
    TicketTypeFactory(event=event, name_en="Four", min_quantity=4, max_quantity=6)
    html = page(client, event)
    assert "Early price until" in html
    assert "On sale from" in html
    assert "For 4 people or more." in html
    assert html.count('<li class="gone">') == 3
    assert html.count('type="number"') == 2


def test_hostile_words_stay_words(client):
    event = EventFactory(title_en="</script><script>alert(1)</script>", description_en="<b>x</b>")
    html = page(client, event)
    assert "<script>alert(1)" not in html
    assert "<b>x</b>" not in html


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    event = EventFactory(bare=True)
    for _ in range(rows):
        TicketTypeFactory(event=event)
    for _ in range(rows):
        RunFactory(event=event, sessions=rows)
        EventFactory(seller=event.seller)
    page(client, event)
    with django_assert_num_queries(10):
        page(client, event)
