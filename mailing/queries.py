"""Reads of the mail room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from mailing.models import EmailMessage, EmailTemplate, Notification

if TYPE_CHECKING:
    from accounts.models import User


def messages(*, search: str = "", state: str = "", template: str = "") -> QuerySet[EmailMessage]:
    """For staff: newest first, without the heavy columns; `search` is the beginning of an address."""
    rows = EmailMessage.objects.defer("html", "text", "headers").order_by("-queued_at", "-pk")
    if search:
        rows = rows.filter(to_address__startswith=search.lower())
    if state:
        rows = rows.filter(state=state)
    return rows.filter(template=template) if template else rows


def notices_of(user: User) -> QuerySet[Notification]:
    return Notification.objects.filter(user=user).order_by("-created_at", "-pk")


def unread_count(user: User) -> int:
    return notices_of(user).filter(read_at__isnull=True).count()


def versions(name: str) -> QuerySet[EmailTemplate]:
    return (
        EmailTemplate.objects.filter(name=name).select_related("written_by").order_by("language", "-version")
    )


def in_force(name: str, language: str) -> EmailTemplate | None:
    return EmailTemplate.objects.filter(name=name, language=language, active=True).first()
