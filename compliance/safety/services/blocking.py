"""A person wants no more messages of another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from compliance import audit
from compliance.safety import events, targets
from compliance.safety.exceptions import CannotBlock
from compliance.safety.models import Block
from core import clock


@transaction.atomic
def block(*, by: Any, kind: str, pk: int, now: datetime | None = None) -> Block:
    """Blocks whoever wrote a thing that this person can see; a second time changes nothing.

    Raises TargetMissing, CannotBlock for what nobody wrote to them, and for one's own side.
    """
    found = targets.kind_of(kind)
    thing = targets.seen_by(by, kind, pk)
    owners = [person for person in found.owners(thing) if person.pk != by.pk]
    if not found.blockable or len(owners) != 1 or not found.visible(by).filter(pk=pk).exists():
        raise CannotBlock
    arabic, english = found.senders(thing)
    row, made = Block.objects.get_or_create(
        blocker=by,
        blocked=owners[0],
        defaults={"name_ar": arabic, "name_en": english, "at": now or clock.now()},
    )
    if made:
        audit.record(events.BLOCKED, subject=row, actor=by)
    return row


@transaction.atomic
def unblock(*, by: Any, pk: int) -> None:
    """Lifts one's own block; one that is gone already stays gone."""
    row = Block.objects.filter(pk=pk, blocker=by).first()
    if row is not None:
        audit.record(events.UNBLOCKED, subject=row, actor=by)
        row.delete()
