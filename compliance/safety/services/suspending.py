"""Warnings, strikes and suspensions: giving, adding up, withdrawing, lifting."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from compliance import audit
from compliance.rules import is_moderator
from compliance.safety import events, locks, policy, queries
from compliance.safety.enums import CautionKind, Scope
from compliance.safety.exceptions import LiftedAlready, NotYours, ReasonsMissing
from compliance.safety.models import Caution, Decision, Suspension
from compliance.safety.signals import person_suspended, suspension_lifted
from core import clock
from core.bidi import clean_line


def caution(decision: Decision, kind: CautionKind, *, by: Any, now: datetime) -> Caution:
    """Inside the decision's transaction. A strike is counted with the others under the person's lock."""
    person = decision.person
    if person is None:
        raise ValueError("A caution is somebody's.")
    locks.person(person.pk)
    row = Caution.objects.create(
        user=person,
        kind=kind,
        decision=decision,
        at=now,
        expires_at=now + policy.current().lasts(kind.value),
    )
    audit.record(events.CAUTIONED, subject=row, actor=by, after={"kind": kind.value, "person": person.pk})
    if kind is CautionKind.STRIKE:
        _add_up(decision, by=by, now=now)
    return row


def _add_up(decision: Decision, *, by: Any, now: datetime) -> None:
    person = decision.person
    assert person is not None  # noqa: S101 - a strike was given to somebody
    step = policy.current().follows(queries.living_strikes([person], now))
    if step is not None:
        suspend(decision, Scope(step.scope), step.days, by=by, now=now, by_strikes=True)


def suspend(
    decision: Decision, scope: Scope, days: int, *, by: Any, now: datetime, by_strikes: bool = False
) -> Suspension:
    """Inside the decision's transaction: from now on, for `days` (0: until further notice)."""
    if decision.person is None:
        raise ValueError("A suspension is somebody's.")
    row = Suspension.objects.create(
        user=decision.person,
        scope=scope,
        starts_at=now,
        ends_at=now + timedelta(days=days) if days else None,
        reasons=decision.reasons,
        decision=decision,
        by_strikes=by_strikes,
    )
    audit.record(
        events.SUSPENDED,
        subject=row,
        actor=by,
        after={"person": row.user_id, "scope": scope.value, "days": days, "by_strikes": by_strikes},
    )
    person_suspended.send(sender=Suspension, suspension=row)
    return row


@transaction.atomic
def lift(*, suspension: Suspension, by: Any, reason: str, now: datetime | None = None) -> Suspension:
    """Ends a suspension before its time. Moderators only; never one's own. Locks the suspension.

    Raises NotYours, ReasonsMissing, LiftedAlready.
    """
    locked = locks.suspension(suspension.pk)
    if not is_moderator(by) or locked.user_id == by.pk:
        raise NotYours
    moment, words = now or clock.now(), clean_line(reason)[:500]
    if not words:
        raise ReasonsMissing
    if locked.lifted_at is not None or (locked.ends_at is not None and locked.ends_at <= moment):
        raise LiftedAlready
    return end(locked, by=by, reason=words, now=moment)


def end(suspension: Suspension, *, by: Any, reason: str, now: datetime) -> Suspension:
    """Under its lock."""
    suspension.lifted_at, suspension.lifted_by, suspension.lift_reason = now, by, reason
    suspension.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    audit.record(events.LIFTED, subject=suspension, actor=by, after={"person": suspension.user_id})
    suspension_lifted.send(sender=Suspension, suspension=suspension)
    events.tell_lifted(suspension)
    return suspension


def withdraw(decision: Decision, *, by: Any, reason: str, now: datetime) -> None:
    """After a granted appeal nothing of the decision stays: its caution, and every suspension that it brought."""
    for row in Caution.objects.filter(decision=decision, withdrawn_at__isnull=True):
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
        audit.record(events.WITHDRAWN, subject=row, actor=by, after={"person": row.user_id})
    for pk in queries.living(now).filter(decision=decision).order_by("pk").values_list("pk", flat=True):
        end(locks.suspension(pk), by=by, reason=reason, now=now)
