"""Finding events: words in both scripts, and every filter."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.utils import timezone

from marketplace.search.suggestions import search_suggestions
from tests.factories import auctions as make
from tests.factories.workshops import EventFactory, RunFactory, TicketTypeFactory
from workshops import search
from workshops.filters import parse

pytestmark = pytest.mark.django_db
RIYADH = ZoneInfo("Asia/Riyadh")


def found(address: str, kinds: tuple[str, ...] = ()) -> list[str]:
    query, problems = parse(QueryDict(address))
    assert problems == ()
    return [event.slug for event in search.find(query, kinds=kinds)]


@pytest.fixture
def reed():
    artist = make.artist(name_ar="نورة السديري", name_en="", name_key=["NR", "SDR"])
    return EventFactory(
        slug="reed",
        artist=artist,
        title_ar="أسرار القصبة",
        title_en="Secrets of the reed",
        category="calligraphy",
        venue__name_ar="مرسم أبها",
        venue__name_en="Abha studio",
    )


@pytest.mark.parametrize(
    "words",
    [
        "reed",
        "SECRETS reed",
        "القصبه",
        "اسرار",
        "قصبة",
        "Noura",
        "السديري",
        "أبها",
        "abha",
        "خط",
        "calligraphy",
        "ورشة",
    ],
)
def test_words_in_either_script(reed, words):
    EventFactory(
        slug="other",
        title_ar="صلصال",
        title_en="Clay",
        category="ceramics",
        kind="talk",
        summary_ar="",
        summary_en="",
        description_ar="",
        description_en="",
    )
    assert found(f"q={words}") == ["reed"]


@pytest.mark.parametrize("words", ["oil", "reed oil", "reed_", "زيت"])
def test_words_that_are_nowhere(reed, words):
    assert found(f"q={words}") == []


@pytest.mark.parametrize(
    ("address", "slugs"),
    [
        ("kind=talk", ["talk"]),
        ("kind=talk&kind=workshop", ["reed", "talk"]),
        ("category=history", ["talk"]),
        ("level=beginner", ["reed", "talk"]),
        ("level=advanced", ["talk"]),
        ("language=en", ["talk"]),
        ("language=ar", ["reed", "talk"]),
        ("place=online", ["talk"]),
        ("free=1", ["talk"]),
        ("price_to=250", ["reed", "talk"]),
        ("price_to=100", ["talk"]),
        ("price_from=100", ["reed"]),
        ("price_from=300", []),
        ("city=riyadh", ["reed"]),
        ("city=atlantis", []),
        ("when=past", []),
    ],
)
def test_filters(reed, address, slugs):
    reed.level = "beginner"
    reed.save()
    city = make.city(slug="riyadh") if hasattr(make, "city") else None
    if city is None:
        from marketplace.models import City

        city = City.objects.create(slug="riyadh", name_ar="الرياض", name_en="Riyadh")
    reed.venue.city = city
    reed.venue.save()
    talk = EventFactory(
        slug="talk",
        bare=True,
        kind="talk",
        category="history",
        admission="rsvp",
        online=True,
        teaching_language="both",
    )
    RunFactory(event=talk, starts_at=timezone.now() + timedelta(days=30))
    assert found(address) == slugs


def test_prices_of_other_currencies_are_compared_in_riyals():
    event = EventFactory(slug="dollars", bare=True, currency="USD")
    TicketTypeFactory(event=event, price_minor=10_000)
    RunFactory(event=event)
    assert (found("price_to=370"), found("price_to=380"), found("price_from=370")) == (
        [],
        ["dollars"],
        ["dollars"],
    )


def test_months_are_those_of_the_readers_calendar():
    event = EventFactory(slug="eve", bare=True)
    start = datetime(2031, 2, 1, 0, 30, tzinfo=RIYADH)
    RunFactory(event=event, starts_at=start, ends_at=start + timedelta(hours=1))
    RunFactory(event=event, starts_at=datetime(2031, 5, 9, 18, tzinfo=RIYADH))
    assert (found("month=2031-01"), found("month=2031-02"), found("month=2031-05")) == ([], ["eve"], ["eve"])
    with timezone.override("UTC"):
        assert (found("month=2031-01"), found("month=2031-02")) == (["eve"], [])


def test_a_month_shows_the_run_of_that_month():
    event = EventFactory(bare=True)
    RunFactory(event=event)
    late = RunFactory(event=event, starts_at=datetime(2031, 12, 9, 18, tzinfo=RIYADH))
    query, _ = parse(QueryDict("month=2031-12"))
    assert [row.next_run for row in search.find(query)] == [late.pk]


def test_a_page_holds_to_its_kinds():
    EventFactory(slug="talk", kind="talk")
    EventFactory(slug="shop")
    assert (found("", ("workshop",)), found("kind=talk", ("workshop",))) == (["shop"], [])


def test_the_search_box_offers_events(reed, english, django_assert_num_queries):
    with django_assert_num_queries(1):
        offered = search.suggest("reed", 5)
    assert [(one.kind, one.label, one.url) for one in offered] == [
        ("event", "Secrets of the reed", "/en/events/reed/")
    ]
    assert [one.label for one in search_suggestions("قصبة") if one.kind == "event"] == ["Secrets of the reed"]
    assert (search.suggest("r", 5), search.suggest("", 5)) == ([], [])


def test_the_search_box_keeps_drafts_to_itself():
    EventFactory(draft=True, title_en="Secret vernissage")
    assert search.suggest("vernissage", 5) == []
