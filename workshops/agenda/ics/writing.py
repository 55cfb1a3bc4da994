"""From occasions to a calendar file. Pure: the same occasions give the same bytes, so that an ETag holds."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Alarm, Calendar, Event

from core.bidi import clean_line, clean_text

CALENDAR_TYPE: Final = "text/calendar; charset=utf-8"
PRODUCT: Final = "-//Art Souk//Calendar//AR"
REFRESH: Final = timedelta(hours=3)
MARGIN: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One session as a calendar shows it. Instants are aware; `time_zone` is where its wall clock hangs.

    `sequence` grows when the time changes or it is cancelled (RFC 5545, 3.8.7.4); `alarms` are how long before.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    changed_at: datetime
    sequence: int = 0
    description: str = ""
    location: str = ""
    latitude: float | None = None
    longitude: float | None = None
    url: str = ""
    cancelled: bool = False
    categories: tuple[str, ...] = ()
    alarms: tuple[timedelta, ...] = ()


def write(occasions: Sequence[Occasion], *, name: str, language: str, url: str = "") -> bytes:
    """A whole calendar, its time zones with it; an empty one is valid too."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    title = _line(name)
    calendar.add("name", title, parameters={"language": language})
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT3H")
    if url:
        calendar.add("url", url)
    for occasion in occasions:
        calendar.add_component(_event(occasion, language))
    _add_zones(calendar, occasions)
    body: bytes = calendar.to_ical()
    return body


def etag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _event(occasion: Occasion, language: str) -> Event:
    event = Event()
    event.add("uid", occasion.uid)
    event.add("dtstamp", occasion.changed_at.astimezone(UTC))
    event.add("last-modified", occasion.changed_at.astimezone(UTC))
    event.add("sequence", occasion.sequence)
    where = zone(occasion.time_zone) or UTC
    event.add("dtstart", occasion.starts_at.astimezone(where).replace(microsecond=0))
    event.add("dtend", occasion.ends_at.astimezone(where).replace(microsecond=0))
    event.add("summary", _line(occasion.title), parameters={"language": language})
    event.add("status", "CANCELLED" if occasion.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if occasion.cancelled else "OPAQUE")
    _add_details(event, occasion)
    if not occasion.cancelled:
        for before in occasion.alarms:
            event.add_component(_alarm(before, occasion.title))
    return event


def _add_details(event: Event, occasion: Occasion) -> None:
    for name, text in (
        ("description", _text(occasion.description)),
        ("location", _line(occasion.location)),
        ("url", occasion.url),
    ):
        if text:
            event.add(name, text)
    if occasion.latitude is not None and occasion.longitude is not None:
        event.add("geo", (round(occasion.latitude, 6), round(occasion.longitude, 6)))
    if occasion.categories:
        event.add("categories", [_line(one) for one in occasion.categories])


def _alarm(before: timedelta, title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _line(title))
    alarm.add("trigger", -before)
    return alarm


def _add_zones(calendar: Calendar, occasions: Sequence[Occasion]) -> None:
    """VTIMEZONE for each zone in use, for the years in use."""
    if not occasions:
        return
    first = min(one.starts_at for one in occasions) - MARGIN
    last = max(one.ends_at for one in occasions) + MARGIN
    calendar.add_missing_timezones(first_date=first.date(), last_date=last.date())


def _line(text: str) -> str:
    return _unbroken(clean_line(text))


def _text(text: str) -> str:
    return _unbroken(clean_text(text))


def _unbroken(text: str) -> str:
    r"""The library takes a written "\N" for a line break, also in "C:\New": a word joiner keeps the two apart."""
    return text.replace("\\N", "\\\u2060N")
