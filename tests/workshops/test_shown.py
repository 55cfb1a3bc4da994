"""Cards of events: which run they speak of, how it stands, what a seat costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from core import clock
from tests.factories.marketplace import ArtistFactory
from tests.factories.workshops import EventFactory, RunFactory, TicketTypeFactory
from workshops import shown
from workshops.enums import EventState
from workshops.models import Event

pytestmark = pytest.mark.django_db


def card_of(event: Event) -> shown.Card:
    now = clock.now()
    return shown.cards(shown.dressed(Event.objects.filter(pk=event.pk), now), now)[0]


def ago(**how: int) -> dict[str, object]:
    start = timezone.now() - timedelta(**how)
    return {"starts_at": start, "ends_at": start + timedelta(hours=2)}


def over(event: Event, **how: int) -> None:
    RunFactory(event=event, **ago(**how))


def test_what_comes_is_shown_in_order_and_nothing_else():
    later = EventFactory(bare=True)
    RunFactory(event=later, starts_at=timezone.now() + timedelta(days=20))
    sooner = EventFactory()
    EventFactory(draft=True)
    over(EventFactory(bare=True), days=3)
    EventFactory(bare=True)
    EventFactory(state=EventState.CANCELLED, cancelled_at=timezone.now())
    assert list(shown.coming(clock.now())) == [sooner, later]


def test_looking_back_shows_what_is_over_or_cancelled_but_no_secrets():
    past = EventFactory(bare=True)
    over(past, days=3)
    cancelled = EventFactory(bare=True, state=EventState.CANCELLED, cancelled_at=timezone.now())
    over(cancelled, days=9)
    never_public = EventFactory(
        bare=True, state=EventState.CANCELLED, cancelled_at=timezone.now(), published_at=None
    )
    over(never_public, days=5)
    assert list(shown.over(clock.now())) == [past, cancelled]


def test_the_day_is_that_of_the_place(english):
    event = EventFactory(bare=True)
    start = timezone.now().replace(year=2030, month=1, day=31, hour=22, minute=30)
    RunFactory(event=event, starts_at=start, ends_at=start + timedelta(hours=1), time_zone="Asia/Riyadh")
    card = card_of(event)
    assert (card.day.isoformat(), card.month, card.hijri, card.starts) == (
        "2030-02-01",
        "February",
        "28 Ramadan",
        "01:30",
    )
    with translation.override("ar"):
        assert (card.month, card.hijri) == ("فبراير", "28 رمضان")


def test_a_run_that_has_not_begun_goes_before_one_that_has():
    event = EventFactory(bare=True)
    began = timezone.now() - timedelta(hours=1)
    RunFactory(event=event, starts_at=began, ends_at=began + timedelta(days=40))
    coming = RunFactory(event=event)
    assert card_of(event).run == coming


@pytest.mark.parametrize(
    ("run", "code", "text"),
    [
        ({"capacity": 40}, "open", "Open"),
        ({"capacity": 12, "taken": 8}, "few", "4 of 12 seats left"),
        ({"capacity": 12, "taken": 11}, "few", "1 of 12 seats left"),
        ({"capacity": 5, "taken": 5}, "full", "Sold out, with a waiting list"),
        ({"capacity": 5, "taken": 5, "waiting_list": False}, "full", "Sold out"),
        ({"state": "closed"}, "closed", "Registration is closed"),
        ({"closes_at": timezone.now()}, "closed", "Registration is closed"),
        ({"state": "cancelled", "cancelled_at": timezone.now()}, "cancelled", "Cancelled"),
        (ago(days=1), "past", "Past"),
    ],
)
def test_how_a_run_stands(english, run, code, text):
    event = EventFactory(bare=True)
    RunFactory(event=event, **run)
    standing = card_of(event).standing
    assert (standing.code, standing.text) == (code, text)


@pytest.mark.parametrize(
    ("free", "text"),
    [
        (1, "مقعد واحد باقٍ من 20"),
        (2, "مقعدان باقيان من 20"),
        (3, "3 مقاعد باقية من 20"),
        (11, "11 مقعدًا باقيًا من 20"),
    ],
)
def test_seats_left_in_arabic(arabic, free, text):
    assert shown.seats_left(free, 20) == text


def test_a_cancelled_event_and_one_without_a_date(english):
    cancelled = EventFactory(state=EventState.CANCELLED, cancelled_at=timezone.now())
    assert card_of(cancelled).standing.text == "Cancelled"
    undated = card_of(EventFactory(bare=True))
    assert (undated.standing.text, undated.day, undated.month, undated.hijri) == (
        "The date will be announced",
        None,
        "",
        "",
    )


def test_registration_elsewhere(english):
    event = EventFactory(external_url="https://museum.example.org/talk")
    card = card_of(event)
    assert (card.standing.text, card.is_free) == ("Registration on another site", False)


def test_the_price_is_the_least_that_can_be_paid_now():
    event = EventFactory(bare=True, materials_fee_minor=5_000)
    TicketTypeFactory(event=event, price_minor=30_000)
    TicketTypeFactory(event=event, price_minor=10_000, sale_until=timezone.now() - timedelta(days=1))
    TicketTypeFactory(event=event, price_minor=1_000, active=False)
    RunFactory(event=event)
    card = card_of(event)
    assert (card.price.minor, card.several_prices, card.is_free) == (35_000, False, False)
    TicketTypeFactory(event=event, price_minor=20_000)
    card = card_of(event)
    assert (card.price.minor, card.several_prices) == (25_000, True)


def test_what_is_free_says_so():
    assert card_of(EventFactory(admission="rsvp")).is_free
    event = EventFactory(bare=True)
    TicketTypeFactory(event=event, price_minor=0)
    assert card_of(event).is_free


def test_who_and_where(english):
    event = EventFactory(venue__name_en="Abha studio", seller__name_en="Hewar")
    assert card_of(event).who_and_where == "Hewar, Abha studio"
    assert card_of(EventFactory(online=True, seller__name_en="Hewar")).who_and_where == "Hewar, online"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_next_events_take_two_queries(django_assert_num_queries, rows):
    for _ in range(rows):
        EventFactory()
    with django_assert_num_queries(2):
        cards = shown.next_events(3)
        assert [str(card.who_and_where) for card in cards]
    assert len(cards) == rows


def test_the_next_events_stand_on_their_artists_page(client):
    artist, other = ArtistFactory(), ArtistFactory()
    event = EventFactory(artist=artist)
    EventFactory()
    found = shown.beside(artist)
    assert found is not None
    assert [card.event for card in found["cards"]] == [event]
    assert shown.beside(other) is None
    assert event.title_ar in client.get(artist.get_absolute_url()).content.decode()
