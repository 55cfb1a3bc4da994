"""SendGrid's v3 API through its own client.

SendGrid knows no idempotency key, so a worker that dies between its answer and our mark sends twice
(at-least-once). Our key travels as a custom argument and in X-Entity-Ref-ID, so that events can be
told apart and mail readers can fold the two into one.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parseaddr
from http import HTTPStatus
from typing import Any
from urllib.error import URLError

from django.conf import settings
from python_http_client.exceptions import HTTPError
from sendgrid import SendGridAPIClient

from mailing import consent
from mailing.models import EmailMessage
from mailing.providers.interface import Accepted, Outcome, Refused, Retry

# Our message is at fault; every other answer may be another one tomorrow (also 401: a key can be mended).
FINAL = {HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY}
KEY_TROUBLE = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
KEY_WAIT = timedelta(minutes=15)


class SendGridProvider:
    code = "sendgrid"

    def __init__(self) -> None:
        self.client = SendGridAPIClient(settings.SENDGRID_API_KEY, host=settings.SENDGRID_HOST)
        self.client.client.timeout = settings.SENDGRID_TIMEOUT  # the library has none by default

    def send(self, message: EmailMessage) -> Outcome:
        try:
            answer = self.client.client.mail.send.post(request_body=body_of(message))
        except HTTPError as error:
            return outcome_of(error.status_code, error.headers or {})
        except (URLError, OSError) as error:  # refused, reset, timed out
            return Retry(error=f"{type(error).__name__}: {error}")
        return Accepted(provider_id=str(answer.headers.get("X-Message-Id") or ""))


def outcome_of(status: int, headers: Mapping[str, Any]) -> Outcome:
    error = f"SendGrid {status}"
    if status in FINAL:
        return Refused(error=error)
    if status in KEY_TROUBLE:
        return Retry(error=error, after=KEY_WAIT)
    return Retry(error=error, after=wish(headers))


def wish(headers: Mapping[str, Any]) -> timedelta | None:
    """Retry-After in seconds, or SendGrid's own X-RateLimit-Reset (a Unix time)."""
    if (after := str(headers.get("Retry-After") or "")).isdecimal():
        return timedelta(seconds=int(after))
    if (reset := str(headers.get("X-RateLimit-Reset") or "")).isdecimal():
        return timedelta(seconds=max(1, int(reset) - int(time.time())))
    return None


def body_of(message: EmailMessage) -> dict[str, Any]:
    """The request as the v3 API wants it; text before HTML."""
    contents = [{"type": "text/plain", "value": message.text or " "}]
    if message.html:
        contents.append({"type": "text/html", "value": message.html})
    body: dict[str, Any] = {
        "personalizations": [{"to": [_person(message.to_address)], "custom_args": {"key": message.key}}],
        "from": _person(message.from_address),
        "subject": message.subject,
        "content": contents,
        "headers": {"X-Entity-Ref-ID": message.key, **_language(message), **message.headers},
        # Opens and clicks are watching people: opens only with a consent of their own, clicks never.
        "tracking_settings": {
            "click_tracking": {"enable": False},
            "open_tracking": {"enable": consent.may_watch(message)},
        },
    }
    if message.reply_to:
        body["reply_to"] = _person(message.reply_to)
    if attachments := [_attachment(row) for row in message.attachments.all()]:
        body["attachments"] = attachments
    return body


def _language(message: EmailMessage) -> dict[str, str]:
    return {"Content-Language": "ar, en" if message.language == "both" else message.language}


def _person(address: str) -> dict[str, str]:
    name, email = parseaddr(address)
    return {"email": email, "name": name} if name else {"email": email}


def _attachment(row: Any) -> dict[str, str]:
    return {
        "content": base64.b64encode(bytes(row.content)).decode("ascii"),
        "filename": row.name,
        "type": row.mime_type,
        "disposition": "attachment",
    }
