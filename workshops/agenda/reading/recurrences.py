"""When an event of somebody else's calendar takes place: its rule, its extra dates, its dates left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from workshops.agenda.reading import rules
from workshops.agenda.reading.lines import Block
from workshops.agenda.reading.moments import Moment, Unclear, moments, read_stamp
from workshops.agenda.reading.rules import RuleRefused

OLDEST: Final = timedelta(days=10 * 366)
MOST_DATES: Final = 200  # of RDATE and EXDATE


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
    since, last = _wall(now, first), _wall(until, first)
    if first.wall < since - OLDEST:
        raise RuleRefused("begins too long ago")
    rule, end = rules.parse(line.value)
    return rules.occurrences(
        rule, first.wall, since=since, until=min(last, _end(end, first)) if end else last
    )


def _end(text: str, first: Moment) -> datetime:
    """UNTIL as a wall clock of the first occurrence; a bare day counts whole."""
    try:
        end = read_stamp(text, "", first.zone)
    except Unclear as error:
        raise RuleRefused(text[:40]) from error
    return end.wall + timedelta(hours=23, minutes=59, seconds=59) if end.whole_day else end.wall


def _wall(instant: datetime, first: Moment) -> datetime:
    return instant.astimezone(first.zone).replace(tzinfo=None, microsecond=0)
