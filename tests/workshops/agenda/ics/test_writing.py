"""Calendar files that leave the house, parsed back by another hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from core.bidi import clean_line, clean_text
from workshops.agenda.ics import Occasion, etag_of, write

MOMENT = datetime(2026, 11, 22, 15, tzinfo=UTC)
texts = st.text(st.characters(codec="utf-8"), max_size=300)
arabic = st.text('ابتثجحخدذرزسشصضطظعغفقكلمنهوي ،؛\n,;:\\"', max_size=300)
zones = st.sampled_from(["Asia/Riyadh", "Asia/Dubai", "Africa/Cairo", "Europe/London", "America/New_York"])


def occasion(**changes: object) -> Occasion:
    facts = {
        "uid": "session-1-0@artsouk.example",
        "title": "أساسيات الخط الكوفي",
        "starts_at": MOMENT,
        "ends_at": MOMENT + timedelta(hours=2),
        "time_zone": "Asia/Riyadh",
        "changed_at": datetime(2026, 11, 1, tzinfo=UTC),
    }
    return Occasion(**{**facts, **changes})


def events(body: bytes) -> list:
    return list(Calendar.from_ical(body).walk("VEVENT"))


@given(
    st.one_of(texts, arabic),
    st.one_of(texts, arabic),
    zones,
    st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1)),  # noqa: DTZ001
    st.integers(60, 400_000),
)
def test_whatever_is_written_can_be_read_again(title, description, time_zone, start, seconds):
    start = start.replace(microsecond=0, tzinfo=UTC)
    given_one = occasion(
        title=title,
        description=description,
        time_zone=time_zone,
        starts_at=start,
        ends_at=start + timedelta(seconds=seconds),
    )
    body = write([given_one], name=title, language="ar")
    [event] = events(body)
    assert str(event["SUMMARY"]) == clean_line(title).replace("\\N", "\\\u2060N")
    assert str(event.get("DESCRIPTION", "")) == clean_text(description).replace("\\N", "\\\u2060N")
    assert event["DTSTART"].dt.astimezone(UTC) == start
    assert event["DTEND"].dt.astimezone(UTC) == start + timedelta(seconds=seconds)
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert body.count(b"\r\n") == body.count(b"\n")


def test_a_backslash_before_a_capital_n_breaks_no_line():
    [event] = events(write([occasion(title=r"Disk C:\New")], name="x", language="en"))
    assert str(event["SUMMARY"]) == "Disk C:\\\u2060New"


def test_the_zone_is_written_out_and_the_wall_clock_kept():
    body = write([occasion(time_zone="Africa/Cairo")], name="Calendar", language="en")
    calendar = Calendar.from_ical(body)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Africa/Cairo"]
    [event] = events(body)
    assert event["DTSTART"].params["TZID"] == "Africa/Cairo"
    assert event["DTSTART"].dt.astimezone(ZoneInfo("Africa/Cairo")).hour == 17


def test_a_cancelled_one_says_so_and_rings_no_bell():
    body = write([occasion(cancelled=True, sequence=3, alarms=(timedelta(days=1),))], name="x", language="en")
    [event] = events(body)
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCELLED", 3)
    assert event.walk("VALARM") == []


def test_place_address_categories_and_bell():
    one = occasion(
        location="JAX, Diriyah",
        latitude=24.7,
        longitude=46.6,
        url="https://artsouk.example/en/events/kufic/",
        categories=("Workshop",),
        alarms=(timedelta(hours=1),),
    )
    [event] = events(write([one], name="x", language="en"))
    assert str(event["LOCATION"]) == "JAX, Diriyah"
    assert (event["GEO"].latitude, event["GEO"].longitude) == (24.7, 46.6)
    assert str(event["URL"]) == "https://artsouk.example/en/events/kufic/"
    assert event["CATEGORIES"].cats == ["Workshop"]
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [-timedelta(hours=1)]


def test_the_same_occasions_give_the_same_bytes_and_another_time_does_not():
    body = write([occasion()], name="x", language="en")
    assert write([occasion()], name="x", language="en") == body
    moved = write([occasion(starts_at=MOMENT + timedelta(minutes=30))], name="x", language="en")
    assert etag_of(moved) != etag_of(body)


def test_an_empty_calendar_is_one():
    body = write([], name="تقويمي", language="ar")
    assert str(Calendar.from_ical(body)["X-WR-CALNAME"]) == "تقويمي"
    assert events(body) == []


def test_a_zone_that_nobody_knows_becomes_utc():
    [event] = events(write([occasion(time_zone="Nowhere/Here")], name="x", language="en"))
    assert event["DTSTART"].dt == MOMENT
