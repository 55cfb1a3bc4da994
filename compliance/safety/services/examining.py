"""A moderator takes a case, so that two do not work on one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from compliance import audit
from compliance.rules import is_moderator
from compliance.safety import events, locks, policy, rules
from compliance.safety.enums import CaseState
from compliance.safety.exceptions import MovedOn, NotYours, OwnCase, TakenByAnother
from compliance.safety.models import Case
from core import clock


@transaction.atomic
def take(*, case: Case, by: Any, now: datetime | None = None) -> Case:
    """The case is this moderator's to decide; a second time changes nothing. Locks the case.

    After `hold_hours` another one may take it over. Raises NotYours, OwnCase, TakenByAnother, MovedOn.
    """
    locked = locks.case(case.pk)
    check_examines(by, locked)
    moment = now or clock.now()
    if not locked.status.undecided:
        raise MovedOn
    if locked.state == CaseState.TAKEN:
        if locked.taken_by_id == by.pk:
            return locked
        if not _left_alone(locked, moment):
            raise TakenByAnother
    before = {"taken_by": locked.taken_by_id}
    locked.state, locked.taken_by, locked.taken_at = CaseState.TAKEN, by, moment
    locked.save(update_fields=["state", "taken_by", "taken_at"])
    audit.record(events.TAKEN, subject=locked, actor=by, before=before, after={"taken_by": by.pk})
    return locked


@transaction.atomic
def release(*, case: Case, by: Any) -> Case:
    """Back into the queue. Locks the case. Raises TakenByAnother, MovedOn."""
    locked = locks.case(case.pk)
    check_holds(by, locked)
    locked.state, locked.taken_by, locked.taken_at = CaseState.OPEN, None, None
    locked.save(update_fields=["state", "taken_by", "taken_at"])
    audit.record(events.RELEASED, subject=locked, actor=by)
    return locked


def check_examines(by: Any, case: Case) -> None:
    """Raises NotYours for who is no moderator, OwnCase for who is part of it."""
    if not is_moderator(by):
        raise NotYours
    if rules.part_of(by, case):
        raise OwnCase


def check_holds(by: Any, case: Case) -> None:
    """Raises MovedOn, TakenByAnother: only who has taken a case decides it."""
    check_examines(by, case)
    if case.state != CaseState.TAKEN:
        raise MovedOn
    if case.taken_by_id != by.pk:
        raise TakenByAnother


def _left_alone(case: Case, now: datetime) -> bool:
    hours = timedelta(hours=policy.current().limits["hold_hours"])
    return case.taken_at is not None and case.taken_at + hours <= now
