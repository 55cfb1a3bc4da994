"""The lists of workshops and events."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.factories.workshops import EventFactory, RunFactory
from workshops.enums import EventState

pytestmark = pytest.mark.django_db


def test_workshops_and_events_have_a_door_each(client):
    EventFactory(title_en="Reed pens")
    EventFactory(title_en="Night of lights", kind="opening")
    workshops, events = (client.get(f"/en/{door}/").content.decode() for door in ("workshops", "events"))
    assert ("Reed pens" in workshops, "Night of lights" in workshops) == (True, False)
    assert ("Reed pens" in events, "Night of lights" in events) == (True, True)
    assert "<bdi>2</bdi> events" in events


def test_the_list_in_arabic_has_both_calendars(client):
    event = EventFactory(bare=True, title_ar="أسرار القصبة")
    start = timezone.now().replace(year=2030, month=2, day=1, hour=15)
    RunFactory(event=event, starts_at=start, capacity=12, taken=8)
    html = client.get("/ar/workshops/").content.decode()
    for part in ("أسرار القصبة", "فبراير", "28 رمضان", "4 مقاعد باقية من 12", "ورشة واحدة"):
        assert part in html


def test_drafts_are_nobodys_business(client):
    EventFactory(draft=True, title_en="Secret evening")
    assert "Secret evening" not in client.get("/en/events/").content.decode()


def test_chips_take_conditions_off(client):
    EventFactory()
    html = client.get("/en/events/?kind=workshop&free=1").content.decode()
    assert 'class="chip" href="?free=1"' in html
    assert 'class="chip" href="?kind=workshop"' in html
    assert 'content="noindex,follow"' in html


def test_a_bad_filter_is_named_and_the_rest_is_shown(client):
    EventFactory(title_en="Reed pens")
    response = client.get("/en/events/?kind=party&price_to=cheap")
    html = response.content.decode()
    assert response.status_code == 400
    assert "There is no such choice as “party”." in html
    assert "“cheap” is not a number that we can use here." in html
    assert "Reed pens" in html


def test_empty_pages_say_what_to_do(client):
    assert "No workshop is planned yet" in client.get("/en/workshops/").content.decode()
    assert "Take off all conditions" in client.get("/en/events/?free=1").content.decode()
    assert "both are searched" in client.get("/en/events/?q=nowhere").content.decode()
    assert "لا ورش مقرّرة بعد" in client.get("/ar/workshops/").content.decode()


def test_looking_back(client):
    event = EventFactory(title_en="Gone by", state=EventState.CANCELLED, cancelled_at=timezone.now())
    event.runs.update(state="cancelled", cancelled_at=timezone.now())
    assert "Gone by" not in client.get("/en/workshops/").content.decode()
    html = client.get("/en/workshops/?when=past").content.decode()
    assert "Gone by" in html
    assert '<span class="tag lose">Cancelled</span>' in html


def test_a_page_that_does_not_exist(client):
    assert client.get("/en/events/?page=9").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", ["/en/events/", "/en/workshops/", "/en/events/?q=reed&month=2030-02"])
def test_lists_take_a_fixed_number_of_queries(client, django_assert_num_queries, rows, address):
    start = timezone.now().replace(year=2030, month=2, day=1)
    for _ in range(rows):
        RunFactory(event=EventFactory(), starts_at=start)
    client.get(address)
    with django_assert_num_queries(5):
        html = client.get(address).content.decode()
    assert html.count('<li class="event listed">') == rows
