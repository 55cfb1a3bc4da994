"""When an event takes place: runs and their sessions, planned on the wall clock of the place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max, ProtectedError

from accounts.validators import check_time_zone
from compliance import audit
from core import clock
from core.bidi import clean_line
from core.outbox import enqueue
from workshops import events, locks
from workshops.enums import EventState, RunState
from workshops.exceptions import (
    CapacityBelowTaken,
    InThePast,
    NoSessions,
    SessionEntered,
    SessionsOverlap,
    TooManySessions,
    WrongState,
)
from workshops.models import Allotment, Event, Run, Session, TicketType
from workshops.recurrence import MOST, Rule, Slot, occurrences, span
from workshops.services import fields, guards

if TYPE_CHECKING:
    from accounts.models import User

MOST_SESSIONS: Final = 60


@dataclass(frozen=True, slots=True)
class Planned:
    """One session: when, on the wall clock, and what it is about."""

    slot: Slot
    topic_ar: str = ""
    topic_en: str = ""


class SeriesFields(TypedDict, total=False):
    label_ar: str
    label_en: str
    waiting_list: bool


class NewRunFields(SeriesFields, total=False):
    closes_at: datetime | None


class RunFields(NewRunFields, total=False):
    capacity: int


@transaction.atomic
def add_run(
    *,
    event: Event,
    by: User | None,
    sessions: Sequence[Slot | Planned],
    capacity: int,
    time_zone: str = "",
    closes_before: timedelta | None = None,
    now: datetime | None = None,
    **values: Unpack[NewRunFields],
) -> Run:
    """One run with its sessions; `time_zone` empty: the venue's. `closes_before` says how long before the
    beginning registration closes. Locks the event.

    Raises NotYours, WrongState, NoSessions, TooManySessions, SessionsOverlap, InThePast, FieldsInvalid.
    """
    locked = locks.event(event.pk)
    guards.check_manages(by, locked)
    guards.check_living(locked)
    run = Run(event=locked, number=_next_number(locked), time_zone=_zone(locked, time_zone))
    fields.filled(run, {**values, "capacity": capacity})
    plan = _planned(sessions)
    spans = _spans(plan, run.zone)
    _check_to_come(spans, now or clock.now())
    run.starts_at, run.ends_at = spans[0][0], spans[-1][1]
    if closes_before is not None:
        run.closes_at = run.starts_at - closes_before
    fields.save_new(run)
    _write_sessions(run, plan, spans)
    _make_allotments(run)
    audit.record(events.RUN_ADDED, subject=run, actor=by, after=_facts(run))
    return run


@transaction.atomic
def add_runs(
    *,
    event: Event,
    by: User | None,
    first: Slot | Planned,
    rule: Rule,
    capacity: int,
    time_zone: str = "",
    closes_before: timedelta | None = None,
    now: datetime | None = None,
    **values: Unpack[SeriesFields],
) -> list[Run]:
    """A run for each time of a recurrence: a tour every Friday. Raises as `add_run`."""
    one = _as_planned(first)
    if rule.count is not None and rule.count > MOST:
        raise TooManySessions(most=MOST)
    return [
        add_run(
            event=event,
            by=by,
            sessions=[Planned(slot, one.topic_ar, one.topic_en)],
            capacity=capacity,
            time_zone=time_zone,
            closes_before=closes_before,
            now=now,
            **values,
        )
        for slot in occurrences(one.slot, rule)
    ]


@transaction.atomic
def update_run(*, run: Run, by: User | None, now: datetime | None = None, **values: Unpack[RunFields]) -> Run:
    """Label, seats, closing time, waiting list. Locks the run.

    Raises NotYours, RunOver, WrongState, CapacityBelowTaken, FieldsInvalid.
    """
    locked = locks.run(run.pk)
    guards.check_manages(by, locked.event)
    guards.check_to_come(locked, now or clock.now())
    room = locked.capacity
    if values.get("capacity", room) < locked.taken:
        raise CapacityBelowTaken(taken=locked.taken)
    before, after = fields.changed(locked, values)
    if after:
        audit.record(events.RUN_UPDATED, subject=locked, actor=by, before=before, after=after)
    if locked.capacity > room:
        tell_widened(locked)
    return locked


@transaction.atomic
def move_run(
    *,
    run: Run,
    by: User | None,
    sessions: Sequence[Slot | Planned] | None = None,
    time_zone: str = "",
    now: datetime | None = None,
) -> Run:
    """Other times, or another zone: without `sessions` the hours on the wall stay. Locks the run.

    Sessions keep their rows by position, so that what hangs on the second evening stays with it. Everybody
    who registered is told, and may step back freely (`run_moved`). Nothing happens when nothing changes.
    Raises NotYours, RunOver, WrongState, NoSessions, TooManySessions, SessionsOverlap, InThePast.
    """
    locked = locks.run(run.pk)
    moment = now or clock.now()
    guards.check_manages(by, locked.event)
    guards.check_to_come(locked, moment)
    plan = None if sessions is None else _planned(sessions)
    _move(locked, plan, _zone(locked.event, time_zone or locked.time_zone), by=by, now=moment)
    return locked


def relocate(run: Run, *, zone: str, by: User | None, now: datetime) -> None:
    """Another place, perhaps in another zone. The run is locked, it is not over."""
    if not _move(run, None, zone, by=by, now=now):
        before = [(one.starts_at, one.ends_at) for one in run.sessions.all()]
        _tell_moved(run, before, now)


@transaction.atomic
def close_run(*, run: Run, by: User | None, now: datetime | None = None) -> Run:
    """Nobody registers any more. Locks the run. Raises NotYours, RunOver, WrongState."""
    return _turned(run, RunState.CLOSED, events.RUN_CLOSED, by=by, now=now)


@transaction.atomic
def open_run(*, run: Run, by: User | None, now: datetime | None = None) -> Run:
    """People may register again. Locks the run. Raises NotYours, RunOver, WrongState."""
    opened = _turned(run, RunState.OPEN, events.RUN_OPENED, by=by, now=now)
    tell_widened(opened)
    return opened


def tell_widened(run: Run) -> None:
    """There may be seats for the waiting list."""
    if run.event.state == EventState.PUBLISHED:
        enqueue("workshops.run.widened", {"run": run.pk})


def _turned(run: Run, wanted: RunState, action: str, *, by: User | None, now: datetime | None) -> Run:
    locked = locks.run(run.pk)
    guards.check_manages(by, locked.event)
    guards.check_to_come(locked, now or clock.now())
    state = RunState(locked.state)
    if wanted not in state.next_states:
        raise WrongState(state=state.label, wanted=wanted.label)
    locked.state = wanted
    locked.save(update_fields=["state"])
    audit.record(action, subject=locked, actor=by, before={"state": state}, after={"state": wanted})
    return locked


def _move(run: Run, plan: list[Planned] | None, zone: str, *, by: User | None, now: datetime) -> bool:
    """Whether anything changed. Raises SessionsOverlap, InThePast."""
    rows = list(run.sessions.order_by("position"))
    old = [(one.starts_at, one.ends_at) for one in rows]
    wanted = plan or [_kept(one) for one in rows]
    spans = _spans(wanted, ZoneInfo(zone))
    if spans == old and zone == run.time_zone:
        if plan is not None:
            _write_sessions(run, wanted, spans)
        return False
    _check_to_come(spans, now)
    before = _facts(run)
    later = spans[0][0] - run.starts_at
    run.time_zone, run.starts_at, run.ends_at = zone, spans[0][0], spans[-1][1]
    if run.closes_at is not None:
        run.closes_at = min(run.closes_at + later, run.ends_at)
    with fields.judged():
        run.save(update_fields=["time_zone", "starts_at", "ends_at", "closes_at"])
    _write_sessions(run, wanted, spans)
    audit.record(events.RUN_MOVED, subject=run, actor=by, before=before, after=_facts(run))
    if spans != old:
        _tell_moved(run, old, now)
    return spans != old


def _tell_moved(run: Run, before: list[tuple[datetime, datetime]], now: datetime) -> None:
    run.moved_at, run.version = now, run.version + 1
    run.save(update_fields=["moved_at", "version"])
    if run.event.state == EventState.PUBLISHED:
        payload = {"run": run.pk, "before": [[start.isoformat(), end.isoformat()] for start, end in before]}
        enqueue("workshops.run.moved", payload, key=f"run:{run.pk}:{run.version}")


def _kept(session: Session) -> Planned:
    slot = Slot(session.wall_start, session.wall_end)
    return Planned(slot, session.topic_ar or "", session.topic_en or "")


def _as_planned(one: Slot | Planned) -> Planned:
    return one if isinstance(one, Planned) else Planned(one)


def _planned(sessions: Iterable[Slot | Planned]) -> list[Planned]:
    plan = sorted((_as_planned(one) for one in sessions), key=lambda one: one.slot)
    if not plan:
        raise NoSessions
    if len(plan) > MOST_SESSIONS:
        raise TooManySessions(most=MOST_SESSIONS)
    return plan


def _spans(plan: list[Planned], zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    spans = [span(one.slot, zone) for one in plan]
    for (_start, end), (start, _end) in pairwise(spans):
        if start < end:
            raise SessionsOverlap
    return spans


def _check_to_come(spans: list[tuple[datetime, datetime]], now: datetime) -> None:
    if spans[-1][1] <= now:
        raise InThePast


def _write_sessions(run: Run, plan: list[Planned], spans: list[tuple[datetime, datetime]]) -> None:
    """By position; the database looks whether any overlap when all are written."""
    rows = {one.position: one for one in run.sessions.all()}
    with fields.judged():
        for position, (one, (start, end)) in enumerate(zip(plan, spans, strict=True)):
            row = rows.pop(position, None) or Session(run=run, position=position)
            row.starts_at, row.ends_at = start, end
            row.wall_start, row.wall_end = one.slot.start, one.slot.end
            row.topic_ar, row.topic_en = clean_line(one.topic_ar), clean_line(one.topic_en)
            row.__dict__["topic"] = row.topic_en or row.topic_ar
            row.save()
        _take_off(rows.values())
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS session_apart, session_position_once IMMEDIATE")
            cursor.execute("SET CONSTRAINTS session_apart, session_position_once DEFERRED")


def _take_off(sessions: Iterable[Session]) -> None:
    """Raises SessionEntered where somebody was let in already: their entry stays true."""
    try:
        Session.objects.filter(pk__in=[row.pk for row in sessions]).delete()
    except ProtectedError as error:
        raise SessionEntered from error


def _make_allotments(run: Run) -> None:
    """One for each ticket type; a limit is taken over from the run before."""
    latest = Run.objects.filter(event=run.event).exclude(pk=run.pk).order_by("-number").first()
    limits = dict(Allotment.objects.filter(run=latest).values_list("ticket_type", "limit")) if latest else {}
    Allotment.objects.bulk_create(
        Allotment(run=run, ticket_type=kind, limit=limits.get(kind.pk))
        for kind in TicketType.objects.filter(event=run.event).order_by("pk")
    )


def _next_number(event: Event) -> int:
    """The event is locked."""
    latest = Run.objects.filter(event=event).aggregate(latest=Max("number"))["latest"]
    return (latest or 0) + 1


def _zone(event: Event, asked: str) -> str:
    zone = asked or (event.venue.time_zone if event.venue else "Asia/Riyadh")
    try:
        check_time_zone(zone)
    except ValidationError as error:
        raise fields.FieldsInvalid({"time_zone": error.messages[0]}) from error
    return zone


def _facts(run: Run) -> dict[str, Any]:
    return {
        "capacity": run.capacity,
        "time_zone": run.time_zone,
        "starts_at": run.starts_at.isoformat(),
        "ends_at": run.ends_at.isoformat(),
    }


def shifted(run: Run, by: timedelta) -> list[Planned]:
    """The run's sessions so much later on the wall clock."""
    rows = (_kept(one) for one in run.sessions.order_by("position"))
    return [Planned(one.slot.later(by), one.topic_ar, one.topic_en) for one in rows]
