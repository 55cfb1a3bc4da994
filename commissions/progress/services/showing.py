"""Putting a message where the other side can read it."""

from __future__ import annotations

from datetime import datetime

from commissions.progress.models import Conversation, Message, ReadMark
from orders.enums import Side


def put_up(message: Message, conversation: Conversation, now: datetime) -> None:
    """Gives a message the next place, so that the other side can read it; the conversation is locked."""
    conversation.places += 1
    conversation.last_at = now
    conversation.save(update_fields=["places", "last_at"])
    message.place, message.shown_at = conversation.places, now


def ensure_marks(conversation: Conversation) -> None:
    """A read mark for everybody of both sides, also for who joined the artist's account later."""
    people = {conversation.commission.collector_id: Side.BUYER}
    members = conversation.seller.memberships.values_list("user_id", flat=True)
    people |= {pk: Side.SELLER for pk in members if pk not in people}
    ReadMark.objects.bulk_create(
        (ReadMark(conversation=conversation, user_id=pk, side=side) for pk, side in people.items()),
        ignore_conflicts=True,
    )
