"""The affected person asks for a second look, and another moderator answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from compliance import audit
from compliance.safety import events, locks, policy, rules, targets
from compliance.safety.enums import AppealState, CaseState
from compliance.safety.exceptions import AppealOver, MovedOn, NotYours, ReasonsMissing, SameModerator
from compliance.safety.models import Appeal, Case, Decision
from compliance.safety.services.examining import check_examines
from compliance.safety.services.suspending import withdraw
from core import clock
from core.bidi import clean_line, clean_text

LONGEST = 4_000
ANSWER = 2_000


@transaction.atomic
def appeal(*, decision: Decision, by: Any, text: str, now: datetime | None = None) -> Appeal:
    """Once for a decision, in time, by somebody affected. Locks the case.

    Raises NotYours, AppealOver, ReasonsMissing.
    """
    case = locks.case(decision.case_id)
    decision.case = case
    moment, words = now or clock.now(), clean_text(text)[:LONGEST]
    if not rules.affected(by, decision):
        raise NotYours
    if not rules.may_appeal(by, decision, moment):
        raise AppealOver
    if not words:
        raise ReasonsMissing
    row = Appeal.objects.create(
        decision=decision,
        by=by,
        text=words,
        at=moment,
        due_at=moment + timedelta(hours=policy.current().appeals["answer_hours"]),
        first_by=decision.decided_by,
    )
    case.state, case.due_at = CaseState.APPEALED, row.due_at
    case.save(update_fields=["state", "due_at"])
    audit.record(events.APPEALED, subject=case, actor=by)
    events.tell_appealed(case)
    return row


@transaction.atomic
def answer_appeal(*, case: Case, by: Any, grant: bool, answer: str, now: datetime | None = None) -> Appeal:
    """By another moderator than the first one. Granted, everything that the decision brought is undone.

    Locks the case, then the appeal. Raises NotYours, OwnCase, MovedOn, SameModerator, ReasonsMissing.
    """
    locked = locks.case(case.pk)
    check_examines(by, locked)
    if locked.state != CaseState.APPEALED:
        raise MovedOn
    row = locks.appeal(locked.pk)
    if by.pk in {row.first_by_id, row.by_id}:
        raise SameModerator
    moment, words = now or clock.now(), clean_text(answer)[:ANSWER]
    if not words:
        raise ReasonsMissing
    row.state = AppealState.GRANTED if grant else AppealState.UPHELD
    row.answered_by, row.answer, row.answered_at = by, words, moment
    row.save(update_fields=["state", "answered_by", "answer", "answered_at"])
    if grant:
        _undo(locked, by=by, reason=clean_line(words)[:500], now=moment)
    locked.state, locked.closed_at = CaseState.CLOSED, moment
    locked.save(update_fields=["state", "closed_at"])
    audit.record(events.ANSWERED, subject=locked, actor=by, after={"state": row.state})
    events.tell_answered(locked)
    return row


def _undo(case: Case, *, by: Any, reason: str, now: datetime) -> None:
    decision = case.decision
    withdraw(decision, by=by, reason=reason, now=now)
    if not decision.removed:
        return
    kind = targets.kind_of(case.kind)
    thing = targets.thing_of(kind.code, case.target_id)
    if thing is not None and kind.restore is not None:
        kind.restore(thing, by)
        audit.record(events.RESTORED, subject=case, actor=by, after={"kind": kind.code})
