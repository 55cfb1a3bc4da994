"""From a draft to what everybody sees, and calling it off."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_line
from core.outbox import enqueue
from marketplace import standing
from workshops import checklist, events, locks, rules
from workshops.enums import EventState, RunState
from workshops.exceptions import NeedsReview, NotPublishable, NotYours, ReasonMissing
from workshops.models import Event, Run
from workshops.services import fields, guards

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def publish_event(*, event: Event, by: User | None, now: datetime | None = None) -> Event:
    """Shows it to everybody; a second time changes nothing. Locks the event.

    Raises NotYours, NeedsReview, WrongState, NotPublishable; from safety Suspended.
    """
    locked = locks.event(event.pk)
    guards.check_manages(by, locked)
    if by is not None and not rules.may_publish(by, locked):
        raise NeedsReview
    if locked.state == EventState.PUBLISHED:
        return locked
    guards.check_moves(locked, EventState.PUBLISHED)
    standing.check_may_sell(by, locked.seller_id)
    moment = now or clock.now()
    _check_ready(locked, moment)
    before = {"state": locked.state}
    locked.state, locked.published_at, locked.return_note = EventState.PUBLISHED, moment, ""
    locked.save(update_fields=["state", "published_at", "return_note", "updated_at"])
    audit.record(
        events.EVENT_PUBLISHED, subject=locked, actor=by, before=before, after={"state": locked.state}
    )
    enqueue("workshops.event.published", {"event": locked.pk}, key=f"event:{locked.pk}")
    return locked


@transaction.atomic
def submit_event(*, event: Event, by: User | None, now: datetime | None = None) -> Event:
    """A draft of a seller whom the house does not know yet goes to the staff. Locks the event.

    Raises NotYours, WrongState, NotPublishable; from safety Suspended.
    """
    locked = locks.event(event.pk)
    guards.check_manages(by, locked)
    guards.check_moves(locked, EventState.REVIEW)
    standing.check_may_sell(by, locked.seller_id)
    _check_ready(locked, now or clock.now())
    return _stated(locked, EventState.REVIEW, events.EVENT_SUBMITTED, by=by, note="")


@transaction.atomic
def return_event(*, event: Event, by: User | None, note: str) -> Event:
    """Back to its seller, with a word on what to mend. Locks the event. Raises NotYours, WrongState."""
    locked = locks.event(event.pk)
    if by is not None and not rules.may_review(by):
        raise NotYours
    guards.check_moves(locked, EventState.DRAFT)
    return _stated(locked, EventState.DRAFT, events.EVENT_RETURNED, by=by, note=clean_line(note)[:500])


@transaction.atomic
def cancel_event(*, event: Event, by: User | None, reason: str = "", now: datetime | None = None) -> Event:
    """Calls off the event and every run that is not over. Locks the event, then its runs by key.

    Each run is told of (`run_cancelled`), so that seats and money go back. Raises NotYours, WrongState,
    ReasonMissing where people can have registered.
    """
    locked = locks.event(event.pk)
    guards.check_manages(by, locked)
    guards.check_moves(locked, EventState.CANCELLED)
    text, moment = clean_line(reason)[:500], now or clock.now()
    if locked.published_at and not text:
        raise ReasonMissing
    for run in locks.runs_of(locked.pk):
        if run.state != RunState.CANCELLED and not run.is_over(moment):
            _call_off(run, text, by=by, now=moment)
    before = {"state": locked.state}
    locked.state, locked.cancelled_at = EventState.CANCELLED, moment
    fields.changed(locked, fields.in_its_language("cancel_reason", text), also=["state", "cancelled_at"])
    audit.record(
        events.EVENT_CANCELLED,
        subject=locked,
        actor=by,
        before=before,
        after={"state": locked.state},
        note=text,
    )
    return locked


@transaction.atomic
def cancel_run(*, run: Run, by: User | None, reason: str = "", now: datetime | None = None) -> Run:
    """Calls off one run; the event stays. Locks the run. Raises NotYours, RunOver, WrongState, ReasonMissing."""
    locked = locks.run(run.pk)
    moment = now or clock.now()
    guards.check_manages(by, locked.event)
    guards.check_to_come(locked, moment)
    text = clean_line(reason)[:500]
    if locked.event.published_at and not text:
        raise ReasonMissing
    _call_off(locked, text, by=by, now=moment)
    return locked


def _call_off(run: Run, reason: str, *, by: User | None, now: datetime) -> None:
    before = {"state": run.state, "taken": run.taken}
    run.state, run.cancelled_at, run.version = RunState.CANCELLED, now, run.version + 1
    texts = fields.in_its_language("cancel_reason", reason)
    fields.changed(run, texts, also=["state", "cancelled_at", "version"])
    audit.record(
        events.RUN_CANCELLED, subject=run, actor=by, before=before, after={"state": run.state}, note=reason
    )
    if run.event.published_at:
        enqueue("workshops.run.cancelled", {"run": run.pk}, key=f"run:{run.pk}")


def _check_ready(event: Event, now: datetime) -> None:
    lacking = checklist.missing(event, now)
    if lacking:
        raise NotPublishable(missing=" ".join(str(one.text) for one in lacking))


def _stated(event: Event, state: EventState, action: str, *, by: User | None, note: str) -> Event:
    before = {"state": event.state}
    event.state, event.return_note = state, note
    event.save(update_fields=["state", "return_note", "updated_at"])
    audit.record(action, subject=event, actor=by, before=before, after={"state": state}, note=note)
    return event
