"""Sessions as the calendar's pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final

from django.utils import timezone

from core.dates import Hijri, hijri
from workshops.agenda import queries
from workshops.agenda.month import Month, first_day
from workshops.agenda.occasions import title_of
from workshops.enums import EventKind
from workshops.models import Session

INSTANT: Final = timedelta(microseconds=1)
HOUSE: Final = "SA"


@dataclass(frozen=True, slots=True)
class Row:
    """One session; its days are those of the reader's zone."""

    session: Session
    title: str
    kind: str
    label: str
    url: str
    mine: bool
    first: date
    last: date

    @property
    def long(self) -> bool:
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class ListedDay:
    date: date
    hijri: Hijri | None
    rows: list[Row]


def rows_of(sessions: Iterable[Session], user: Any) -> list[Row]:
    """One query for the sessions, one for those of the reader."""
    found = list(sessions)
    own = queries.my_runs(user, sorted({one.run_id for one in found}))
    return [_row(one, mine=one.run_id in own) for one in found]


def _row(session: Session, *, mine: bool) -> Row:
    event = session.run.event
    return Row(
        session=session,
        title=title_of(session),
        kind=event.kind,
        label=str(EventKind(event.kind).label),
        url=event.get_absolute_url(),
        mine=mine,
        first=timezone.localtime(session.starts_at).date(),
        last=timezone.localtime(session.ends_at - INSTANT).date(),
    )


def by_day(rows: Sequence[Row]) -> list[ListedDay]:
    """Each on the day on which it begins."""
    return [
        ListedDay(day, hijri(day), list(group)) for day, group in groupby(rows, key=lambda row: row.first)
    ]


def spans(rows: Iterable[Row]) -> list[tuple[Row, date, date]]:
    return [(row, row.first, row.last) for row in rows]


def instants(first: date, last: date) -> tuple[datetime, datetime]:
    """From the midnight that begins the first day to the one that ends the last, at the reader's place."""
    zone = timezone.get_current_timezone()
    begin, end = (datetime.combine(day, time(), tzinfo=zone) for day in (first, last + timedelta(days=1)))
    return begin, end


def week_start(user: Any) -> int:
    """The reader's country says with which day a week begins; for visitors, the house's."""
    return first_day(str(user.country) if user.is_authenticated else HOUSE)


def this_month(now: datetime) -> Month:
    return Month.of(timezone.localtime(now).date())
