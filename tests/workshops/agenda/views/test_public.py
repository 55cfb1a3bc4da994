"""The calendar's pages: month, list, mine."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from tests.factories.accounts import UserFactory
from tests.factories.booking import RegistrationFactory
from tests.factories.marketplace import CityFactory
from tests.factories.workshops import EventFactory, RunFactory, VenueFactory
from workshops import services as programme

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 10, 15, tzinfo=UTC)  # a Wednesday, 18:00 in Riyadh, 2 Shawwal 1448
MARCH = {"month": "2027-03"}


def at(name: str, *arguments: object, language: str = "en") -> str:
    with override(language):
        return reverse(f"agenda:{name}", args=arguments)


def page(client, name: str, language: str = "en", status: int = 200, **asked: str) -> str:
    response = client.get(at(name, language=language), asked)
    assert response.status_code == status
    return response.content.decode()


def held(start: datetime = START, hours: int = 2, **event):
    given = {"title_en": "Kufic evening", "title_ar": "أمسية كوفية", **event}
    return RunFactory(
        event=EventFactory(bare=True, **given), starts_at=start, ends_at=start + timedelta(hours=hours)
    )


def titles(text: str) -> list[str]:
    return re.findall(r'<span class="name"><bdi>(.*?)</bdi>', text)


def day_of(text: str, title: str) -> list[str]:
    """The numbers of the days in whose cell a title stands."""
    cells = re.findall(r"<td.*?</td>", text, re.DOTALL)
    return [re.search(r"<b aria-hidden=\"true\"><bdi>(\d+)", cell)[1] for cell in cells if title in cell]


def test_a_month_in_english(client):
    held()
    text = page(client, "month", **MARCH)
    assert titles(text) == ["Kufic evening"]
    assert day_of(text, "Kufic evening") == ["10"]
    assert "<bdi>March 2027</bdi>" in text
    assert "Ramadan – Shawwal 1448 AH" in text
    assert "1</bdi> date this month" in text
    assert 'href="?month=2027-02"' in text
    assert 'href="?month=2027-04"' in text


def test_a_month_in_arabic(client):
    held()
    text = page(client, "month", "ar", **MARCH)
    assert titles(text) == ["أمسية كوفية"]
    assert "<bdi>مارس 2027</bdi>" in text
    assert "رمضان – شوال 1448" in text
    assert "موعد واحد هذا الشهر" in text
    heads = re.findall(r'<th scope="col"><span aria-hidden="true">(.*?)</span>', text)
    assert heads == ["الأحد", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"]


def test_the_week_begins_where_the_reader_lives(client_for):
    text = page(client_for(UserFactory(country="AE")), "month", **MARCH)
    assert re.findall(r'<th scope="col"><span aria-hidden="true">(.*?)</span>', text)[0] == "Mon"


def test_today_is_marked(client):
    with time_machine.travel(datetime(2027, 3, 10, 9, tzinfo=UTC), tick=False):
        text = page(client, "month", month="2027-03")
    assert text.count('aria-current="date"') <= 1  # the database says what day it is, not this process


def test_a_fair_stands_on_each_of_its_days(client):
    held(hours=50, title_en="Book fair")
    text = page(client, "month", **MARCH)
    assert day_of(text, "Book fair") == ["10", "11", "12"]
    assert text.count("(continues)") == 2


def test_what_ends_at_midnight_does_not_touch_the_next_day(client):
    held(
        start=datetime(2027, 3, 10, 18, tzinfo=UTC), hours=3, title_en="Late night"
    )  # 21:00 to 24:00 in Riyadh
    assert day_of(page(client, "month", **MARCH), "Late night") == ["10"]


def test_the_day_is_the_one_at_the_readers_place(client_for):
    held(start=datetime(2027, 3, 10, 21, 30, tzinfo=UTC), hours=1)
    riyadh, london = UserFactory(), UserFactory(time_zone="Europe/London")
    assert day_of(page(client_for(riyadh), "month", **MARCH), "Kufic evening") == ["11"]
    assert day_of(page(client_for(london), "month", **MARCH), "Kufic evening") == ["10"]


def test_drafts_cancelled_events_and_cancelled_runs_are_not_shown(client):
    held(draft=True)
    cancelled = held(title_en="Called off")
    programme.cancel_run(run=cancelled, by=None, reason="Ill.")
    gone = held(title_en="All off")
    programme.cancel_event(event=gone.event, by=None, reason="Ill.")
    for name in ("month", "list"):
        assert "evening" not in page(client, name, **MARCH).replace("Kufic evenings", "")
        assert "Called off" not in page(client, name, **MARCH)
        assert "All off" not in page(client, name, **MARCH)


def test_conditions_narrow(client):
    riyadh = CityFactory(slug="riyadh", name_en="Riyadh")
    first = held(title_en="In Riyadh", kind="talk", teaching_language="en")
    first.event.venue = VenueFactory(seller=first.event.seller, city=riyadh)
    first.event.save()
    held(title_en="On the wire", online=True, kind="tour", teaching_language="both")

    def found(**asked: str) -> list[str]:
        return sorted(titles(client.get(at("month"), {**MARCH, **asked}).content.decode()))

    assert found() == ["In Riyadh", "On the wire"]
    assert found(kind="talk") == ["In Riyadh"]
    assert found(city="riyadh") == ["In Riyadh"]
    assert found(place="online") == ["On the wire"]
    assert found(language="ar") == ["On the wire"]
    assert found(language="en") == ["In Riyadh", "On the wire"]
    assert found(kind="screening") == []
    assert "Nothing fits these conditions" in page(client, "month", **MARCH, kind="screening")
    assert 'href="?month=2027-04&amp;kind=talk"' in page(client, "month", **MARCH, kind="talk")


@pytest.mark.parametrize(
    "asked", [{"month": "soon"}, {"month": "2027-99"}, {"kind": "<script>"}, {"page": "1"}]
)
def test_what_cannot_be_understood_is_left_out(client, asked):
    text = page(client, "month", **asked)
    assert "<script>" not in re.sub(r"<script type=.*?</script>", "", text, flags=re.DOTALL)


def test_the_list_goes_day_by_day(client):
    held()
    held(start=START + timedelta(days=1), title_en="The next day")
    text = page(client, "list")
    heads = re.findall(r'<h2 id="d-(\d+)">', text)
    assert heads == ["20270310", "20270311"]
    assert "You are registered" not in text


def test_my_calendar_holds_what_i_registered_for_and_nothing_else(client_for):
    person = UserFactory()
    run = held(title_en="Mine")
    RegistrationFactory(run=run, booker=person)
    held(title_en="Not mine")
    assert titles(page(client_for(person), "mine", **MARCH)) == ["Mine"]
    public = page(client_for(person), "month", **MARCH)
    assert sorted(titles(public)) == ["Mine", "Not mine"]
    assert public.count("You are registered") == 1
    assert titles(page(client_for(UserFactory()), "mine", **MARCH)) == []


def test_a_visitor_is_asked_to_sign_in_for_their_own(client):
    assert client.get(at("mine")).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_a_month_costs_the_same_for_one_and_for_three(client_for, django_assert_num_queries, rows):
    person = UserFactory()
    for number in range(rows):
        run = held(title_en=f"Evening {number}")
        RegistrationFactory(run=run, booker=person)
    browser = client_for(person)
    page(browser, "month", **MARCH)
    for name, count in (("month", MONTH_QUERIES), ("list", LIST_QUERIES), ("mine", MONTH_QUERIES)):
        with django_assert_num_queries(count):
            page(browser, name, **MARCH)


MONTH_QUERIES = 6
LIST_QUERIES = 7


def test_ways_into_other_calendars(client):
    run = held()
    text = client.get(at("event-add", run.event.slug)).content.decode()
    assert "https://calendar.google.com/calendar/render?action=TEMPLATE&amp;text=Kufic+evening" in text
    assert "dates=20270310T150000Z%2F20270310T170000Z" in text
    assert "https://outlook.live.com/calendar/0/deeplink/compose?" in text
    assert client.get(at("event-add", held(draft=True).event.slug)).status_code == 404
