"""Every row lock of conversations and finished works: the commission first, then what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from commissions import locks as commission_locks
from commissions.models import Commission
from commissions.progress.models import Conversation, Message, NamingConsent, ReadMark

if TYPE_CHECKING:
    from accounts.models import User


def commission(pk: int) -> Commission:
    """Raises Commission.DoesNotExist."""
    return commission_locks.commission(pk)


def conversation(pk: int) -> Conversation:
    """The conversation with its commission, both locked. Raises Conversation.DoesNotExist."""
    parent = commission(Conversation.objects.values_list("commission_id", flat=True).get(pk=pk))
    rows = Conversation.objects.select_related("seller")
    row = rows.select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.commission = parent
    return row


def message(pk: int) -> Message:
    """The message with its conversation and commission, all locked. Raises Message.DoesNotExist."""
    parent = conversation(Message.objects.values_list("conversation_id", flat=True).get(pk=pk))
    row = Message.objects.select_related("author").select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.conversation = parent
    return row


def mark(pk: int) -> ReadMark:
    """Raises ReadMark.DoesNotExist."""
    rows = ReadMark.objects.select_related("user", "conversation__commission", "conversation__seller")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=pk)


def own_mark(conversation: Conversation, user: User) -> ReadMark | None:
    """How far this person has read; None for whoever has no side in it."""
    rows = ReadMark.objects.filter(conversation=conversation, user=user)
    return rows.select_for_update(of=("self",), no_key=True).first()


def marks(conversation: Conversation, *, side: str) -> QuerySet[ReadMark]:
    """The marks of one side, by their key."""
    rows = ReadMark.objects.filter(conversation=conversation, side=side).select_related("user")
    return rows.select_for_update(of=("self",), no_key=True).order_by("pk")


def consent(commission: Commission) -> NamingConsent | None:
    """The consent in force; its commission is locked already."""
    rows = NamingConsent.objects.filter(commission=commission, withdrawn_at__isnull=True)
    return rows.select_for_update(of=("self",), no_key=True).first()
