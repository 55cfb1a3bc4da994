"""Every row lock that the copies take."""

from __future__ import annotations

import datetime

from compliance.copies.enums import COMING, THERE
from compliance.copies.models import Copy


def copy(pk: int) -> Copy:
    """The copy's row; raises Copy.DoesNotExist."""
    return Copy.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def to_make(pk: int, now: datetime.datetime) -> Copy | None:
    """The copy, if it waits or its worker has been silent for too long, and nobody else takes it just now."""
    rows = Copy.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    return rows.filter(pk=pk, state__in=COMING).exclude(claimed_until__gt=now).first()


def stale(now: datetime.datetime, limit: int) -> list[Copy]:
    """Copies whose worker has died."""
    rows = Copy.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    return list(rows.filter(state__in=COMING, claimed_until__lte=now).order_by("pk")[:limit])


def outdated(now: datetime.datetime, limit: int) -> list[Copy]:
    """Copies whose seven days are over."""
    rows = Copy.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    return list(rows.filter(state__in=THERE, expires_at__lte=now).order_by("pk")[:limit])
