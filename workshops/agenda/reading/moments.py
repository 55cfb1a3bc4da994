"""Times in calendar files: zoned, floating, in UTC, whole days; and the zones that programs name their own way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from workshops.agenda.ics.writing import zone
from workshops.agenda.reading.lines import Line

_STAMP: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?")
_SPAN: Final = re.compile(
    r"\+?P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?"
)


FIRST_YEAR, LAST_YEAR = 1900, 2200


class Unclear(ValueError):
    """A time that cannot be read."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall clock (naive) in a zone. A whole day begins at midnight of the calendar's own zone.

    A wall time that the clocks skip is taken an hour later, one that comes twice the first time.
    """

    wall: datetime
    zone: ZoneInfo
    whole_day: bool = False
    note: str = ""

    @property
    def utc(self) -> datetime:
        return self.wall.replace(tzinfo=self.zone).astimezone(UTC)

    def at(self, wall: datetime) -> Moment:
        return Moment(wall, self.zone, self.whole_day, self.note)

    @property
    def key(self) -> str:
        """How a recurrence is named: its day, or its instant."""
        return f"{self.wall:%Y%m%d}" if self.whole_day else f"{self.utc:%Y%m%dT%H%M%SZ}"


def moment(line: Line, default: ZoneInfo) -> Moment:
    """Raises Unclear."""
    return read_stamp(line.value.strip(), line.params.get("TZID", ""), default)


def moments(line: Line, default: ZoneInfo, most: int) -> list[Moment]:
    """Of EXDATE and RDATE, a period by its beginning; what cannot be read is left out."""
    found = []
    for text in line.value.split(",")[:most]:
        try:
            found.append(read_stamp(text.strip().partition("/")[0], line.params.get("TZID", ""), default))
        except Unclear:
            continue
    return found


def read_stamp(text: str, zone_name: str, default: ZoneInfo) -> Moment:
    """`zone_name` "" is a floating time: it is read in the calendar's own zone."""
    match = _STAMP.fullmatch(text)
    if match is None:
        raise Unclear(text[:40])
    year, month, day, hour, minute, second, in_utc = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Unclear(text[:40])
    try:
        date_ = date(int(year), int(month), int(day))
        clock = time(int(hour or 0), int(minute or 0), min(int(second or 0), 59))
    except ValueError as error:
        raise Unclear(text[:40]) from error
    wall = datetime.combine(date_, clock)
    if hour is None:
        return Moment(wall, default, whole_day=True)
    if in_utc:
        return Moment(wall.replace(tzinfo=UTC).astimezone(default).replace(tzinfo=None), default)
    if not zone_name:
        return Moment(wall, default, note="floating")
    known = zone_of(zone_name)
    return Moment(wall, known) if known else Moment(wall, default, note="zone_unknown")


def zone_of(name: str) -> ZoneInfo | None:
    """By its IANA name, by Windows' name, or by the end of a path that some programs write."""
    plain = name.strip().strip('"')[:120]
    if plain in WINDOWS_TO_OLSON:
        return zone(WINDOWS_TO_OLSON[plain])
    parts = [part for part in plain.split("/") if part]
    for count in range(min(len(parts), 3), 0, -1):
        found = zone("/".join(parts[-count:])) if count > 1 or len(parts) == 1 else None
        if found is not None:
            return found
    return None


def duration(text: str) -> timedelta:
    """Raises Unclear; a negative one is none."""
    match = _SPAN.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        raise Unclear(text[:40])
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
