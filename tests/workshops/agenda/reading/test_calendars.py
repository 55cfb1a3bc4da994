"""Other people's calendars: read with limits, nothing in them is believed."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import SoukError
from workshops.agenda.exceptions import CutShort, NotACalendar, TooLarge, Unreadable
from workshops.agenda.ics import Occasion, write
from workshops.agenda.reading import Limits, read

NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
RIYADH = ZoneInfo("Asia/Riyadh")
ONE = "UID:1\r\nSUMMARY:Talk\r\nDTSTART:20261122T150000Z\r\nDTEND:20261122T170000Z"


def calendar(*events: str, head: str = "") -> bytes:
    inside = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{inside}END:VCALENDAR\r\n".encode()


def reading(*events: str, head: str = "", **options: object):
    return read(calendar(*events, head=head), **{"zone": RIYADH, "now": NOW, **options})


def one(*lines: str):
    [found] = reading("\r\n".join(["UID:1", "SUMMARY:Talk", *lines])).found
    return found


def test_an_event_with_all_its_parts():
    [found] = reading(
        "UID:kufic@example.org\r\nSUMMARY:أساسيات\r\n  الخط الكوفي\r\nDESCRIPTION:سطر\\nآخر\\, وفاصلة\r\n"
        "LOCATION:JAX\\, Diriyah\r\nURL:https://example.org/kufic\r\nGEO:24.7;46.6\r\n"
        "DTSTART;TZID=Asia/Riyadh:20261122T180000\r\nDTEND;TZID=Asia/Riyadh:20261122T200000"
    ).found
    assert (found.uid, found.recurrence) == ("kufic@example.org", "")
    assert (found.title, found.description) == ("أساسيات الخط الكوفي", "سطر\nآخر, وفاصلة")
    assert (found.location, found.url) == ("JAX, Diriyah", "https://example.org/kufic")
    assert (found.latitude, found.longitude) == (24.7, 46.6)
    assert found.starts_at == datetime(2026, 11, 22, 15, tzinfo=UTC)
    assert found.ends_at == datetime(2026, 11, 22, 17, tzinfo=UTC)
    assert (found.time_zone, found.all_day, found.cancelled, found.notes) == ("Asia/Riyadh", False, False, ())


def test_what_we_write_ourselves_comes_back_the_same():
    sent = Occasion(
        uid="session-1-0@artsouk.example",
        title="خط; كوفي, مربع",
        starts_at=datetime(2026, 12, 1, 16, tzinfo=UTC),
        ends_at=datetime(2026, 12, 1, 18, tzinfo=UTC),
        time_zone="Africa/Cairo",
        changed_at=NOW,
        location="JAX",
    )
    [found] = read(write([sent], name="x", language="ar"), zone=RIYADH, now=NOW).found
    assert (found.uid, found.title, found.starts_at, found.ends_at, found.time_zone, found.location) == (
        sent.uid,
        sent.title,
        sent.starts_at,
        sent.ends_at,
        "Africa/Cairo",
        "JAX",
    )


@pytest.mark.parametrize(
    ("name", "hour", "zone", "notes"),
    [
        (";TZID=Asia/Riyadh", 15, "Asia/Riyadh", ()),
        (";TZID=Africa/Cairo", 16, "Africa/Cairo", ()),
        (";TZID=Arab Standard Time", 15, "Asia/Riyadh", ()),
        (";TZID=/freeassociation.sourceforge.net/Asia/Dubai", 14, "Asia/Dubai", ()),
        (";TZID=Custom", 15, "Asia/Riyadh", ("zone_unknown",)),
        (";TZID=../../../etc/passwd", 15, "Asia/Riyadh", ("zone_unknown",)),
        ("", 15, "Asia/Riyadh", ("floating",)),
    ],
)
def test_zones_known_and_unknown(name, hour, zone, notes):
    found = one(f"DTSTART{name}:20261122T180000", f"DTEND{name}:20261122T190000")
    assert found.starts_at == datetime(2026, 11, 22, hour, tzinfo=UTC)
    assert (found.time_zone, found.notes) == (zone, notes)


def test_the_calendar_may_name_the_zone_of_floating_times():
    [found] = reading(
        "UID:1\r\nSUMMARY:x\r\nDTSTART:20261122T180000\r\nDTEND:20261122T190000",
        head="X-WR-TIMEZONE:Asia/Dubai\r\n",
    ).found
    assert (found.starts_at.hour, found.time_zone) == (14, "Asia/Dubai")


def test_a_zone_that_the_file_defines_is_not_believed():
    """Two files with the same made-up zone would otherwise meet in one table."""
    head = (
        "BEGIN:VTIMEZONE\r\nTZID:Asia/Riyadh\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+1100\r\nTZOFFSETTO:+1100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    [found] = reading(
        "UID:1\r\nSUMMARY:x\r\nDTSTART;TZID=Asia/Riyadh:20261122T180000\r\nDURATION:PT1H", head=head
    ).found
    assert found.starts_at.hour == 15


def test_whole_days_last_until_midnight():
    found = one("DTSTART;VALUE=DATE:20261122", "DTEND;VALUE=DATE:20261125")
    assert (found.all_day, found.ends_at - found.starts_at) == (True, timedelta(days=3))
    assert found.starts_at == datetime(2026, 11, 21, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lines", "length", "notes"),
    [
        (["DURATION:PT90M"], timedelta(minutes=90), ()),
        (["DURATION:P1DT2H"], timedelta(hours=26), ()),
        ([], timedelta(hours=1), ("end_missing",)),
        (["DTEND:20261122T150000Z"], timedelta(hours=1), ("end_missing",)),
        (["DTEND:20261121T150000Z"], timedelta(hours=1), ("end_missing",)),
        (["DURATION:-PT1H"], None, ()),
    ],
)
def test_how_long_it_lasts(lines, length, notes):
    if length is None:
        with pytest.raises(Unreadable):
            one("DTSTART:20261122T150000Z", *lines)
        return
    found = one("DTSTART:20261122T150000Z", *lines)
    assert (found.ends_at - found.starts_at, found.notes) == (length, notes)


def test_a_series_with_a_day_left_out_one_moved_and_one_called_off():
    series = (
        "UID:s\r\nSUMMARY:Tour\r\nDTSTART;TZID=Asia/Riyadh:20261104T180000\r\nDURATION:PT1H\r\n"
        "RRULE:FREQ=WEEKLY;COUNT=5\r\nEXDATE;TZID=Asia/Riyadh:20261111T180000"
    )
    moved = (
        "UID:s\r\nSUMMARY:Tour, later\r\nRECURRENCE-ID;TZID=Asia/Riyadh:20261118T180000\r\n"
        "DTSTART;TZID=Asia/Riyadh:20261118T200000\r\nDURATION:PT1H"
    )
    off = (
        "UID:s\r\nSUMMARY:Tour\r\nRECURRENCE-ID;TZID=Asia/Riyadh:20261125T180000\r\nSTATUS:CANCELLED\r\n"
        "DTSTART;TZID=Asia/Riyadh:20261125T180000\r\nDURATION:PT1H"
    )
    found = reading(moved, series, off).found
    assert [(one.recurrence, one.starts_at.hour, one.cancelled) for one in found] == [
        ("20261104T150000Z", 15, False),
        ("20261118T150000Z", 17, False),
        ("20261125T150000Z", 15, True),
        ("20261202T150000Z", 15, False),
    ]


def test_a_series_keeps_the_clock_on_the_wall_when_the_zone_changes():
    series = (
        "UID:s\r\nSUMMARY:Evening\r\nDTSTART;TZID=Africa/Cairo:20261020T190000\r\nDURATION:PT1H\r\n"
        "RRULE:FREQ=WEEKLY;UNTIL=20261103T235959Z"
    )
    found = reading(series, now=datetime(2026, 10, 1, tzinfo=UTC)).found
    assert [one.starts_at.hour for one in found] == [16, 16, 17]


def test_a_time_that_the_clocks_skip_is_an_hour_later():
    """Cairo jumps from 00:00 to 01:00 on 30 April 2027."""
    series = (
        "UID:s\r\nSUMMARY:Night\r\nDTSTART;TZID=Africa/Cairo:20270429T003000\r\nDURATION:PT1H\r\n"
        "RRULE:FREQ=DAILY;COUNT=2"
    )
    found = reading(series).found
    cairo = ZoneInfo("Africa/Cairo")
    assert [f"{one.starts_at.astimezone(cairo):%d %H:%M}" for one in found] == ["29 00:30", "30 01:30"]


def test_a_series_without_end_stops_at_the_limits():
    daily = "UID:d\r\nSUMMARY:x\r\nDTSTART:20200101T150000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY"
    monthly = "UID:m\r\nSUMMARY:x\r\nDTSTART:20200115T150000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=MONTHLY"
    assert len(reading(daily).found) == 100
    months = reading(monthly).found
    assert len(months) == 12
    assert months[-1].starts_at < NOW + timedelta(days=366)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=MINUTELY;BYDAY=MO",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYHOUR=0,1,2;BYMINUTE=0,1,2;BYSECOND=0,1,2",
        "FREQ=DAILY;COUNT=0",
        "FREQ=NEVER",
        "COUNT=3",
        "FREQ=YEARLY;BYEASTER=0",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY;BYSETPOS=0",
    ],
)
def test_a_rule_that_we_do_not_follow_is_counted_and_harms_no_other(rule):
    bad = f"UID:b\r\nSUMMARY:x\r\nDTSTART:20261122T150000Z\r\nRRULE:{rule}"
    found = reading(ONE, bad)
    assert ([item.uid for item in found.found], found.broken) == (["1"], 1)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31;COUNT=9999",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=31;INTERVAL=1",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2",
    ],
)
def test_a_rule_that_never_comes_true_costs_little(rule):
    events = [f"UID:{n}\r\nSUMMARY:x\r\nDTSTART:20170101T150000Z\r\nRRULE:{rule}" for n in range(20)]
    assert reading(*events).found == []


def test_a_series_of_long_ago_is_not_counted_through():
    old = "UID:o\r\nSUMMARY:x\r\nDTSTART:00010101T000000Z\r\nRRULE:FREQ=DAILY"
    assert (reading(ONE, old).broken, len(reading(ONE, old).found)) == (1, 1)


def test_what_is_over_is_not_taken_and_what_still_lasts_is():
    over = "UID:o\r\nSUMMARY:x\r\nDTSTART:20261001T150000Z\r\nDTEND:20261001T160000Z"
    lasts = "UID:l\r\nSUMMARY:Fair\r\nDTSTART;VALUE=DATE:20261020\r\nDTEND;VALUE=DATE:20261110"
    assert [found.uid for found in reading(over, lasts).found] == ["l"]


def test_hostile_text_is_made_plain():
    found = one(
        "DTSTART:20261122T150000Z",
        "SUMMARY:<script>alert(1)</script><b>Talk</b>\\n now",
        "DESCRIPTION:<p>One</p><p>Two &lt;img src=x onerror=alert(1)&gt;</p><style>p{}</style>",
        "LOCATION:\u202eJAX\u202c\u0000",
        "URL:javascript:alert(1)",
    )
    assert found.title == "Talk"  # the first SUMMARY stands, a second one is no repetition of it
    assert found.description == "One\nTwo <img src=x onerror=alert(1)>"
    assert (found.location, found.url) == ("JAX", "")


def test_markup_in_a_title_goes():
    [found] = reading(
        "UID:1\r\nDTSTART:20261122T150000Z\r\nSUMMARY:<script>alert(1)</script><b>Talk</b> now"
    ).found
    assert found.title == "Talk now"


@pytest.mark.parametrize(
    "url",
    [
        "data:text/html\\,x",
        "https://user:pass@example.org/",
        "https:///x",
        "ftp://example.org/",
        "//example.org",
    ],
)
def test_an_address_that_is_not_for_the_web_is_left_out(url):
    assert one("DTSTART:20261122T150000Z", f"URL:{url}").url == ""


def test_long_texts_are_cut():
    found = one("DTSTART:20261122T150000Z", f"DESCRIPTION:{'x' * 30_000}", f"LOCATION:{'y' * 900}")
    assert (len(found.description), len(found.location)) == (5_000, 300)
    assert found.location.endswith("…")


def test_an_event_without_a_number_keeps_the_one_that_we_make():
    event = "SUMMARY:Talk\r\nDTSTART:20261122T150000Z\r\nDTEND:20261122T170000Z"
    [first], [again] = reading(event).found, reading(event).found
    assert first.uid == again.uid
    assert first.uid.startswith("made-")
    long = reading(f"UID:{'u' * 5000}\r\n{event}").found[0].uid
    assert len(long) < 50


def test_the_later_version_of_an_event_wins():
    found = reading(f"{ONE}\r\nSEQUENCE:2\r\nLOCATION:new", f"{ONE}\r\nSEQUENCE:1\r\nLOCATION:old").found
    assert [item.location for item in found] == ["new"]


def test_more_events_than_the_limit_are_counted_and_not_taken_for_gone():
    events = [f"UID:{n}\r\nSUMMARY:x\r\nDTSTART:202612{n + 1:02}T150000Z" for n in range(5)]
    found = reading(*reversed(events), limits=Limits(events=3))
    assert ([item.uid for item in found.found], found.left_out, found.whole) == (["0", "1", "2"], 2, False)
    crowd = reading(*events, limits=Limits(blocks=2))
    assert (len(crowd.found), crowd.left_out) == (2, 3)


def test_one_bad_event_is_counted_and_harms_no_other():
    found = reading(ONE, "UID:2\r\nSUMMARY:x\r\nDTSTART:20260230T150000Z", "UID:3\r\nSUMMARY:no time")
    assert ([item.uid for item in found.found], found.broken, found.whole) == (["1"], 2, False)


def test_a_bad_line_in_a_good_event_is_left_out():
    [found] = reading(f"this is no property\r\n{ONE}\r\nX;=:y\r\nGEO:north;south").found
    assert (found.title, found.latitude) == ("Talk", None)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", NotACalendar),
        (b"<html>Sign in</html>", NotACalendar),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", NotACalendar),
        (b"\x00\xff\xfe" * 100, NotACalendar),
        (calendar(ONE)[:-30], CutShort),
        (calendar("UID:1\r\nDTSTART:never"), Unreadable),
        (b"BEGIN:VCALENDAR\r\n" + b"x" * (2 * 1024 * 1024), TooLarge),
    ],
)
def test_what_is_no_calendar_is_refused_with_a_sentence(body, error):
    with pytest.raises(error) as refusal:
        read(body, zone=RIYADH, now=NOW)
    assert "%" not in refusal.value.text


def test_windows_1256_and_a_byte_order_mark_are_read():
    text = calendar("UID:1\r\nSUMMARY:معرض\r\nDTSTART:20261122T150000Z").decode()
    for body in (text.encode("windows-1256"), text.encode("utf-8-sig"), text.replace("\r\n", "\n").encode()):
        assert [item.title for item in read(body, zone=RIYADH, now=NOW).found] == ["معرض"]


def test_nesting_without_end_is_no_trap():
    body = (
        b"BEGIN:VCALENDAR\r\n"
        + b"BEGIN:VEVENT\r\n" * 50_000
        + b"END:VEVENT\r\n" * 50_000
        + b"END:VCALENDAR\r\n"
    )
    with pytest.raises(Unreadable):
        read(body, zone=RIYADH, now=NOW)


def test_a_calendar_of_the_largest_size_is_read_to_its_limit():
    event = (
        "UID:{n}\r\nSUMMARY:Weekly\r\nDTSTART:20200101T150000Z\r\nRRULE:FREQ=DAILY\r\nDESCRIPTION:"
        + "x" * 300
    )
    events = [event.format(n=n) for n in range(4_000)]
    found = reading(*events)
    assert (len(found.found), found.left_out > 0) == (500, True)


@given(st.binary(max_size=400))
def test_rubbish_is_refused_or_read_and_never_breaks(rubbish):
    with suppress(SoukError):
        read(
            b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + rubbish + b"\r\nEND:VEVENT\r\nEND:VCALENDAR",
            zone=RIYADH,
            now=NOW,
        )


NAMES = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "GEO")
LINE = st.sampled_from([f"{name}:{{}}" for name in NAMES])
VALUE = st.sampled_from(
    [
        "20261122T150000Z",
        "20261122",
        "99991231T235959Z",
        "00010101",
        "20261122T999999",
        "P9999W",
        "PT0S",
        "FREQ=DAILY",
        "FREQ=YEARLY;BYWEEKNO=54",
        "FREQ=MONTHLY;BYDAY=5FR;BYSETPOS=-1",
        "FREQ=DAILY;COUNT=99999;INTERVAL=999",
        "",
        "nan;inf",
        ";",
    ]
)


@settings(deadline=None)
@given(st.lists(st.builds(lambda line, value: line.format(value), LINE, VALUE), max_size=6))
def test_any_mixture_of_times_gives_a_sane_event_or_a_refusal(lines):
    try:
        found = reading("\r\n".join(["UID:x", "SUMMARY:x", *lines])).found
    except SoukError:
        return
    assert len(found) <= 300
    assert all(item.ends_at > item.starts_at and item.ends_at > NOW for item in found)
    assert len({(item.uid, item.recurrence) for item in found}) == len(found)
