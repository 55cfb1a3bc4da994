"""The programme over the API."""

from __future__ import annotations

import json

import pytest
from rest_framework.test import APIClient

from tests.factories import auctions as make
from tests.factories.workshops import EventFactory, RunFactory, TicketTypeFactory

pytestmark = pytest.mark.django_db


def api(user=None, language="en"):
    client = APIClient(headers={"accept-language": language})
    if user:
        client.force_authenticate(user)
    return client


def test_an_event_with_runs_sessions_and_seats():
    event = EventFactory(
        bare=True, slug="reed", title_ar="القصبة", title_en="The reed", materials_fee_minor=2_500
    )
    kind = TicketTypeFactory(event=event)
    run = RunFactory(event=event, sessions=2, capacity=12, taken=8)
    body = api().get("/api/v1/events/reed/").data
    assert body["title"] == {"ar": "القصبة", "en": "The reed"}
    assert (body["price_from"]["text"], body["ticket_types"][0]["price"]["minor"]) == ("SAR 225", 22_500)
    [found] = body["runs"]
    assert (found["id"], found["seats_left"], found["standing"], len(found["sessions"])) == (
        run.pk,
        4,
        "few",
        2,
    )
    assert found["left_by_type"] == [{"ticket_type": kind.pk, "seats_left": 4}]


def test_the_link_to_join_is_told_to_nobody():
    owner = make.person()
    event = EventFactory(online=True, seller=make.seller(owner))
    for user in (None, owner):
        for path in ("/api/v1/events/", f"/api/v1/events/{event.slug}/"):
            assert "meet.example.org" not in json.dumps(api(user).get(path).json())


def test_a_draft_is_seen_by_its_seller_only():
    owner = make.person()
    draft = EventFactory(draft=True, seller=make.seller(owner))
    url = f"/api/v1/events/{draft.slug}/"
    assert [api(user).get(url).status_code for user in (None, make.person(), owner)] == [404, 404, 200]
    assert api(owner).get("/api/v1/events/").data["results"] == []


def test_filters_are_those_of_the_pages():
    EventFactory(slug="shop")
    EventFactory(slug="talk", kind="talk")

    def slugs(query: str) -> list[str]:
        return [row["slug"] for row in api().get(f"/api/v1/events/?{query}").data["results"]]

    assert (slugs("kind=talk"), slugs("q=nowhere"), slugs("when=past")) == (["talk"], [], [])
    refusal = api().get("/api/v1/events/?kind=party")
    assert (refusal.status_code, refusal.json()["code"]) == (400, "workshops.filters_invalid")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(django_assert_num_queries, rows):
    for _ in range(rows):
        EventFactory()
    with django_assert_num_queries(2):
        found = api().get("/api/v1/events/").data["results"]
    assert len(found) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_one_event_takes_a_fixed_number_of_queries(django_assert_num_queries, rows):
    event = EventFactory(bare=True)
    for _ in range(rows):
        TicketTypeFactory(event=event)
    for _ in range(rows):
        RunFactory(event=event, sessions=rows)
    with django_assert_num_queries(7):
        api().get(f"/api/v1/events/{event.slug}/")
