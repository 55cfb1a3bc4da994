"""The life-cycle of a person, each step kept with its reason."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts import events, locks, queries, rules
from accounts.enums import Stage, StageEvent
from accounts.models import StageChange, User
from accounts.signals import stage_changed
from core import clock

SILENCE = timedelta(days=365)
BATCH = 200


@transaction.atomic
def advance_stage(*, user: User, event: StageEvent) -> Stage:
    """Move a person as `event` says, or leave them where they are; the stage after. Locks the person."""
    event = StageEvent(event)
    held = locks.user(user.pk)
    before = _stage_before(held, event)
    asleep = before is Stage.DORMANT
    sleeper = queries.stage_before_sleep(held) if asleep else Stage.ACTIVE
    after = rules.next_stage(before, event, before_sleep=sleeper)
    if after is not before:
        _step(held, before, after, event)
    user.stage = after
    return after


@transaction.atomic
def put_silent_to_sleep(*, now: datetime | None = None, limit: int = BATCH) -> int:
    """Up to `limit` people who have not signed in for twelve months become dormant; how many did.

    Locks them, skipping those locked elsewhere: several workers may run it at once.
    """
    moment = (now or clock.now()) - SILENCE
    sleepers = list(locks.silent_since(moment, limit=limit))
    for user in sleepers:
        _step(user, Stage(user.stage), Stage.DORMANT, StageEvent.FELL_SILENT)
    return len(sleepers)


def _stage_before(user: User, event: StageEvent) -> Stage:
    """A new account was a visitor's until the sign-up itself is on record."""
    is_new = event is StageEvent.SIGNED_UP and not user.stage_changes.exists()
    return Stage.VISITOR if is_new and user.stage == Stage.REGISTERED else Stage(user.stage)


def _step(user: User, before: Stage, after: Stage, event: StageEvent) -> None:
    user.stage = after
    user.save(update_fields=["stage"])
    StageChange.objects.create(user=user, before=before, after=after, event=event)
    events.record(
        "accounts.stage.changed",
        subject=user,
        actor=None,
        before={"stage": str(before)},
        after={"stage": str(after)},
        note=str(event),
    )
    stage_changed.send(sender=StageChange, user=user, before=before, after=after, event=event)
