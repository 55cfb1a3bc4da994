"""Reminders of the clocks that run: at 48, 24 and 6 hours left, and when the term is over. Once each."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from compliance.incidents import events, locks, queries, terms
from compliance.incidents.enums import EntryKind
from compliance.incidents.models import Breach, Entry
from core import clock


def sweep(*, now: datetime | None = None) -> int:
    """Returns how many reminders were written."""
    moment = now or clock.now()
    soon = queries.running().filter(due_at__lte=moment + timedelta(hours=max(terms.MARKS)))
    return sum(remind(breach=breach, now=moment) for breach in soon)


@transaction.atomic
def remind(*, breach: Breach, now: datetime) -> bool:
    """The reminder that is due; those that a sleeping sweep missed are not made up. Locks the breach."""
    row = locks.breach(breach.number)
    mark = terms.mark(row.due_at, now)
    if mark is None or not row.clock_runs or row.entries.filter(mark__lte=mark).exists():
        return False
    entry = Entry.objects.create(breach=row, kind=EntryKind.REMINDER, code="reminder", mark=mark, at=now)
    events.remind(entry)
    return True
