"""Recurrence rules by days, weeks, months and years (RFC 5545, 3.3.10), counted period by period.

Written here and not taken from dateutil, which seeks a rule that never comes true until the year 9999: seconds for
each line of a stranger's file. Here the cost is bounded by the days between the beginning and the horizon.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

DAILY, WEEKLY, MONTHLY, YEARLY = "DAILY", "WEEKLY", "MONTHLY", "YEARLY"
WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WEEK: Final = 7
_DAY: Final = re.compile(r"([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER: Final = re.compile(r"[+-]?[1-9]\d{0,2}")
_KNOWN: Final = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"}
)
MOST_PARTS: Final = 62  # of a list in a rule


class RuleRefused(ValueError):
    """A rule that we do not follow."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`by_day` are (which one, weekday): (0, 4) is every Friday, (-1, 4) the last one. Empty: no such limit."""

    freq: str
    interval: int = 1
    count: int | None = None
    week_start: int = 0
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    by_day: frozenset[tuple[int, int]] = frozenset()
    positions: frozenset[int] = frozenset()

    def completed(self, first: date) -> Rule:
        """What the rule leaves open is as at the beginning."""
        if self.month_days or self.by_day or self.freq == DAILY:
            return self
        if self.freq == WEEKLY:
            return self._with(by_day=frozenset({(0, first.weekday())}))
        months = self.months or (frozenset({first.month}) if self.freq == YEARLY else self.months)
        return self._with(months=months, month_days=frozenset({first.day}))

    def _with(
        self,
        *,
        months: frozenset[int] | None = None,
        month_days: frozenset[int] | None = None,
        by_day: frozenset[tuple[int, int]] | None = None,
    ) -> Rule:
        return Rule(
            self.freq,
            self.interval,
            self.count,
            self.week_start,
            self.months if months is None else months,
            self.month_days if month_days is None else month_days,
            self.by_day if by_day is None else by_day,
            self.positions,
        )


def parse(text: str) -> tuple[Rule, str]:
    """The rule, and its UNTIL as it stands. Raises RuleRefused."""
    given = dict(part.split("=", 1) for part in text.strip().upper().split(";") if "=" in part)
    freq = given.get("FREQ", "")
    if freq not in {DAILY, WEEKLY, MONTHLY, YEARLY} or not given.keys() <= _KNOWN:
        raise RuleRefused(text[:60])
    rule = Rule(
        freq=freq,
        interval=_one(given.get("INTERVAL", "1"), 999),
        count=_one(given["COUNT"], 99_999) if "COUNT" in given else None,
        week_start=_weekday(given.get("WKST", "MO")),
        months=_numbers(given.get("BYMONTH", ""), 1, 12),
        month_days=_numbers(given.get("BYMONTHDAY", ""), -31, 31),
        by_day=_by_day(given.get("BYDAY", ""), freq),
        positions=_numbers(given.get("BYSETPOS", ""), -366, 366),
    )
    return rule, given.get("UNTIL", "")


def occurrences(rule: Rule, first: datetime, *, since: datetime, until: datetime) -> Iterator[datetime]:
    """Wall clocks from `since` to `until` (both included), in order."""
    rule = rule.completed(first.date())
    begin = max(first, since).date() if rule.count is None else first.date()
    seen = 0
    for day in _days(rule, first.date(), begin, until.date()):
        wall = datetime.combine(day, first.time())
        if wall < first:
            continue
        seen += 1
        if wall > until or (rule.count is not None and seen > rule.count):
            return
        if wall >= since:
            yield wall


def _days(rule: Rule, first: date, begin: date, last: date) -> Iterator[date]:
    """The days of every period from the one that holds `begin` to the one that holds `last`."""
    number = _periods_between(rule, first, begin) // rule.interval
    while (bounds := _period(rule, first, number * rule.interval)) and bounds[0] <= last:
        found = [day for day in _span(*bounds) if _matches(rule, day)]
        yield from _picked(found, rule.positions)
        number += 1


def _periods_between(rule: Rule, first: date, later: date) -> int:
    if rule.freq == DAILY:
        return (later - first).days
    if rule.freq == WEEKLY:
        return (later - _week_of(rule, first)).days // WEEK
    years = later.year - first.year
    return years if rule.freq == YEARLY else years * 12 + later.month - first.month


def _period(rule: Rule, first: date, number: int) -> tuple[date, date] | None:
    """The first and the last day of a period, counted from the one of the beginning; None past the year 9999."""
    try:
        if rule.freq == DAILY:
            day = first + timedelta(days=number)
            return day, day
        if rule.freq == WEEKLY:
            begin = _week_of(rule, first) + timedelta(days=WEEK * number)
            return begin, begin + timedelta(days=WEEK - 1)
        if rule.freq == YEARLY:
            return date(first.year + number, 1, 1), date(first.year + number, 12, 31)
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
    except (ValueError, OverflowError):
        return None


def _week_of(rule: Rule, day: date) -> date:
    return day - timedelta(days=(day.weekday() - rule.week_start) % WEEK)


def _span(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _matches(rule: Rule, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days:
        from_end = day.day - monthrange(day.year, day.month)[1] - 1
        if day.day not in rule.month_days and from_end not in rule.month_days:
            return False
    return not rule.by_day or any(_is_day(rule, day, which, weekday) for which, weekday in rule.by_day)


def _is_day(rule: Rule, day: date, which: int, weekday: int) -> bool:
    """Whether it is that weekday, the which-th of its month (of its year in a yearly rule without months)."""
    if day.weekday() != weekday:
        return False
    if not which:
        return True
    if rule.freq == YEARLY and not rule.months:
        place, size = day.timetuple().tm_yday, 365 + isleap(day.year)
    else:
        place, size = day.day, monthrange(day.year, day.month)[1]
    return which == (place - 1) // WEEK + 1 or which == -((size - place) // WEEK + 1)


def _picked(days: list[date], positions: frozenset[int]) -> list[date]:
    if not positions:
        return days
    indexes = {one - 1 if one > 0 else len(days) + one for one in positions}
    return [day for index, day in enumerate(days) if index in indexes]


def _one(text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(most)) or not 1 <= int(text) <= most:
        raise RuleRefused(text[:20])
    return int(text)


def _weekday(text: str) -> int:
    if text not in WEEKDAYS:
        raise RuleRefused(text[:20])
    return WEEKDAYS.index(text)


def _numbers(text: str, least: int, most: int) -> frozenset[int]:
    parts = text.split(",") if text else []
    if len(parts) > MOST_PARTS or not all(_NUMBER.fullmatch(part) for part in parts):
        raise RuleRefused(text[:60])
    found = frozenset(int(part) for part in parts)
    if any(not least <= number <= most for number in found):
        raise RuleRefused(text[:60])
    return found


def _by_day(text: str, freq: str) -> frozenset[tuple[int, int]]:
    parts = [_DAY.fullmatch(part) for part in text.split(",")] if text else []
    if len(parts) > MOST_PARTS:
        raise RuleRefused(text[:60])
    found = set()
    for part in parts:
        if part is None or (part[1] and freq in {DAILY, WEEKLY}):
            raise RuleRefused(text[:60])
        found.add((int(part[1] or 0), WEEKDAYS.index(part[2])))
    return frozenset(found)
