"""The studio's list: states, seats, and a constant number of queries."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.workshops import EventFactory, RunFactory

pytestmark = pytest.mark.django_db

EN, AR = "/en/studio/events/", "/ar/studio/events/"


def titles(html: str) -> list[str]:
    return re.findall(r'<h2 class="h2"><a href="[^"]+" dir="auto">([^<]+)</a>', html)


def tabs(html: str) -> dict[str, str]:
    bar = re.search(r'<nav class="tabs" id="status-tabs".*?</nav>', html, re.DOTALL)
    assert bar is not None
    return dict(re.findall(r'>([^<>]+) <span class="n"><bdi>(\d+)</bdi>', bar[0]))


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_events(mine, seller, django_assert_num_queries, rows):
    for _ in range(rows):
        event = EventFactory(seller=seller)
        RunFactory(event=event)
    with django_assert_num_queries(11):
        html = mine.get(EN).content.decode()
    assert len(titles(html)) == rows


def test_each_stands_where_it_is(mine, seller):
    now = timezone.now()
    EventFactory(seller=seller, title_en="Second")
    first = EventFactory(seller=seller, title_en="First", bare=True)
    RunFactory(event=first, starts_at=now + timedelta(days=1), taken=4)
    EventFactory(seller=seller, title_en="Draft", draft=True, bare=True)
    past = EventFactory(seller=seller, title_en="Past", bare=True)
    RunFactory(event=past, starts_at=now - timedelta(days=9))
    EventFactory(title_en="Of another house")
    html = mine.get(EN).content.decode()
    assert titles(html) == ["First", "Second", "Draft", "Past"]
    assert tabs(html) == {"All": "4", "Coming": "2", "Draft": "1", "Past": "1"}
    assert titles(mine.get(EN, {"status": "past"}).content.decode()) == ["Past"]
    assert mine.get(EN, {"status": "nowhere"}).status_code == 404


def test_seats_are_counted_over_the_dates_to_come(mine, seller):
    event = EventFactory(seller=seller, bare=True)
    RunFactory(event=event, taken=4)
    RunFactory(event=event, taken=10)
    RunFactory(event=event, taken=9, starts_at=timezone.now() - timedelta(days=3))
    html = mine.get(EN).content.decode()
    assert '<bdi>14</bdi> <span class="quiet">of <bdi>20</bdi> seats' in html
    assert "and <bdi>1</bdi> more date" in html


def test_the_hour_is_that_of_the_place(mine, seller):
    event = EventFactory(seller=seller, bare=True)
    RunFactory(event=event, time_zone="Europe/London")
    begin = event.runs.get().local_start
    assert f">{begin:%H:%M}</time>" in mine.get(EN).content.decode()


def test_arabic_counts_in_good_plurals(mine, seller):
    event = EventFactory(seller=seller, bare=True)
    RunFactory(event=event, capacity=12, taken=3)
    html = mine.get(AR).content.decode()
    assert "من <bdi>12</bdi> مقعدًا" in html
    assert "الورش والفعاليات" in html


def test_nothing_yet_says_what_to_do(mine):
    html = mine.get(EN).content.decode()
    assert "Invite people to your first evening" in html
    assert "/en/studio/events/add/?seller=mine" in html


def test_who_sells_nothing_has_no_studio(client_for):
    response = client_for(UserFactory()).get(EN)
    assert "marketplace/studio/no_seller.html" in [one.name for one in response.templates]


def test_an_outsider_sees_their_own_list_only(theirs, seller):
    EventFactory(seller=seller)
    assert titles(theirs.get(EN).content.decode()) == []
    assert theirs.get(EN, {"seller": "mine"}).status_code == 404


def test_a_visitor_signs_in_first(client):
    assert client.get(EN).status_code == 302


def test_attention_for_what_begins_soon_and_nobody_sees(mine, seller):
    draft = EventFactory(seller=seller, draft=True, bare=True)
    RunFactory(event=draft, starts_at=timezone.now() + timedelta(days=5))
    near = EventFactory(seller=seller, bare=True)
    RunFactory(event=near, starts_at=timezone.now() + timedelta(days=2))
    EventFactory(seller=seller, draft=True, bare=True, return_note="Say how long it takes.")
    html = mine.get(EN).content.decode()
    assert "Unpublished event<" in html
    assert "Event returned to you<" in html
    assert "1 has no guest yet" in html
    assert "Say how long it takes." in html
