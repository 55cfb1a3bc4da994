"""A month as a grid of weeks, in both calendars. Pure: no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from core.dates import DAYS_AR, DAYS_EN, HIJRI_MONTHS_AR, HIJRI_MONTHS_EN, MONTHS_AR, MONTHS_EN, Hijri, hijri
from core.digits import western
from core.money import is_arabic

MONDAY, SATURDAY, SUNDAY = 0, 5, 6
WEEK: Final = 7
# Unicode CLDR 46, supplemental weekData, for where our readers live. The Emirates begin on Monday since 2022.
FIRST_DAYS: Final[dict[str, int]] = {
    **dict.fromkeys(("SA", "YE", "PK", "IN", "IL", "US", "CA", "JP", "KE", "ZA", "BR", "PT"), SUNDAY),
    **dict.fromkeys(("KW", "QA", "BH", "OM", "IQ", "JO", "EG", "SY", "SD", "LY", "DZ", "IR"), SATURDAY),
}
SHORT_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FIRST_YEAR, LAST_YEAR = 2000, 2100
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of the Gregorian calendar; raises ValueError for one that does not exist."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"{self.year} is outside the calendar.")
        date(self.year, self.month, 1)

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month | None:
        """ "2026-11", in any digits; None for everything else."""
        found = _MONTH.fullmatch(western(text.strip()))
        try:
            return cls(int(found[1]), int(found[2])) if found else None
        except ValueError:
            return None

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self._moved(1) - timedelta(days=1)

    @property
    def next(self) -> Month | None:
        return None if (self.year, self.month) == (LAST_YEAR, 12) else Month.of(self._moved(1))

    @property
    def previous(self) -> Month | None:
        return None if (self.year, self.month) == (FIRST_YEAR, 1) else Month.of(self._moved(-1))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    def name(self, lang: str | None = None) -> str:
        return f"{(MONTHS_AR if is_arabic(lang) else MONTHS_EN)[self.month - 1]} {self.year}"

    def hijri_name(self, lang: str | None = None) -> str:
        """The Hijri months that it touches: "جمادى الأولى - جمادى الآخرة 1448"; "" outside the tables."""
        first, last = hijri(self.first), hijri(self.last)
        if first is None or last is None:
            return ""
        end = "" if is_arabic(lang) else " AH"
        names = [_hijri_month(one, lang) for one in _between(first, last)]
        if first.year == last.year:
            return f"{' – '.join(names)} {last.year}{end}"
        years = [one.year for one in _between(first, last)]
        return f"{' – '.join(f'{name} {year}' for name, year in zip(names, years, strict=True))}{end}"

    def _moved(self, months: int) -> date:
        count = self.year * 12 + self.month - 1 + months
        return date(count // 12, count % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands on a day of the grid, of something that may last several days."""

    thing: Any
    begins: bool
    ends: bool


@dataclass(slots=True)
class Day:
    date: date
    within: bool
    today: bool
    hijri: Hijri | None
    entries: list[Entry] = field(default_factory=list)

    @property
    def turns(self) -> bool:
        """Whether the Hijri month begins here: then its name stands beside the number."""
        return self.hijri is not None and self.hijri.day == 1


def first_day(country: str) -> int:
    """The weekday with which a week begins there (Monday is 0)."""
    return FIRST_DAYS.get(country, MONDAY)


def weekdays(start: int, lang: str | None = None) -> list[tuple[str, str]]:
    """Full and short name of each column, from the first of the week. Arabic has no short ones."""
    names = DAYS_AR if is_arabic(lang) else DAYS_EN
    short = DAYS_AR if is_arabic(lang) else SHORT_EN
    return [(names[(start + n) % WEEK], short[(start + n) % WEEK]) for n in range(WEEK)]


def grid(
    month: Month, *, start: int, today: date, things: Iterable[tuple[Any, date, date]] = ()
) -> list[list[Day]]:
    """The weeks that hold the month; `things` are (thing, first day, last day), in the order to be shown."""
    days = [
        Day(
            date=day,
            within=(day.year, day.month) == (month.year, month.month),
            today=day == today,
            hijri=hijri(day),
        )
        for day in _days(*bounds(month, start))
    ]
    place(days, things)
    return [days[index : index + WEEK] for index in range(0, len(days), WEEK)]


def bounds(month: Month, start: int) -> tuple[date, date]:
    """The first and the last day that the grid shows."""
    before = (month.first.weekday() - start) % WEEK
    after = (start - 1 - month.last.weekday()) % WEEK
    return month.first - timedelta(days=before), month.last + timedelta(days=after)


def place(days: Sequence[Day], things: Iterable[tuple[Any, date, date]]) -> None:
    """Put each thing on all of its days that are there."""
    origin = days[0].date
    for thing, first, last in things:
        begin, end = (first - origin).days, (last - origin).days
        for index in range(max(begin, 0), min(end, len(days) - 1) + 1):
            days[index].entries.append(Entry(thing, begins=index == begin, ends=index == end))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _between(first: Hijri, last: Hijri) -> list[Hijri]:
    """The first of each Hijri month from the one to the other."""
    count = (last.year - first.year) * 12 + last.month - first.month
    months = [first.month - 1 + n for n in range(count + 1)]
    return [Hijri(first.year + n // 12, n % 12 + 1, 1) for n in months]


def _hijri_month(day: Hijri, lang: str | None) -> str:
    return (HIJRI_MONTHS_AR if is_arabic(lang) else HIJRI_MONTHS_EN)[day.month - 1]
