"""Django's own way of sending mail, led into the queue: allauth's mail takes the same road."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from email.mime.base import MIMEBase
from typing import Any

from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage as DjangoMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import get_language

from mailing.enums import Priority
from mailing.services.queueing import Letter, queue_raw

HTML = "text/html"


class QueueBackend(BaseEmailBackend):
    """One row a recipient, high priority: these are codes and confirmations that somebody waits for."""

    def send_messages(self, email_messages: Sequence[DjangoMessage]) -> int:
        with transaction.atomic():
            for message in email_messages:
                self._queue(message)
        return len(email_messages)

    def _queue(self, message: DjangoMessage) -> None:
        identity = uuid.uuid4().hex
        users = {user.email.lower(): user for user in _users(message.recipients())}
        for position, address in enumerate(message.recipients()):
            queue_raw(
                letter_of(message, address),
                key=f"mail:{identity}:{position}",
                user=users.get(address.lower()),
                priority=Priority.HIGH,
            )


def letter_of(message: DjangoMessage, address: str) -> Letter:
    language = (get_language() or "ar")[:2]
    return Letter(
        to_address=address,
        from_address=message.from_email,
        reply_to=", ".join(message.reply_to),
        headers={name: str(value) for name, value in message.extra_headers.items()},
        subject=" ".join(str(message.subject).split()),
        text="" if message.content_subtype == "html" else str(message.body),
        html=_html(message),
        language=language if language in {"ar", "en"} else "ar",
        template=str(getattr(message, "template_name", "")),
        attachments=[_attachment(one) for one in message.attachments],
    )


def _users(addresses: Sequence[str]) -> Any:
    return get_user_model().objects.filter(email__in=[address.lower() for address in addresses])


def _html(message: DjangoMessage) -> str:
    if message.content_subtype == "html":
        return str(message.body)
    found = (content for content, kind in getattr(message, "alternatives", None) or () if kind == HTML)
    return str(next(found, ""))


def _attachment(one: Any) -> tuple[str, bytes, str]:
    if isinstance(one, MIMEBase):
        content = one.get_payload(decode=True)
        return one.get_filename() or "attachment", bytes(content or b""), one.get_content_type()
    name, content, kind = one
    raw = content.encode() if isinstance(content, str) else bytes(content)
    return name or "attachment", raw, kind or "application/octet-stream"
