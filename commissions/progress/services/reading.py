"""How far somebody has read."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from commissions.progress import locks
from commissions.progress.models import Conversation
from compliance import audit
from core import clock

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def mark_read(
    *, conversation: Conversation, by: User, place: int | None = None, now: datetime | None = None
) -> int:
    """Read up to `place` (None: all that is shown now); never back. Returns how far it is read.

    Nothing happens for who has no side in it.
    """
    mark = locks.own_mark(conversation, by)
    if mark is None:
        return 0
    places = Conversation.objects.values_list("places", flat=True).get(pk=conversation.pk)
    mark.place = max(mark.place, min(places if place is None else place, places))
    mark.seen_at = now or clock.now()
    mark.save(update_fields=["place", "seen_at"])
    return mark.place


@transaction.atomic
def record_staff_reading(*, conversation: Conversation, by: User) -> None:
    """Staff who open somebody's conversation leave a trace."""
    audit.record("progress.conversation.read_by_staff", subject=conversation, actor=by)
