"""Feedback: once a ticket, after the end, by whose seat it was; asked for once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core import clock
from tests.factories.accounts import UserFactory
from tests.factories.admission import Door, door, past_door
from workshops.admission import services, shown
from workshops.admission.exceptions import (
    FeedbackGiven,
    NotOverYet,
    RatingOutside,
    TicketMissing,
    TicketNotLiving,
)
from workshops.admission.models import Feedback, FeedbackAsk
from workshops.booking.models import Ticket

pytestmark = pytest.mark.django_db


def tell(ticket: Ticket, **given: Any) -> Feedback:
    facts = {"rating": 5, "words": "Calm and clear.", "public": True, "language": "en", **given}
    return services.give_feedback(ticket=ticket, by=facts.pop("by", ticket.registration.booker), **facts)


@pytest.fixture
def here() -> Door:
    return past_door()


def test_given(here: Door) -> None:
    ticket = here.ticket()
    row = tell(ticket, words="  Calm \u202eand clear. ")
    assert (row.rating, row.words, row.public, row.by) == (
        5,
        "Calm and clear.",
        True,
        ticket.registration.booker,
    )
    assert row.public_at == row.given_at


def test_without_consent_there_is_no_time_of_it(here: Door) -> None:
    row = tell(here.ticket(), public=False)
    assert (row.public, row.public_at) == (False, None)


def test_once(here: Door) -> None:
    ticket = here.ticket()
    tell(ticket)
    with pytest.raises(FeedbackGiven):
        tell(ticket, rating=1)
    assert Feedback.objects.get().rating == 5


def test_by_whose_seat_it_is(here: Door) -> None:
    holder = UserFactory()
    ticket = here.ticket(holder=holder)
    for person in (ticket.registration.booker, here.owner, UserFactory()):
        with pytest.raises(TicketMissing):
            tell(ticket, by=person)
    assert not Feedback.objects.exists()
    assert tell(ticket, by=holder).by == holder


def test_not_before_the_end() -> None:
    with pytest.raises(NotOverYet):
        tell(door().ticket(), now=clock.now())


def test_not_for_a_seat_that_ended(here: Door) -> None:
    ticket = here.ticket(state="cancelled", cancelled_at=here.run.starts_at, ended_by="booker")
    with pytest.raises(TicketNotLiving):
        tell(ticket)


@pytest.mark.parametrize("rating", [0, 6, -1])
def test_one_to_five(here: Door, rating: int) -> None:
    with pytest.raises(RatingOutside):
        tell(here.ticket(), rating=rating)


def test_its_author_may_take_it_off_the_page(here: Door) -> None:
    row = tell(here.ticket())
    with pytest.raises(TicketMissing):
        services.set_consent(feedback=row, by=here.owner, public=False)
    services.set_consent(feedback=row, by=row.by, public=False)
    row.refresh_from_db()
    assert row.public is False
    assert shown.feedback_of(here.event).said == []


def test_what_the_event_shows(here: Door, django_assert_num_queries: Any) -> None:
    assert not shown.feedback_of(here.event)
    tell(here.ticket("عبد الرحمن الفهد"), rating=4, words="جميل")
    tell(here.ticket("Sara Ali"), rating=5, public=False)
    with django_assert_num_queries(2):
        early = shown.feedback_of(here.event)
    assert (early.count, early.average) == (2, None)
    services.hide_feedback(feedback=tell(here.ticket("Rude"), rating=3), by=None, hidden=True)
    with django_assert_num_queries(2):
        heard = shown.feedback_of(here.event)
    assert (heard.count, heard.average) == (3, 4.0)
    assert heard.stars == [(5, 1), (4, 1), (3, 1), (2, 0), (1, 0)]
    assert [(said.name, said.words, said.stars) for said in heard.said] == [("عبد الرحمن", "جميل", "★★★★☆")]


def test_the_sweep_asks_a_day_after_the_end_and_once(here: Door) -> None:
    here.ticket()
    end = here.run.ends_at
    assert services.sweep(now=end + timedelta(hours=23)) == 0
    assert services.sweep(now=end + timedelta(hours=25)) == 1
    assert services.sweep(now=end + timedelta(hours=26)) == 0
    assert FeedbackAsk.objects.get().run == here.run


def test_the_sweep_asks_nobody_about_what_is_long_over_or_had_no_guests(here: Door) -> None:
    assert services.sweep(now=here.run.ends_at + timedelta(days=2)) == 0
    here.ticket()
    assert services.sweep(now=here.run.ends_at + timedelta(days=20)) == 0
