"""The clock without anybody looking: reminders to the office, late ones marked, unproved ones closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from compliance import audit
from compliance.rights import joins, locks, queries
from compliance.rights.enums import RequestState, StepKind
from compliance.rights.models import Code, Request, Step
from compliance.rights.services import moving
from core import clock

STAGES: Final = (
    0,
    1,
    3,
    7,
)  # days left; 0: the term is over. The nearest first, so nobody hears of two at once.
BATCH: Final = 2_000


def sweep(*, now: datetime | None = None) -> dict[int, int]:
    """Returns how many requests came to each stage. Safe to run twice, and by two at once."""
    moment = now or clock.now()
    _close_unproved(moment)
    Code.objects.filter(expires_at__lt=moment - timedelta(days=1)).delete()
    return {stage: count for stage in STAGES if (count := remind(stage=stage, now=moment))}


@transaction.atomic
def remind(*, stage: int, now: datetime) -> int:
    """One notice to each officer for all requests of a stage: ten thousand requests are no ten thousand notices.

    Locks the requests; those that another sweep holds are skipped.
    """
    rows = locks.to_remind(stage, now + timedelta(days=stage), BATCH)
    if not rows:
        return 0
    for row in rows:
        row.reminded = stage
        row.overdue_at = now if stage == 0 else row.overdue_at
    Request.objects.bulk_update(rows, ["reminded", "overdue_at"], batch_size=500)
    Step.objects.bulk_create(
        Step(request=row, kind=StepKind.REMINDER, text=str(stage), public=False, at=now) for row in rows
    )
    if stage == 0:
        for row in rows:
            audit.record("rights.request.late", subject=row, actor=None)
    joins.tell_officers(stage=stage, count=len(rows), first=rows[0], now=now)
    return len(rows)


def _close_unproved(now: datetime, limit: int = BATCH) -> int:
    """Nobody ever typed the code, and the term is over: nothing was shown and nothing was changed."""
    return sum(_close(found, now) for found in queries.unproved(now)[:limit])


@transaction.atomic
def _close(found: Request, now: datetime) -> bool:
    row = locks.request(found.pk)
    if row.status is not RequestState.IDENTITY_PENDING:
        return False
    moving.move(row, RequestState.CLOSED, by=None, now=now, public=False)
    return True
