"""Every row lock that the kernel takes."""

from __future__ import annotations

from django.db.models.functions import Now

from core.enums import OutboxState
from core.models import OutboxMessage


def next_due_message() -> OutboxMessage | None:
    """The oldest due row that no other relay holds, locked until the end of the transaction."""
    return (
        OutboxMessage.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=OutboxState.WAITING, due_at__lte=Now())
        .order_by("due_at", "id")
        .first()
    )
