"""After a backup was restored: everybody on the list is erased again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils.dateparse import parse_datetime

from compliance import audit
from compliance.erasure import order, plain, traces
from compliance.erasure.enums import State
from compliance.erasure.models import Erasure
from compliance.erasure.services import replaylist
from compliance.erasure.services.replaylist import Line
from compliance.erasure.services.running import run
from core import clock


class Found(StrEnum):
    """What became of one line of the list."""

    ERASED = "erased"  # again, just now
    DONE = "done"  # the backup knew of it
    ABSENT = "absent"  # the backup holds nothing of this person
    STRANGER = "stranger"  # the number belongs to somebody else now
    FAILED = "failed"  # a step was refused: see the erasure
    WOULD = "would"  # a dry run


@dataclass(frozen=True, slots=True)
class Replayed:
    """One line and what became of it."""

    number: str
    user: int | None
    found: Found
    problem: str = ""


def replay(*, place: Path | None = None, dry: bool = False, now: datetime | None = None) -> list[Replayed]:
    """Applies the whole list, in its order; safe to run again. Numbers of the list are not given a second time.

    Identity is proved by the hashes in the line: an account that has only the number in common is left alone
    and reported. Raises ListBroken when the file was altered, OSError when it cannot be read.
    """
    lines = replaylist.read(place or replaylist.path())
    if not dry:
        with transaction.atomic():
            replaylist.take_in(lines)
            _raise_counters(lines)
    at = now or clock.now()
    return [_apply(line, at, dry=dry) for line in lines]


def _apply(line: Line, now: datetime, *, dry: bool) -> Replayed:
    known = Erasure.objects.filter(number=line.number).first()
    if known is not None and known.user_id != line.said.get("user"):
        return _said(line, Found.FAILED, "The number belongs to an erasure of somebody else.")
    if known is not None and known.state == State.DONE:
        return _said(line, Found.DONE)
    user, emails, stranger = _recognise(line)
    if user is None and not emails:
        return _said(line, Found.STRANGER if stranger else Found.ABSENT)
    return _said(line, Found.WOULD) if dry else _erase(line, known, user, emails, now)


def _erase(line: Line, known: Erasure | None, user: Any, emails: frozenset[str], now: datetime) -> Replayed:
    row = run(erasure=_take_up(line, known, user, emails, now), now=now)
    if row.state == State.DONE:
        return _said(line, Found.ERASED)
    return _said(line, Found.FAILED, row.problem)


def _recognise(line: Line) -> tuple[Any, frozenset[str], bool]:
    """The person of a line in this database: the account, addresses without one, whether it is somebody else."""
    number: int | None = line.said.get("user")
    if number is not None:
        user: Any = plain.rows(get_user_model()).filter(pk=number).first()
        if user is not None:
            return (user, frozenset(), False) if _same(user, line) else (None, frozenset(), True)
    return None, _addresses(line), False


def _same(user: Any, line: Line) -> bool:
    if line.said["mark"] and traces.matches(traces.mark_of(user), [line.said["mark"]]):
        return True
    return traces.matches(str(user.email), line.said["emails"])


def _addresses(line: Line) -> frozenset[str]:
    hashes = line.said["emails"]
    found = {
        address
        for declaration in order.plan()
        for address in traces.addresses_known(declaration)
        if traces.matches(address, hashes)
    }
    return frozenset(found)


@transaction.atomic
def _take_up(line: Line, known: Erasure | None, user: Any, emails: frozenset[str], now: datetime) -> Erasure:
    """The erasure of the line, ready to run from its beginning."""
    row = known or Erasure(number=line.number, user=user, proposed_at=_time(line, now))
    if known is not None:
        known.steps.all().delete()
    row.replayed, row.state, row.problem = True, State.APPROVED, ""
    row.request_number, row.language = line.said["request"], line.said["language"]
    row.email_hashes, row.decided_at = line.said["emails"], now
    row.sealed = {"emails": sorted(emails), "needles": []}
    row.save()
    audit.record("erasure.erasure.replayed", subject=row, actor=None, after={"line": line.seq})
    return row


def _time(line: Line, now: datetime) -> datetime:
    return parse_datetime(line.said["proposed_at"]) or now


def _raise_counters(lines: Sequence[Line]) -> None:
    """Numbers that the list has seen belong to the erased: neither accounts nor erasures get them again."""
    people = [line.said["user"] for line in lines if line.said.get("user") is not None]
    table = get_user_model()._meta.db_table
    with connection.cursor() as cursor:
        if people:
            cursor.execute(
                "SELECT setval(s.name, GREATEST(%s, pg_sequence_last_value(s.name::regclass)))"
                " FROM (SELECT pg_get_serial_sequence(%s, 'id') AS name) s WHERE s.name IS NOT NULL",
                [max(people), table],
            )
        for line in lines:
            _, year, last = line.number.split("-")
            cursor.execute(
                "INSERT INTO erasure_counter (year, last) VALUES (%s, %s)"
                " ON CONFLICT (year) DO UPDATE SET last = GREATEST(erasure_counter.last, EXCLUDED.last)",
                [int(year), int(last)],
            )


def _said(line: Line, found: Found, problem: str = "") -> Replayed:
    return Replayed(line.number, line.said.get("user"), found, problem)
