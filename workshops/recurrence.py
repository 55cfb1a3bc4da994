"""When something takes place again, by the clock on the wall of its place.

Pure: wall-clock times in, wall-clock times out, and the one way from a wall clock to an instant. People come
at six in the evening, before a change of the clocks and after it; so a series is counted on the wall clock and
each of its times becomes an instant by itself. Two wall times need a decision (that of RFC 5545, 3.3.5):

- one that the clocks skip (01:30 on the night they go forward) is read with the offset before the change: it
  takes place an hour later on the wall (02:30);
- one that comes twice (01:30 on the night they go back) is the first of both.

A span whose ends the change brings together or turns round keeps the length that it has on the wall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from dateutil import rrule

MOST: Final = 104  # two years of weeks; a longer programme is planned in parts
LAST_WEEK: Final = 4  # the fifth Thursday of a month is its last one


class Frequency(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"  # on the same day of the month; the last day where a month is too short
    MONTHLY_WEEKDAY = "monthly_weekday"  # on the second Thursday, the last Sunday


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """From when until when, on the wall clock: both naive, the end after the beginning."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is not None or self.end.tzinfo is not None:
            raise ValueError("A wall clock knows no time zone.")
        if self.end <= self.start:
            raise ValueError("The end comes after the beginning.")

    @property
    def length(self) -> timedelta:
        """As the wall clock shows it."""
        return self.end - self.start

    def on(self, day: date) -> Slot:
        """The same hours, beginning on another day."""
        start = datetime.combine(day, self.start.time())
        return Slot(start, start + self.length)

    def later(self, by: timedelta) -> Slot:
        return Slot(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Rule:
    """How it recurs. `weekdays` (0 is Monday) are for weekly ones, empty: the day of the first. Either `count`
    times in all or `until` a day, that day included; never more than MOST times.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: frozenset[int] = frozenset()
    count: int | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.interval < 1:
            raise ValueError("It recurs every period, every second one, and so on.")
        if self.count is None and self.until is None:
            raise ValueError("Say how many times, or until which day.")
        if self.count is not None and self.count < 1:
            raise ValueError("It takes place once at least.")


def occurrences(first: Slot, rule: Rule) -> list[Slot]:
    """Every time that it takes place, `first` being the earliest that may be among them."""
    most = MOST if rule.count is None else min(rule.count, MOST)
    return [first.on(day) for day in islice(_days(first.start.date(), rule), most)]


def _days(first: date, rule: Rule) -> Iterator[date]:
    for moment in _rrule(first, rule):
        if rule.until is not None and moment.date() > rule.until:
            return
        yield moment.date()


def _rrule(first: date, rule: Rule) -> rrule.rrule:
    begin = datetime.combine(first, datetime.min.time())
    if rule.frequency == Frequency.DAILY:
        return rrule.rrule(rrule.DAILY, begin, interval=rule.interval)
    if rule.frequency == Frequency.WEEKLY:
        days = sorted(rule.weekdays) or [first.weekday()]
        return rrule.rrule(rrule.WEEKLY, begin, interval=rule.interval, wkst=rrule.SU, byweekday=days)
    if rule.frequency == Frequency.MONTHLY:
        # The days 28 to 31 that the month has and that are not past the wanted one: the last of them.
        days = list(range(min(first.day, 28), first.day + 1))
        return rrule.rrule(rrule.MONTHLY, begin, interval=rule.interval, bymonthday=days, bysetpos=-1)
    nth = (first.day - 1) // 7
    weekday = rrule.weekdays[first.weekday()](-1 if nth == LAST_WEEK else nth + 1)
    return rrule.rrule(rrule.MONTHLY, begin, interval=rule.interval, byweekday=weekday)


def is_skipped(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of the zone never show this time: they jump over it."""
    return instant(wall, zone).astimezone(zone).replace(tzinfo=None) != wall


def is_twice(wall: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of the zone show this time twice."""
    first = wall.replace(tzinfo=zone, fold=0)
    second = wall.replace(tzinfo=zone, fold=1)
    return first.utcoffset() != second.utcoffset() and not is_skipped(wall, zone)


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which the wall clock shows this time; see the head of the module."""
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def span(slot: Slot, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Beginning and end as instants (UTC)."""
    start, end = instant(slot.start, zone), instant(slot.end, zone)
    if end <= start or is_skipped(slot.start, zone) or is_skipped(slot.end, zone):
        end = start + slot.length
    return start, end


def wall_of(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the wall clock shows at an instant."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def slot_of(start: datetime, end: datetime, zone: ZoneInfo) -> Slot:
    """The wall-clock slot of two instants. Over the night the clocks go back, the length is kept instead."""
    wall_start, wall_end = wall_of(start, zone), wall_of(end, zone)
    return Slot(wall_start, wall_end if wall_end > wall_start else wall_start + (end - start))


def fresh(slots: Iterable[Slot], first_day: date) -> list[Slot]:
    """The same programme beginning on another day: hours and the days between the sessions are kept."""
    ordered = sorted(slots)
    if not ordered:
        return []
    by = first_day - ordered[0].start.date()
    return [slot.later(by) for slot in ordered]
