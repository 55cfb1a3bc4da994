"""Putting a message into the queue, and taking it out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction

from compliance import audit
from core import clock, outbox
from mailing import consent, locks, registry
from mailing.bilingual import Bilingual
from mailing.enums import MailState, Priority
from mailing.exceptions import NotCancellable, NotRequeueable, NotWanted
from mailing.models import EmailAttachment, EmailMessage
from mailing.rendering import render

if TYPE_CHECKING:
    from accounts.models import User

NUDGE = "mailing.nudge"


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished message, from a template or from other code that sends mail."""

    to_address: str
    subject: str
    text: str
    language: str
    html: str = ""
    template: str = ""
    purpose: str = ""
    from_address: str = ""
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: Sequence[tuple[str, bytes, str]] = ()


@transaction.atomic
def queue(
    template: str,
    *,
    to: User,
    context: Mapping[str, Any],
    key: str,
    priority: Priority | None = None,
    language: str = "",
) -> EmailMessage | None:
    """Writes a mail into the queue, in the caller's transaction, in the recipient's language.

    The same key again gives the message of the first time and writes nothing. A mail that needs consent is
    not written without it: None. Raises UnknownTemplate.
    """
    if known := EmailMessage.objects.filter(key=key).first():
        return known
    kind = registry.mail(template)
    if not consent.wanted(kind.purpose, user_id=to.pk, address=to.email):
        return None
    facts = {"recipient": _name(to), **context}
    way_out = consent.way_out(kind.purpose, user_id=to.pk, address=to.email, language=language or to.language)
    rendered = render(kind, language=language or to.language, context=facts, way_out=way_out)
    letter = Letter(
        to_address=to.email,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        language=rendered.language,
        template=template,
        purpose=kind.purpose,
        headers=consent.headers(way_out),
    )
    return queue_raw(letter, key=key, user=to, priority=kind.priority if priority is None else priority)


@transaction.atomic
def queue_to_address(
    template: str, *, address: str, language: str, context: Mapping[str, Any], key: str
) -> EmailMessage | None:
    """Writes a mail to somebody without an account, greeted by `context["recipient"]` or by the address.

    The same key again gives the message of the first time. A mail that needs consent is not written without
    it: None. Raises UnknownTemplate.
    """
    if known := EmailMessage.objects.filter(key=key).first():
        return known
    kind = registry.mail(template)
    if not consent.wanted(kind.purpose, user_id=None, address=address):
        return None
    facts = {"recipient": address, **context}
    way_out = consent.way_out(kind.purpose, user_id=None, address=address, language=language)
    rendered = render(kind, language=language, context=facts, way_out=way_out)
    letter = Letter(
        to_address=address,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        language=rendered.language,
        template=template,
        purpose=kind.purpose,
        headers=consent.headers(way_out),
    )
    return queue_raw(letter, key=key, priority=kind.priority)


def _name(person: User) -> Bilingual:
    """As the person writes it in each language; somebody without a name is greeted by the address."""
    arabic, english = (str(getattr(person, f"name_{code}", "") or "") for code in ("ar", "en"))
    known = arabic or english or person.get_full_name()
    return Bilingual(ar=arabic or known, en=english or known)


@transaction.atomic
def queue_raw(
    letter: Letter, *, key: str, user: User | None = None, priority: Priority = Priority.NORMAL
) -> EmailMessage:
    """Writes a finished message into the queue; the same key again gives the first one."""
    now = clock.now()
    row = EmailMessage(
        key=key,
        user=user,
        template=letter.template,
        purpose=letter.purpose,
        language=letter.language,
        to_address=letter.to_address.lower(),
        from_address=letter.from_address or settings.DEFAULT_FROM_EMAIL,
        reply_to=letter.reply_to,
        headers=dict(letter.headers),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        priority=priority,
        queued_at=now,
        not_before=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return EmailMessage.objects.get(key=key)
    EmailAttachment.objects.bulk_create(
        EmailAttachment(message=row, name=name, content=content, mime_type=mime_type)
        for name, content, mime_type in letter.attachments
    )
    outbox.enqueue(NUDGE, {"message": row.pk}, key=f"queued:{row.pk}")
    return row


@transaction.atomic
def cancel(*, message: EmailMessage, by: User) -> EmailMessage:
    """Keeps a waiting message from leaving. Raises NotCancellable. Locks the message."""
    row = locks.message(message.pk)
    if not row.status.cancellable:
        raise NotCancellable
    return _move(row, MailState.CANCELLED, by=by, action="mailing.message.cancelled")


@transaction.atomic
def requeue(*, message: EmailMessage, by: User) -> EmailMessage:
    """Gives a parked, refused or cancelled message a fresh start. Locks it.

    Raises NotRequeueable, NotWanted when its reader does not agree to this kind of mail any more.
    """
    row = locks.message(message.pk)
    if not row.status.requeueable:
        raise NotRequeueable
    if not consent.still_wanted(row):
        raise NotWanted
    row.attempts, row.last_error, row.done_at = 0, "", None
    row.not_before = clock.now()
    row.save(update_fields=["attempts", "last_error", "done_at", "not_before"])
    _move(row, MailState.QUEUED, by=by, action="mailing.message.requeued")
    outbox.enqueue(NUDGE, {"message": row.pk})
    return row


@transaction.atomic
def cancel_unwanted(*, purpose: str, user: Any, address: str) -> int:
    """Takes every waiting mail of a purpose out of the queue when its reader withdraws; how many.

    In the transaction of the withdrawal. Locks the messages: one that a worker is just claiming is waited for
    and then left to the worker, who asks again before it is sent.
    """
    rows = locks.waiting_for(purpose, user=user, address=address)
    for row in rows:
        row.last_error, row.done_at = consent.WITHDRAWN, clock.now()
        row.save(update_fields=["last_error", "done_at"])
        _move(row, MailState.CANCELLED, by=user, action="mailing.message.cancelled")
    return len(rows)


def _move(row: EmailMessage, state: MailState, *, by: User | None, action: str) -> EmailMessage:
    before = row.state
    row.state = state
    row.save(update_fields=["state"])
    audit.record(action, subject=row, actor=by, before={"state": before}, after={"state": str(state)})
    return row
