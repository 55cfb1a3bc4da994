"""Until when a request of a data subject must be answered: pure, the law stands in data/laws.toml.

A term runs from the moment in which the request reached us, to the same time of day of its last day; nothing
pauses it, neither the check of identity nor a holiday (in working days the free days are not counted). Where a
month has no such day the last one counts. A term is never lengthened because its last day is a free one.
Two laws may apply, that of the person's residence and ours: the stricter counts, for the extension as well.
Nothing here is legal advice: each policy says in per cent how sure it is.
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo

from hijridate import Gregorian

DATA: Final = Path(__file__).parent / "data" / "laws.toml"
DEFAULT: Final = "default"
Day = TypeVar("Day", date, datetime)


class ExtensionRefused(ValueError):
    """The term may not be made longer, or not any more."""


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class Right(StrEnum):
    """The names under which laws.toml states a term."""

    ACCESS = "access"
    COPY = "copy"
    CORRECTION = "correction"
    DESTRUCTION = "destruction"
    WITHDRAW = "withdraw"
    RESTRICTION = "restriction"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Span:
    """So many of a unit, at least one."""

    n: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.n < 1:
            raise ValueError("A term has at least one day.")


MonthDay = tuple[int, int]
Range = tuple[MonthDay, MonthDay]


@dataclass(frozen=True, slots=True)
class FreeDays:
    """When nobody works in a country: ISO weekdays, and holidays of both calendars (month and day, both ends in)."""

    weekend: frozenset[int] = frozenset()
    fixed: tuple[Range, ...] = ()
    hijri: tuple[Range, ...] = ()

    def __contains__(self, day: date) -> bool:
        if day.isoweekday() in self.weekend:
            return True
        if any(first <= (day.month, day.day) <= last for first, last in self.fixed):
            return True
        moon = _hijri(day) if self.hijri else None
        return moon is not None and any(first <= moon <= last for first, last in self.hijri)


@dataclass(frozen=True, slots=True)
class Policy:
    """What one law says. `respond` by right; `extend` None: no extension; `confidence` in per cent."""

    country: str
    law_en: str
    law_ar: str
    authority_en: str
    authority_ar: str
    confidence: int
    zone: str
    respond: Mapping[str, Span] = field(hash=False)
    extend: Span | None = None
    third_parties: Span | None = None
    complaint_days: int | None = None
    breach_hours: int | None = None
    free: FreeDays = FreeDays()

    def term(self, right: Right) -> Span | None:
        """None where the law states none."""
        return self.respond.get(right.value) or self.respond.get(DEFAULT)

    def law(self, language: str) -> str:
        return self.law_ar if language.startswith("ar") else self.law_en

    def authority(self, language: str) -> str:
        return self.authority_ar if language.startswith("ar") else self.authority_en


@dataclass(frozen=True, slots=True)
class Terms:
    """The strictest of the laws that apply. `law` is the policy of the first term; `latest` what an extension
    may reach, None where there is none."""

    due: datetime
    law: str
    latest: datetime | None


def policies() -> Mapping[str, Policy]:
    """Every law of the table by its code."""
    return _table()[1]


def platform() -> Policy:
    """The law under which the house stands."""
    return policies()[_table()[0]]


def policy_of(country: str) -> Policy:
    """The law of a country, of the union that it belongs to, or the platform's own where the table knows none."""
    code = country.strip().upper()
    known = policies().get(code) or policies().get(_table()[2].get(code, ""))
    return known or platform()


def due(received: Day, policy: Policy, right: Right) -> Day | None:
    """When the answer is due; None where the law states no term."""
    span = policy.term(right)
    return None if span is None else _after(received, span, policy)


def extended(received: Day, policy: Policy, right: Right) -> Day | None:
    """The last day that an extension may reach, counted from the end of the first term; None: no extension."""
    first = due(received, policy, right)
    return None if first is None or policy.extend is None else _after(first, policy.extend, policy)


