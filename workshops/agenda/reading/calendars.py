"""A whole calendar file, as a list of what takes place in the next twelve months."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from workshops.agenda.exceptions import TooLarge, Unreadable
from workshops.agenda.reading import plain, recurrences
from workshops.agenda.reading.lines import Block, Pages, split
from workshops.agenda.reading.moments import Moment, Unclear, duration, moment, zone_of
from workshops.agenda.reading.rules import RuleRefused

MEGABYTE: Final = 1024 * 1024
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file we read. Lengths are characters."""

    size: int = 2 * MEGABYTE
    blocks: int = 10_000
    events: int = 500
    series: int = 500
    instances: int = 100
    horizon: timedelta = timedelta(days=366)
    longest: timedelta = timedelta(days=366)
    title: int = 200
    description: int = 5_000
    location: int = 300
    url: int = 500
    uid: int = 200


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Found:
    """One event of somebody else's calendar. `notes` are codes of what we had to guess."""

    uid: str
    recurrence: str
    title: str
    description: str
    location: str
    url: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    all_day: bool = False
    cancelled: bool = False
    latitude: float | None = None
    longitude: float | None = None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """What a file gave: events to come, soonest first, and what was not taken from it."""

    name: str
    found: list[Found] = field(default_factory=list)
    broken: int = 0
    left_out: int = 0

    @property
    def whole(self) -> bool:
        """Whether what is missing in it is really gone."""
        return not self.broken and not self.left_out


@dataclass(frozen=True, slots=True)
class _Context:
    zone: ZoneInfo
    now: datetime
    limits: Limits

    @property
    def until(self) -> datetime:
        return self.now + self.limits.horizon


