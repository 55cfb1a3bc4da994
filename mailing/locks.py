"""Every row lock of the mail room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from compliance.consents.parties import address_hashes
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


def waiting_for(purpose: str, *, user: Any, address: str) -> list[EmailMessage]:
    """Waiting mails of a purpose to this account, or to the address behind the keyed hash; in order of keys."""
    waiting = EmailMessage.objects.filter(
        purpose=purpose, state__in=[MailState.QUEUED, MailState.PARKED, MailState.FAILED]
    )
    mine = Q(pk__in=_addressed(waiting, user, address))
    if user is not None:
        mine |= Q(user=user.pk)
    return list(waiting.filter(mine).order_by("pk").select_for_update(of=("self",), no_key=True))


def _addressed(waiting: Any, user: Any, address: str) -> list[int]:
    """Of mails without an account: the hash of an address is no column, so those that wait are looked through."""
    wanted = {address} if address else set()
    if user is not None:
        wanted |= {*address_hashes(user.email)}
    rows = waiting.filter(user__isnull=True).values_list("pk", "to_address")
    return [pk for pk, to in rows if wanted.intersection(address_hashes(to))]


def wording(name: str, language: str) -> None:
    """One editor at a time for a mail in a language, also where there is no row yet to lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"wording:{name}:{language}"]
        )