def terms(received: datetime, country: str, right: Right) -> Terms:
    """The strictest of residence and platform; a law without a term leaves it to the other one."""
    firsts = {
        policy.country: found
        for policy in _applying(country)
        if (found := due(received, policy, right)) is not None
    }
    law = min(firsts, key=lambda code: firsts[code])
    lasts = [
        extended(received, policy, right) or firsts[policy.country]
        for policy in _applying(country)
        if policy.country in firsts
    ]
    latest = min(lasts)
    return Terms(firsts[law], law, latest if latest > firsts[law] else None)


def check_extension(*, due: datetime, latest: datetime | None, to: datetime, at: datetime) -> None:
    """An extension is told before the first term ends, makes the term longer, and stays within the law.

    Raises ExtensionRefused.
    """
    if latest is None:
        raise ExtensionRefused("no extension by this law")
    if at >= due:
        raise ExtensionRefused("the first term is over")
    if not due < to <= latest:
        raise ExtensionRefused("outside of what the law allows")


def days_left(answer_by: datetime, now: datetime) -> int:
    """Whole days until the end, 0 on the last one, below 0 when it is over."""
    return (answer_by - now) // timedelta(days=1)


def complain_until(happened: Day) -> Day:
    """Until when the platform's authority takes a complaint."""
    return happened + timedelta(days=platform().complaint_days or 0)


def _applying(country: str) -> tuple[Policy, ...]:
    home = policy_of(country)
    return (platform(),) if home == platform() else (home, platform())


def _after(start: Day, span: Span, policy: Policy) -> Day:
    """Counted in the country's own days; an instant keeps its time of day there."""
    if not isinstance(start, datetime):
        return _later(start, span, policy.free)
    local = start.astimezone(ZoneInfo(policy.zone))
    day = _later(local.date(), span, policy.free)
    return datetime.combine(day, local.timetz()).astimezone(start.tzinfo)


def _later(day: date, span: Span, free: FreeDays) -> date:
    if span.unit is Unit.DAYS:
        return day + timedelta(days=span.n)
    if span.unit is Unit.MONTHS:
        return _months_later(day, span.n)
    left = span.n
    while left:
        day += timedelta(days=1)
        left -= day not in free
    return day


def _months_later(day: date, n: int) -> date:
    """The same day of a later month, or that month's last one."""
    years, month = divmod(day.month - 1 + n, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _hijri(day: date) -> MonthDay | None:
    """Month and day by Umm al-Qura, None outside its tables."""
    try:
        found = Gregorian(day.year, day.month, day.day).to_hijri()
    except OverflowError:
        return None
    return found.month, found.day


@cache
def _table() -> tuple[str, Mapping[str, Policy], Mapping[str, str]]:
    """The platform's code, the policies, and which union a country belongs to."""
    raw = tomllib.loads(DATA.read_text(encoding="utf-8"))
    home = raw.pop("platform")
    found = {code: _policy(code, entry) for code, entry in raw.items()}
    members = {member: code for code, entry in raw.items() for member in entry.get("members", ())}
    return home, found, members


def _policy(code: str, entry: Mapping[str, Any]) -> Policy:
    return Policy(
        country=code,
        respond={name: _required(span) for name, span in entry.get("respond", {}).items()},
        extend=_span(entry.get("extend")),
        third_parties=_span(entry.get("third_parties")),
        complaint_days=entry.get("complaint_days"),
        breach_hours=entry.get("breach_hours"),
        free=FreeDays(
            frozenset(entry["weekend"]),
            tuple(_range(text) for text in entry["fixed"]),
            tuple(_range(text) for text in entry["hijri"]),
        ),
        **{
            name: entry[name]
            for name in ("law_en", "law_ar", "authority_en", "authority_ar", "confidence", "zone")
        },
    )


def _span(raw: Mapping[str, Any] | None) -> Span | None:
    return None if raw is None else _required(raw)


def _required(raw: Mapping[str, Any]) -> Span:
    return Span(raw["n"], Unit(raw["unit"]))


def _range(text: str) -> Range:
    """ "12-09..12-12", or one day; never across the end of a year."""
    first, _dots, last = text.partition("..")
    return _month_day(first), _month_day(last or first)


def _month_day(text: str) -> MonthDay:
    month, day = text.split("-")
    return int(month), int(day)
