"""Looking at a followed calendar: take its turn, fetch without a transaction, write what changed."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from core import clock
from core.errors import SoukError
from core.fetching import Fetched, fetch
from workshops.agenda import locks, queries
from workshops.agenda.enums import FeedKind, FeedState
from workshops.agenda.exceptions import Unreadable
from workshops.agenda.ics.writing import zone
from workshops.agenda.models import Feed
from workshops.agenda.reading import LIMITS, Reading, read
from workshops.agenda.services.intake import take_in

SECONDS: Final = 10
EVERY: Final = timedelta(days=1)
LONGEST_WAIT: Final = timedelta(days=7)
GIVEN_UP: Final = 10  # failures in a row, about two months
CLAIM: Final = timedelta(minutes=10)
LATEST_AT_ONCE: Final = 50
Door = tuple[str, int]
log = logging.getLogger("souk.agenda")


@dataclass(frozen=True, slots=True)
class _Turn:
    """What we need while no row is locked."""

    pk: int
    kind: str
    url: str
    upload: bytes
    etag: str
    modified: str
    zone: ZoneInfo


def sweep_feeds(*, now: datetime | None = None) -> list[int]:
    """The feeds whose turn it is; a task is given each."""
    return list(queries.due_feeds(now or clock.now()).values_list("pk", flat=True)[:LATEST_AT_ONCE])


def refresh(*, feed: int, now: datetime | None = None, allow: Iterable[Door] = ()) -> bool:
    """Reads one calendar and writes what is new, changed or gone; False when it was not its turn.

    What goes wrong is written at the feed as a code, for the page to say in the reader's language; the next
    look comes later each time. `allow` is for tests: doors of this machine that may be asked.
    """
    turn = _claim(feed, now)
    if turn is None:
        return False
    try:
        fetched = _body(turn, allow)
        reading = None if fetched is None else read(fetched.body, zone=turn.zone, now=now or clock.now())
    except SoukError as refusal:
        _note_failure(turn, refusal, now)
    except Exception:  # a reader's fault must not hold up the other calendars; the log has it whole
        log.exception("agenda.unreadable", extra={"feed": turn.pk})
        _note_failure(turn, Unreadable(), now)
    else:
        _write(turn, fetched, reading, now)
    return True


@transaction.atomic
def _claim(pk: int, now: datetime | None) -> _Turn | None:
    """Two workers: the later one finds that it is not due any more. Locks the feed."""
    row = Feed.objects.filter(pk=pk).exists() and locks.feed(pk)
    moment = now or clock.now()
    if not row or row.state != FeedState.ON or row.due_at is None or row.due_at > moment:
        return None
    row.tried_at, row.due_at = moment, moment + CLAIM
    row.save(update_fields=["tried_at", "due_at"])
    return _Turn(
        pk=row.pk,
        kind=row.kind,
        url=row.url,
        upload=bytes(row.upload or b""),
        etag=row.etag,
        modified=row.modified,
        zone=zone(row.time_zone) or ZoneInfo("Asia/Riyadh"),
    )


def _body(turn: _Turn, allow: Iterable[Door]) -> Fetched | None:
    """None when nothing has changed since the last time. Raises FetchFailed."""
    if turn.kind == FeedKind.FILE:
        return Fetched(HTTPStatus.OK, turn.upload, "", "", "", "")
    found = fetch(
        turn.url,
        max_bytes=LIMITS.size,
        seconds=SECONDS,
        etag=turn.etag,
        modified=turn.modified,
        allow=allow,
    )
    return None if found.status == HTTPStatus.NOT_MODIFIED else found


@transaction.atomic
def _write(turn: _Turn, fetched: Fetched | None, reading: Reading | None, now: datetime | None) -> None:
    """Locks the feed. A calendar that was removed meanwhile is left alone."""
    row = _still_there(turn)
    if row is None:
        return
    moment = now or clock.now()
    row.read_at, row.failures, row.problem, row.problem_params = moment, 0, "", {}
    if fetched is not None and reading is not None:
        row.etag, row.modified = fetched.etag[:300], fetched.modified[:100]
        row.broken, row.left_out = reading.broken, reading.left_out
        take_in(row, reading, moment)
    if row.kind == FeedKind.FILE:
        row.state, row.due_at, row.upload = FeedState.OFF, None, None
    else:
        row.due_at = moment + EVERY if row.state == FeedState.ON else None
    row.save()


@transaction.atomic
def _note_failure(turn: _Turn, refusal: SoukError, now: datetime | None) -> None:
    """Tomorrow again, then after two, four, seven days; a file is not read a second time. Locks the feed."""
    row = _still_there(turn)
    if row is None:
        return
    moment = now or clock.now()
    row.failures += 1
    row.problem, row.problem_params = refusal.code, {key: str(value) for key, value in refusal.params.items()}
    if row.kind == FeedKind.FILE or row.failures >= GIVEN_UP:
        row.state, row.due_at, row.upload = FeedState.OFF, None, None
    else:
        row.due_at = moment + wait_after(row.failures) if row.state == FeedState.ON else None
    row.save()


def wait_after(failures: int) -> timedelta:
    doubled: int = 2 ** min(failures - 1, 10)
    return min(EVERY * doubled, LONGEST_WAIT)


def _still_there(turn: _Turn) -> Feed | None:
    return locks.feed(turn.pk) if Feed.objects.filter(pk=turn.pk, url=turn.url).exists() else None
