"""What search engines are told of the programme."""

from __future__ import annotations

import pytest

from tests.factories.workshops import EventFactory

pytestmark = pytest.mark.django_db


def test_public_events_are_told_in_both_languages(client):
    EventFactory(slug="reed")
    EventFactory(slug="secret", draft=True)
    xml = client.get("/sitemap-events.xml").content.decode()
    assert (xml.count("<loc>"), "/ar/events/reed/" in xml, "/en/events/reed/" in xml, "secret" in xml) == (
        2,
        True,
        True,
        False,
    )
    doors = client.get("/sitemap-programme.xml").content.decode()
    assert (doors.count("<loc>"), "/ar/workshops/" in doors, "/en/events/" in doors) == (4, True, True)
    assert "/sitemap-events.xml" in client.get("/sitemap.xml").content.decode()
