"""The webhook door: a message is verified on its raw bytes, kept, and acted on later.

Nothing but the keeping happens in the provider's own request; the outbox row of the same transaction is what
makes sure that a kept message is acted on.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F

from core import clock, outbox
from orders.models import Payment
from orders.payments import doors
from orders.payments.doors import Letter, Opened
from orders.payments.enums import MessageOutcome
from orders.payments.events import ACT
from orders.payments.exceptions import MessageRefused, TooLarge, Truncated
from orders.payments.models import WebhookMessage

log = logging.getLogger("souk.payments")

# What may be kept of a message's headers: no cookie, no authorisation, no address.
SIGNATURES: Final = ("stripe-signature", "hashstring", "sandbox-signature")
KEPT: Final = ("content-type", "content-length", "user-agent", "date", "x-request-id", *SIGNATURES)
REFUSED_KEPT: Final = 200  # an hour and provider: a flood of forgeries does not fill the table
HOUR: Final = 3600


def receive(
    *,
    provider: str,
    body: bytes,
    headers: Mapping[str, str],
    secret: str = "",
    address: str = "",
    declared: int | None = None,
) -> WebhookMessage:
    """Keeps a message that is what it claims to be, once for its event id, and queues it to be acted on.

    `declared` is the length that the sender promised. Raises DoorUnknown, and for a message that is not
    believed TooLarge, Truncated, Forged or OutOfTime: such a one changes nothing but the list of the refused.
    """
    client = doors.client(provider)
    now = clock.now()
    small = {name.lower(): value for name, value in headers.items()}
    letter = Letter(body=body, headers=small, now=now.timestamp(), secret=secret, address=address)
    try:
        if max(len(body), declared or 0) > settings.WEBHOOK_MAX_BYTES:
            raise TooLarge
        if declared is not None and len(body) < declared:
            raise Truncated
        client.verify(letter)
        opened = client.read(letter)
    except MessageRefused as refusal:
        _keep_refused(provider, letter, refusal)
        raise
    return _keep(provider, letter, opened)


@transaction.atomic
def _keep(provider: str, letter: Letter, opened: Opened) -> WebhookMessage:
    """The unique index judges which of two equal messages was first; the other one is counted."""
    now = clock.now()
    row = WebhookMessage(
        **_facts(provider, letter),
        received_at=now,
        due_at=now,
        body=letter.body,
        verified=True,
        event_id=opened.event_id[:150],
        kind=opened.kind[:80],
        payment=_payment(provider, opened),
    )
    WebhookMessage.objects.bulk_create([row], ignore_conflicts=True)
    kept = WebhookMessage.objects.get(provider=provider, event_id=row.event_id, verified=True)
    if kept.sha256 != row.sha256 or kept.received_at != row.received_at:
        WebhookMessage.objects.filter(pk=kept.pk).update(repeats=F("repeats") + 1)
        return kept
    outbox.enqueue(ACT, {"message": kept.pk}, key=f"message:{kept.pk}")
    return kept


def _payment(provider: str, opened: Opened) -> Payment | None:
    if not opened.reference:
        return None
    return Payment.objects.filter(provider=provider, reference=opened.reference).first()


def _keep_refused(provider: str, letter: Letter, refusal: MessageRefused) -> None:
    log.warning("payments.message_refused", extra={"provider": provider, "code": refusal.code})
    if not _worth_keeping(provider):
        return
    now = clock.now()
    WebhookMessage.objects.create(
        **_facts(provider, letter),
        received_at=now,
        due_at=now,
        acted_at=now,
        body=b"",
        verified=False,
        outcome=MessageOutcome.REFUSED,
        error=refusal.code,
    )


def _facts(provider: str, letter: Letter) -> dict[str, object]:
    return {
        "provider": provider,
        "headers": {name: letter.headers[name][:300] for name in KEPT if name in letter.headers},
        "size": len(letter.body),
        "sha256": hashlib.sha256(letter.body).hexdigest(),
    }


def _worth_keeping(provider: str) -> bool:
    key = f"payments:refused:{provider}"
    try:
        cache.add(key, 0, HOUR)
        return cache.incr(key) <= REFUSED_KEPT
    except Exception:  # noqa: BLE001  whatever ails the cache
        return True
