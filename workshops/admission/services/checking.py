"""At the door. Whoever was scanned first is in; every later scan of the ticket for that session is told so.

The rule, also for scans that come in late from a door without a line: **the first scan time wins, whenever we
learn of it.** A late scan that is earlier than the living entry takes its place, and the entry that stood there
becomes "scanned a second time"; a late one that is not earlier is kept as "scanned a second time" itself. Both are
told to the door with the name and the time of the other: two people may have come in on one ticket. A scan at a door
with a line that comes second lets nobody in, and leaves nothing behind.

The time of a late scan is the phone's, put right by how far its clock was off when it sent it; it is never later
than now, and never older than a week.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_line
from workshops.admission import codes, events, locks, queries, rules
from workshops.admission.enums import EntryState, How, Verdict
from workshops.admission.exceptions import NotAtThisDoor, NothingToUndo, SessionMissing, TooManyScans
from workshops.admission.models import CheckIn
from workshops.booking.enums import TicketState
from workshops.booking.models import Ticket
from workshops.enums import RunState

if TYPE_CHECKING:
    from accounts.models import User
    from workshops.models import Session

OLDEST: Final = timedelta(days=7)
MOST_SCANS: Final = 200
DEVICE: Final = 40


@dataclass(frozen=True, slots=True)
class Scan:
    """What a door presents: `at` None is now; `scan_id` is the door's own name for it."""

    code: str
    scan_id: uuid.UUID = field(default_factory=uuid.uuid4)
    at: datetime | None = None
    how: How = How.SCAN
    offline: bool = False
    device: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`entry` is the one that stands; `other` the entry of a second person on the same ticket, if there is one."""

    verdict: Verdict
    ticket: Ticket | None = None
    entry: CheckIn | None = None
    other: CheckIn | None = None


def admit(*, session: Session, scan: Scan, by: User, now: datetime | None = None) -> Answer:
    """Reads a code and decides. Raises NotAtThisDoor."""
    door = _door(session, by, now)
    for reading in codes.readings(scan.code):
        known = Ticket.objects.filter(pk=reading.ticket).first()
        if known is not None and codes.fits(reading, known.secret):
            return _decide(door, scan, known.pk, reading)
    return Answer(Verdict.UNKNOWN)


def admit_by_hand(
    *, ticket: Ticket, session: Session, by: User, now: datetime | None = None, device: str = ""
) -> Answer:
    """Ticked on the list, without a code. Raises NotAtThisDoor."""
    scan = Scan(code="", how=How.HAND, device=device)
    return _decide(_door(session, by, now), scan, ticket.pk)


def sync(
    *,
    session: Session,
    scans: Sequence[Scan],
    sent_at: datetime | None,
    by: User,
    now: datetime | None = None,
) -> list[tuple[uuid.UUID, Answer]]:
    """Scans that a door kept while it had no line, each decided by itself, in the order of their times.

    Sent again, they are answered again and change nothing. Raises NotAtThisDoor, TooManyScans.
    """
    _door(session, by, now)
    if len(scans) > MOST_SCANS:
        raise TooManyScans(limit=MOST_SCANS)
    moment = now or clock.now()
    slow = moment - sent_at if sent_at is not None else timedelta()
    late = sorted((_put_right(scan, slow, moment) for scan in scans), key=lambda scan: scan.at or moment)
    return [(scan.scan_id, admit(session=session, scan=scan, by=by, now=now)) for scan in late]


def _put_right(scan: Scan, slow: timedelta, now: datetime) -> Scan:
    at = min(max((scan.at or now) + slow, now - OLDEST), now)
    return Scan(scan.code, scan.scan_id, at, scan.how, offline=True, device=scan.device)


@transaction.atomic
def undo(*, entry: CheckIn, by: User, now: datetime | None = None) -> CheckIn:
    """Takes an entry back: the ticket may come in again. Locks the ticket. Raises NotAtThisDoor, NothingToUndo."""
    _door(entry.session, by, now)
    locks.ticket(entry.ticket_id)
    row = CheckIn.objects.get(pk=entry.pk)
    if row.status is not EntryState.IN:
        raise NothingToUndo
    row.state, row.undone_at, row.undone_by = EntryState.UNDONE, now or clock.now(), by
    row.save(update_fields=["state", "undone_at", "undone_by"])
    audit.record(events.UNDONE, subject=row, actor=by, before={"state": "in"}, after={"state": row.state})
    return row


@dataclass(frozen=True, slots=True)
class _Door:
    session: Session
    by: User
    now: datetime | None


def _door(session: Session, by: User, now: datetime | None) -> _Door:
    if not rules.may_stand_at_door(by, session.run.event):
        raise NotAtThisDoor
    return _Door(session, by, now)


@dataclass(frozen=True, slots=True)
class _Case:
    """One scan before the door; the ticket is locked."""

    ticket: Ticket
    session: Session
    scan: Scan
    by: User
    now: datetime

    @property
    def at(self) -> datetime:
        return min(self.scan.at or self.now, self.now)


@transaction.atomic
def _decide(door: _Door, scan: Scan, pk: int, reading: codes.Reading | None = None) -> Answer:
    """Lock, read again, decide."""
    ticket = locks.ticket(pk)
    if reading is not None and not codes.fits(reading, ticket.secret):  # handed over a moment ago
        return Answer(Verdict.UNKNOWN)
    case = _Case(ticket, door.session, scan, door.by, door.now or clock.now())
    refused = _refusal(case)
    if refused is not None:
        return Answer(refused, ticket)
    return _told_before(case) or _judge(case, queries.living_entry(ticket, door.session))


def _refusal(case: _Case) -> Verdict | None:
    run = case.ticket.registration.run
    if run.pk != case.session.run_id:
        return Verdict.OTHER
    if run.state == RunState.CANCELLED:
        return Verdict.CLOSED
    refusals = {TicketState.HELD: Verdict.UNPAID, TicketState.CANCELLED: Verdict.CANCELLED}
    return refusals.get(case.ticket.status)


def _told_before(case: _Case) -> Answer | None:
    """The same scan, sent again: the same answer."""
    row = CheckIn.objects.filter(scan_id=case.scan.scan_id).select_related("by").first()
    if row is None:
        return None
    if row.ticket_id != case.ticket.pk or row.session_id != case.session.pk:
        raise SessionMissing
    if row.status is EntryState.DOUBLED:
        return Answer(Verdict.ALREADY, case.ticket, queries.living_entry(case.ticket, case.session), row)
    return Answer(Verdict.WELCOME, case.ticket, row)


def _judge(case: _Case, standing: CheckIn | None) -> Answer:
    if standing is None:
        return Answer(Verdict.WELCOME, case.ticket, _enter(case, EntryState.IN))
    if case.scan.offline and case.at < standing.at:
        return _take_its_place(case, standing)
    if not case.scan.offline:
        return Answer(Verdict.ALREADY, case.ticket, standing)
    second = _enter(case, EntryState.DOUBLED)
    _record_double(second, standing, case.by)
    return Answer(Verdict.ALREADY, case.ticket, standing, second)


def _take_its_place(case: _Case, standing: CheckIn) -> Answer:
    """A late scan that was first: the entry that stood there is the second one now."""
    standing.state = EntryState.DOUBLED
    standing.save(update_fields=["state"])
    first = _enter(case, EntryState.IN)
    _record_double(standing, first, case.by)
    return Answer(Verdict.WELCOME, case.ticket, first, standing)


def _enter(case: _Case, state: EntryState) -> CheckIn:
    return CheckIn.objects.create(
        ticket=case.ticket,
        session=case.session,
        state=state,
        how=case.scan.how,
        at=case.at,
        recorded_at=case.now,
        by=case.by,
        device=clean_line(case.scan.device)[:DEVICE],
        offline=case.scan.offline,
        scan_id=case.scan.scan_id,
    )


def _record_double(second: CheckIn, first: CheckIn, by: User) -> None:
    after = {"first": first.pk, "first_at": first.at, "second_at": second.at}
    audit.record(events.ENTERED_TWICE, subject=second, actor=by, after=after)
