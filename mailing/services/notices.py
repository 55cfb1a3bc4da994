"""Notices inside the house."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from core import clock
from mailing.models import Notification

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def notify(*, user: User, kind: str, context: Mapping[str, Any], url: str = "", key: str) -> None:
    """Writes a notice, once for a person and key.

    Facts are JSON; one that differs by language is {"ar": ..., "en": ...}.
    """
    row = Notification(user=user, kind=kind, context=dict(context), url=url, key=key, created_at=clock.now())
    Notification.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def mark_read(*, notice: Notification, now: Any = None) -> Notification:
    if notice.read_at is None:
        notice.read_at = now or clock.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, user: User) -> int:
    """Returns how many were unread."""
    return Notification.objects.filter(user=user, read_at__isnull=True).update(read_at=clock.now())
