"""What the event's page shows of what participants said."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from tests.factories.admission import past_door
from workshops.admission import services

pytestmark = pytest.mark.django_db
PAGE = Template("{% load voices %}{% event_voices event %}")


def test_nothing_until_somebody_agreed_to_be_shown(english: None) -> None:
    here = past_door()
    assert PAGE.render(Context({"event": here.event})).strip() == ""
    ticket = here.ticket("Sara Ali")
    services.give_feedback(
        ticket=ticket,
        by=ticket.registration.booker,
        rating=4,
        words="<b>Calm</b>",
        public=True,
        language="en",
    )
    page = PAGE.render(Context({"event": here.event}))
    assert "&lt;b&gt;Calm&lt;/b&gt;" in page
    assert "<bdi>Sara</bdi>" in page
    assert "Ali" not in page
    assert "4 stars of five" in page
