"""Recurrences of other people's calendars: days, weeks, months and years only, to a horizon, a bounded count.

The rule is rebuilt from the parts we know, so that nothing in it can make us count for ever: no hours, minutes
or seconds, no empty interval, no beginning of long ago.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final

from dateutil.rrule import rrulestr

from workshops.agenda.reading.lines import Block
from workshops.agenda.reading.moments import Moment, Unclear, moments, read_stamp

OLDEST: Final = timedelta(days=10 * 366)
BUDGET: Final = 5_000  # occurrences looked at in one rule
MOST_DATES: Final = 200  # of RDATE and EXDATE
_NUMBERS = r"[+-]?\d{1,3}(,[+-]?\d{1,3}){0,60}"
_PARTS: Final[dict[str, re.Pattern[str]]] = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile("[1-9][0-9]{0,2}"),
    "COUNT": re.compile("[1-9][0-9]{0,4}"),
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
    "BYDAY": re.compile(r"([+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU))(,[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)){0,30}"),
    "BYMONTHDAY": re.compile(_NUMBERS),
    "BYYEARDAY": re.compile(_NUMBERS),
    "BYWEEKNO": re.compile(_NUMBERS),
    "BYMONTH": re.compile(_NUMBERS),
    "BYSETPOS": re.compile(_NUMBERS),
}


class RuleRefused(ValueError):
    """A rule that we do not follow; `args[0]` is the note about it."""


def starts(event: Block, first: Moment, *, now: datetime, until: datetime, most: int) -> list[Moment]:
    """When it takes place from `now` on, at most `most` times before `until`. Raises RuleRefused."""
    skipped = {found.key for line in event.all("EXDATE") for found in moments(line, first.zone, MOST_DATES)}
    walls = list(islice(_upcoming(event, first, now, until), most + len(skipped)))
    extra = [
        first.at(found.utc.astimezone(first.zone).replace(tzinfo=None))
        for line in event.all("RDATE")
        for found in moments(line, first.zone, MOST_DATES)
        if now <= found.utc < until
    ]
    found = {one.key: one for one in [*(first.at(wall) for wall in walls), *extra]}
    kept = [one for key, one in found.items() if key not in skipped]
    return sorted(kept, key=lambda one: one.utc)[:most]


def recurs(event: Block) -> bool:
    return bool(event.first("RRULE") or event.first("RDATE"))


def _upcoming(event: Block, first: Moment, now: datetime, until: datetime) -> Iterator[datetime]:
    line = event.first("RRULE")
    if line is None:
        return iter([first.wall] if now <= first.utc < until else [])
    earliest = _wall(now, first)
    if first.wall < earliest - OLDEST:
        raise RuleRefused("rule_old")
    text, count = _rebuilt(line.value, first, _wall(until, first))
    try:
        rule = rrulestr(text, dtstart=first.wall, cache=False)
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise RuleRefused("rule_unclear") from error
    return (wall for wall in islice(rule, min(count, BUDGET)) if wall >= earliest)


def _rebuilt(text: str, first: Moment, horizon: datetime) -> tuple[str, int]:
    """The parts that we know, each checked, with an end at the horizon; and how many times at most.

    COUNT is counted by the caller: beside UNTIL the standard forbids it, and without UNTIL a rule that never
    comes true would be sought for eight thousand years.
    """
    given = dict(part.split("=", 1) for part in text.strip().upper().split(";") if "=" in part)
    end = min(horizon, _until(given.pop("UNTIL"), first)) if "UNTIL" in given else horizon
    for name, value in given.items():
        pattern = _PARTS.get(name)
        if pattern is None or not pattern.fullmatch(value):
            raise RuleRefused("rule_unclear")
    if "FREQ" not in given:
        raise RuleRefused("rule_unclear")
    count = int(given.pop("COUNT", BUDGET))
    rule = ";".join(f"{name}={value}" for name, value in given.items())
    return f"{rule};UNTIL={end:%Y%m%dT%H%M%S}", count


def _until(text: str, first: Moment) -> datetime:
    """UNTIL as a wall clock of the first occurrence; a bare day counts whole."""
    try:
        end = read_stamp(text, "", first.zone)
    except Unclear as error:
        raise RuleRefused("rule_unclear") from error
    return end.wall + timedelta(hours=23, minutes=59, seconds=59) if end.whole_day else end.wall


def _wall(instant: datetime, first: Moment) -> datetime:
    """Clamped to the years that a clock on the wall can have."""
    return instant.astimezone(first.zone or UTC).replace(tzinfo=None, microsecond=0)
