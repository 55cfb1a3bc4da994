"""Every row lock that the copies take."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from compliance.copies.enums import COMING, THERE, CopyState
from compliance.copies.models import Copy


def copy(pk: int) -> Copy:
    """The copy's row; raises Copy.DoesNotExist."""
    return Copy.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def copy_of(pk: int) -> Copy | None:
    """The copy's row, if its person still exists."""
    return Copy.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()


def to_make(pk: int, now: datetime) -> Copy | None:
    """The copy, if it waits or its worker has been silent for too long, and nobody else takes it just now."""
    rows = Copy.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    silent = Q(state=CopyState.BUILDING, claimed_until__lte=now)
    return rows.filter(Q(state=CopyState.QUEUED) | silent, pk=pk).first()


def stale(now: datetime, limit: int) -> list[Copy]:
    """Copies whose worker has died, or whose message was lost."""
    rows = Copy.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    return list(rows.filter(state__in=COMING, claimed_until__lte=now).order_by("pk")[:limit])


def outdated(now: datetime, limit: int) -> list[Copy]:
    """Copies whose seven days are over."""
    rows = Copy.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    return list(rows.filter(state__in=THERE, expires_at__lte=now).order_by("pk")[:limit])
