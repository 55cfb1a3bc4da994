"""What happens by itself when time passes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from compliance import audit
from compliance.safety import events, locks, queries
from compliance.safety.enums import CaseState
from core import clock


def sweep(*, now: datetime | None = None) -> int:
    """Closes decided cases whose time for an appeal is over; how many. Cautions and suspensions end by the clock."""
    moment = now or clock.now()
    pks = list(queries.to_close(moment).values_list("pk", flat=True)[:500])
    return sum(_close(pk, moment) for pk in pks)


@transaction.atomic
def _close(pk: int, now: datetime) -> bool:
    case = locks.case(pk)
    if case.state != CaseState.DECIDED:
        return False
    case.state, case.closed_at = CaseState.CLOSED, now
    case.save(update_fields=["state", "closed_at"])
    audit.record(events.CLOSED, subject=case, actor=None)
    return True
