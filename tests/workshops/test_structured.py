"""Events in the words of schema.org."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from core import clock
from tests.factories.workshops import EventFactory, RunFactory, TicketTypeFactory
from workshops.structured import structured_event

pytestmark = pytest.mark.django_db


def graph(event) -> list[dict]:
    runs = list(event.runs.order_by("starts_at"))
    return structured_event(event, runs, [{"label": "x", "url": ""}], clock.now())["@graph"]


def test_an_event_with_place_times_and_offers(english):
    event = EventFactory(bare=True, slug="reed", title_en="The reed", materials_fee_minor=2_500)
    kind = TicketTypeFactory(event=event, name_en="Adult")
    run = RunFactory(event=event)
    found, trail = graph(event)
    assert (found["@type"], found["name"], found["eventStatus"]) == (
        "EducationEvent",
        "The reed",
        "https://schema.org/EventScheduled",
    )
    assert found["startDate"] == run.local_start.isoformat()
    assert found["startDate"].endswith("+03:00")
    assert found["location"]["address"]["postalCode"] == "12345"
    assert [
        (one["name"], one["price"], one["priceCurrency"], one["availability"]) for one in found["offers"]
    ] == [(str(kind.name), "225.00", "SAR", "https://schema.org/InStock")]
    assert trail["@type"] == "BreadcrumbList"


def test_moved_full_and_called_off(english):
    event = EventFactory()
    run = event.runs.get()
    run.moved_at = timezone.now()
    run.taken = run.capacity
    run.save()
    found = graph(event)[0]
    assert found["eventStatus"] == "https://schema.org/EventRescheduled"
    assert found["offers"][0]["availability"] == "https://schema.org/SoldOut"
    run.state, run.cancelled_at = "cancelled", timezone.now()
    run.save()
    assert graph(event)[0]["eventStatus"] == "https://schema.org/EventCancelled"


def test_each_run_to_come_is_one_event(arabic):
    event = EventFactory(bare=True, kind="tour", admission="rsvp")
    RunFactory(event=event, starts_at=timezone.now() - timedelta(days=9))
    RunFactory(event=event)
    RunFactory(event=event)
    found = graph(event)[:-1]
    assert [one["@id"].rsplit("#")[1] for one in found] == ["run-2", "run-3"]
    assert {one["@type"] for one in found} == {"Event"}
    assert found[0]["name"] == event.title_ar
