"""Every row lock of the mail room."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from mailing.enums import MailState
from mailing.models import EmailMessage


def next_due(*, now: datetime, limit: int) -> list[EmailMessage]:
    """The most urgent queued messages that no other worker holds."""
    due = EmailMessage.objects.filter(state=MailState.QUEUED, not_before__lte=now)
    ordered = due.order_by("priority", "not_before", "id")
    return list(ordered.select_for_update(skip_locked=True, of=("self",), no_key=True)[:limit])


def lapsed(*, now: datetime, limit: int) -> list[EmailMessage]:
    """Messages whose worker has not come back in time."""
    held = EmailMessage.objects.filter(state=MailState.SENDING, lease_until__lt=now).order_by("id")
    return list(held.select_for_update(skip_locked=True, of=("self",), no_key=True)[:limit])


def message(pk: int) -> EmailMessage:
    """Raises EmailMessage.DoesNotExist."""
    return EmailMessage.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def wording(name: str, language: str) -> None:
    """One editor at a time for a mail in a language, also where there is no row yet to lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"wording:{name}:{language}"]
        )