def read(body: bytes, *, zone: ZoneInfo, now: datetime, limits: Limits = LIMITS) -> Reading:
    """`zone` is for floating times and whole days, unless the calendar names its own (X-WR-TIMEZONE).

    Raises TooLarge, NotACalendar, CutShort, and Unreadable where no event of many could be read.
    """
    if len(body) > limits.size:
        raise TooLarge(limit=limits.size // MEGABYTE)
    pages = split(body, most=limits.blocks)
    own = zone_of(pages.head.text("X-WR-TIMEZONE")) if pages.head.text("X-WR-TIMEZONE") else None
    context = _Context(own or zone, now, limits)
    reading = Reading(plain.line(pages.head.text("X-WR-CALNAME"), limits.title))
    found = list(_everything(pages, context, reading))
    if pages.events and reading.broken == len(pages.events):
        raise Unreadable
    found.sort(key=lambda one: (one.starts_at, one.uid, one.recurrence))
    reading.found = found[: limits.events]
    reading.left_out += pages.crowd + len(found) - len(reading.found)
    return reading


def _everything(pages: Pages, context: _Context, reading: Reading) -> Iterator[Found]:
    """Series first, with the days that were moved by themselves laid over them."""
    series: dict[str, Block] = {}
    moved: dict[tuple[str, str], Block] = {}
    for block in pages.events:
        uid = _uid(block, context.limits)
        try:
            key = _recurrence_key(block, context)
        except Unclear:
            reading.broken += 1
            continue
        if key:
            moved[uid, key] = _newer(moved.get((uid, key)), block)
        else:
            series[uid] = _newer(series.get(uid), block)
    seen: dict[tuple[str, str], Found] = {}
    for uid, block in _few_series(series, context.limits, reading):
        for one in _careful(uid, block, context, reading):
            seen[one.uid, one.recurrence] = one
    for (uid, key), block in moved.items():
        seen.pop((uid, key), None)
        for one in _careful(uid, block, context, reading, recurrence=key):
            seen[uid, key] = one
    yield from seen.values()


def _few_series(series: dict[str, Block], limits: Limits, reading: Reading) -> Iterator[tuple[str, Block]]:
    """What comes once, and as many series as the limit allows: each costs us a count of days."""
    repeated = 0
    for uid, block in series.items():
        repeated += recurrences.recurs(block)
        if repeated > limits.series and recurrences.recurs(block):
            reading.left_out += 1
        else:
            yield uid, block


def _careful(
    uid: str, block: Block, context: _Context, reading: Reading, *, recurrence: str = ""
) -> list[Found]:
    """What one event gives; one that cannot be read is counted and does no harm to the others."""
    try:
        return list(_expanded(uid, block, context, recurrence))
    except (Unclear, RuleRefused, OverflowError):
        reading.broken += 1
        return []


def _expanded(uid: str, block: Block, context: _Context, recurrence: str) -> Iterator[Found]:
    line = block.first("DTSTART")
    if line is None:
        raise Unclear("DTSTART")
    first = moment(line, context.zone)
    length, notes = _length(block, first, context)
    model = _model(uid, block, first, (*notes, *([first.note] if first.note else [])), context.limits)
    repeated = recurrences.recurs(block) and not recurrence
    # Something that lasts is still to be seen until it ends.
    since = context.now - length if not repeated else context.now
    for start in recurrences.starts(
        _alone(block) if recurrence else block,
        first,
        now=since,
        until=context.until,
        most=context.limits.instances,
    ):
        key = recurrence or (start.key if repeated else "")
        end = start.at(start.wall + length).utc if start.whole_day else start.utc + length
        if end > context.now:
            yield replace(model, recurrence=key, starts_at=start.utc, ends_at=end)


def _alone(block: Block) -> Block:
    """A day that was moved by itself follows no rule, whatever stands in it."""
    return Block([line for line in block.lines if line.name not in {"RRULE", "RDATE", "EXDATE"}])


def _model(uid: str, block: Block, first: Moment, notes: tuple[str, ...], limits: Limits) -> Found:
    latitude, longitude = _geo(block.text("GEO"))
    return Found(
        uid=uid,
        recurrence="",
        title=plain.line(block.text("SUMMARY"), limits.title),
        description=plain.paragraphs(block.text("DESCRIPTION"), limits.description),
        location=plain.line(block.text("LOCATION"), limits.location),
        url=plain.address(block.text("URL"), limits.url),
        starts_at=first.utc,
        ends_at=first.utc,
        time_zone=str(first.zone),
        all_day=first.whole_day,
        cancelled=block.text("STATUS").strip().upper() == "CANCELLED",
        latitude=latitude,
        longitude=longitude,
        notes=notes,
    )


def _length(block: Block, first: Moment, context: _Context) -> tuple[timedelta, tuple[str, ...]]:
    """How long it lasts; one without an end lasts an hour, or the day."""
    usual = DAY if first.whole_day else HOUR
    length = usual
    noted: tuple[str, ...] = ("end_missing",)
    if (end := block.first("DTEND")) is not None:
        last = moment(end, first.zone)
        length = last.wall - first.wall if first.whole_day else last.utc - first.utc
        noted = ()
    elif span := block.text("DURATION"):
        length, noted = duration(span), ()
    elif first.whole_day:
        noted = ()
    if length <= timedelta():
        return usual, ("end_missing",)
    if length > context.limits.longest:
        raise Unclear("lasts too long")
    return length, noted


def _recurrence_key(block: Block, context: _Context) -> str:
    line = block.first("RECURRENCE-ID")
    return moment(line, context.zone).key if line else ""


def _uid(block: Block, limits: Limits) -> str:
    """As it stands; a long one by its digest, a missing one by what we can tell it from."""
    uid = plain.line(block.text("UID"), 10_000)
    if uid and len(uid) <= limits.uid:
        return uid
    told: Sequence[str] = (
        [uid] if uid else [block.text("SUMMARY"), block.text("DTSTART"), block.text("LOCATION")]
    )
    return f"made-{hashlib.sha256('|'.join(told).encode()).hexdigest()[:32]}"


def _newer(known: Block | None, other: Block) -> Block:
    """The one with the higher SEQUENCE; the later in the file where they are equal."""
    return other if known is None or _sequence(other) >= _sequence(known) else known


def _sequence(block: Block) -> int:
    text = block.text("SEQUENCE").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999999999") else 0


def _geo(text: str) -> tuple[float | None, float | None]:
    first, _, second = text.partition(";")
    try:
        latitude, longitude = float(first), float(second)
    except ValueError:
        return None, None
    known = math.isfinite(latitude) and math.isfinite(longitude)
    inside = known and abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004  the globe
    return (latitude, longitude) if inside else (None, None)
