"""An approved erasure, step by step: each step once, in a transaction of its own.

A worker that dies loses the step that it was at, and nothing else: the step's rows and its mark are one commit.
Whoever takes over finds the first step without a mark. What the database refuses is written down; the other
steps go on, and the erasure stops as failed until somebody resumes it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, transaction

from compliance import audit, subjects
from compliance.erasure import doing, extra, letters, locks, mentions, order, plain, queries, signals, traces
from compliance.erasure.enums import State, StepKind, StepState
from compliance.erasure.exceptions import InTheWay, ListBehind, ListBroken, Moved, NotOfficer, OwnCase
from compliance.erasure.models import Erasure, Step
from compliance.erasure.services import finishing, replaylist
from compliance.erasure.services.proposing import check_the_way
from compliance.erasure.sessions import end_sessions
from compliance.registry import declaration_of
from compliance.rules import is_officer
from compliance.subjects import Subject
from core import clock
from core.outbox import enqueue

log = logging.getLogger("souk.erasure")
GONE = (OperationalError, InterfaceError)  # of the connection, not of the data: tried again by the task


def run(*, erasure: Erasure, now: datetime | None = None) -> Erasure:
    """Carries out what is left of an approved erasure. Safe to call again, and by several workers at once.

    Returns the erasure as it stands: done, failed (with `problem`), or as it was where it may not run.
    Raises errors of the connection only.
    """
    try:
        if not _begin(erasure.pk, now):
            return Erasure.objects.get(pk=erasure.pk)
        replaylist.write_file()
    except (OSError, ListBehind, ListBroken) as error:
        return finishing.fail(erasure.pk, told_of_list(error))
    while (step := _next(erasure.pk)) is not None:
        run_step(step=step, now=now)
    return finishing.finish(erasure.pk, now=now)


def resume(*, erasure: Erasure, by: Any, now: datetime | None = None) -> Erasure:
    """An officer lets a stopped erasure go on; steps that were refused are tried again.

    Raises NotOfficer, OwnCase, Moved.
    """
    if not is_officer(by):
        raise NotOfficer
    if erasure.user_id == by.pk:
        raise OwnCase
    with transaction.atomic():
        row = locks.erasure(erasure.pk)
        if row.state not in {State.FAILED, State.RUNNING}:
            raise Moved
        if row.state == State.FAILED and row.decided_by_id is None and not row.replayed:
            raise Moved
        at = now or clock.now()
        audit.record("erasure.erasure.resumed", subject=row, actor=by)
        enqueue("erasure.run", {"erasure": row.pk}, key=f"{row.pk}:resumed:{at.timestamp():.6f}")
    return row


@transaction.atomic
def run_step(*, step: Step, now: datetime | None = None) -> Step:
    """Does one step unless it is done. Locks the step; a second worker waits and finds it done."""
    row = locks.step(step.pk)
    if row.state != StepState.WAITING or row.erasure.state != State.RUNNING:
        return row
    at = now or clock.now()
    try:
        with transaction.atomic():
            _WORK[StepKind(row.kind)](row, _subject(row.erasure), at)
    except GONE:
        raise
    except Exception as error:  # noqa: BLE001 - whatever refuses is reported, the other steps go on
        row.refresh_from_db(fields=["deleted", "changed", "kept", "law", "until"])
        row.state, row.problem = StepState.REFUSED, doing.told(error)
        log.warning("erasure.step_refused", extra={"target": row.target, "problem": row.problem})
    else:
        row.state, row.keys, row.done_at, row.problem = StepState.DONE, [], at, ""
    row.save()
    return row


def told_of_list(error: Exception) -> str:
    return str(error) if isinstance(error, (ListBehind, ListBroken)) else type(error).__name__


@transaction.atomic
def _begin(pk: int, now: datetime | None) -> bool:
    """Whether there are steps to take. Locks the erasure, then the person until the plan is written."""
    row = locks.erasure(pk)
    if row.state == State.RUNNING:
        return True
    if row.state not in {State.APPROVED, State.FAILED} or (row.decided_by_id is None and not row.replayed):
        return False
    at = now or clock.now()
    if row.steps.exists():
        row.steps.filter(state=StepState.REFUSED).update(state=StepState.WAITING)
    elif not _lay_out(row):
        return False
    before = row.state
    row.state, row.started_at, row.problem = State.RUNNING, row.started_at or at, ""
    row.save(update_fields=["state", "started_at", "problem", "sealed", "email_hashes", "plan_version"])
    if before == State.APPROVED:
        audit.record("erasure.erasure.started", subject=row, actor=None, after={"plan": row.plan_version})
    return True


def _lay_out(row: Erasure) -> bool:
    """Shuts the account, looks once more for what is in the way, and writes down every step with its rows."""
    if row.user_id is not None:
        locks.person(row.user_id)
        if not row.replayed:
            try:
                check_the_way(row.user)
            except InTheWay as refusal:
                _stop(row, refusal.text)
                return False
        plain.rows(get_user_model()).filter(pk=row.user_id).update(is_active=False)
    subject = queries.subject_for(row.user, frozenset((row.sealed or {}).get("emails", ())))
    row.sealed = {"emails": sorted(subject.emails), "needles": traces.needles(subject)}
    row.email_hashes = sorted({*row.email_hashes, *(traces.hashed(one) for one in subject.emails)})
    plan = order.plan()
    row.plan_version = order.version(plan)
    row.save(update_fields=["email_hashes", "plan_version"])
    replaylist.append(row)
    steps: list[tuple[StepKind, str, list[str]]] = [(StepKind.EXTRA, code, []) for code in extra.works()]
    steps += [(StepKind.MENTIONS, one.model, []) for one in plan if one.mentions]
    steps += [(StepKind.SESSIONS, "sessions", [])] if row.user_id is not None else []
    steps += [(StepKind.MODEL, one.model, _keys(one, subject)) for one in plan]
    Step.objects.bulk_create(
        Step(erasure=row, place=place, kind=kind, target=target, keys=keys)
        for place, (kind, target, keys) in enumerate(steps, start=1)
    )
    return True


def _stop(row: Erasure, problem: str) -> None:
    row.state, row.problem = State.FAILED, problem
    row.save(update_fields=["state", "problem"])
    audit.record("erasure.erasure.failed", subject=row, actor=None)
    signals.erasure_failed.send(Erasure, erasure=row)
    letters.stopped(row)


def _keys(declaration: Any, subject: Subject) -> list[str]:
    if declaration.deed is None:
        return []
    return [str(key) for key in subjects.rows(declaration, subject).values_list("pk", flat=True)]


def _next(pk: int) -> Step | None:
    rows = Step.objects.filter(erasure=pk, state=StepState.WAITING).defer("keys")
    return rows.order_by("place").first()


def _subject(row: Erasure) -> Subject:
    return Subject(row.user_id, frozenset((row.sealed or {}).get("emails", ())))


def _model(step: Step, subject: Subject, now: datetime) -> None:
    """The rows found at the start, and those that came since."""
    declaration = declaration_of(_model_of(step))
    if declaration is None:
        raise doing.DeedMissing(step.target)
    pk = _model_of(step)._meta.pk
    keys = [pk.to_python(key) for key in step.keys]
    if declaration.deed is not None:
        keys += list(subjects.rows(declaration, subject).values_list("pk", flat=True))
    done = doing.carry_out(declaration, keys, now=now)
    step.deleted, step.changed, step.kept = done.deleted, done.changed, done.kept
    step.law, step.until = done.law if done.kept else "", done.until
    for file in done.files:
        enqueue("erasure.file", {"file": file}, key=str(file))


def _mentions(step: Step, subject: Subject, now: datetime) -> None:
    declaration = declaration_of(_model_of(step))
    needles = (step.erasure.sealed or {}).get("needles", [])
    if declaration is not None:
        step.changed = mentions.blacken(declaration, needles)


def _sessions(step: Step, subject: Subject, now: datetime) -> None:
    step.deleted = end_sessions(subject.user_id)


def _extra(step: Step, subject: Subject, now: datetime) -> None:
    work = extra.works().get(step.target)
    step.changed = work(subject) if work else 0


def _model_of(step: Step) -> Any:
    return apps.get_model(step.target)


_WORK: dict[StepKind, Callable[[Step, Subject, datetime], None]] = {
    StepKind.MODEL: _model,
    StepKind.MENTIONS: _mentions,
    StepKind.SESSIONS: _sessions,
    StepKind.EXTRA: _extra,
}
