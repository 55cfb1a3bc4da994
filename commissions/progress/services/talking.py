"""Opening a conversation, and saying something in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from commissions.progress import enclosures, events, locks, parties, queries, rules
from commissions.progress.enclosures import Enclosure
from commissions.progress.exceptions import (
    NotInvited,
    NotYours,
    TalkOver,
    TooFast,
    TooManyFiles,
    WordsMissing,
    WordsTooLong,
)
from commissions.progress.models import Attachment, Conversation, Message
from commissions.progress.models.message import LONGEST
from commissions.progress.services import checking, showing
from compliance import audit
from compliance.safety import guards
from core import clock
from core.bidi import clean_line, clean_text
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User
    from commissions.models import Commission
    from orders.models import Seller

MINUTE: Final = timedelta(minutes=1)
MESSAGES_A_MINUTE: Final = 15


@transaction.atomic
def open_conversation(
    *, commission: Commission, seller: Seller, by: User, now: datetime | None = None
) -> Conversation:
    """The one conversation of a commission with an artist; made when there is none. Locks the commission.

    Raises NotInvited where there is nothing to talk about yet, NotYours for anybody else; from safety
    Suspended, Blocked, BlockedByYou.
    """
    locked = locks.commission(commission.pk)
    side = rules.side_in(by, locked, seller)
    known = Conversation.objects.filter(commission=locked, seller=seller).first()
    if known is not None and side is not None:
        return known
    if side not in {Side.BUYER, Side.SELLER}:
        raise NotYours
    if not rules.may_open(by, locked, seller):
        raise NotInvited
    guards.check_may_write(by, parties.other_side(locked, seller, side))
    row = Conversation.objects.create(
        commission=locked, seller=seller, opened_by=by, opened_at=now or clock.now()
    )
    showing.ensure_marks(row)
    audit.record("progress.conversation.opened", subject=row, actor=by, after={"seller": seller.pk})
    return row


def send_message(
    *,
    conversation: Conversation,
    by: User,
    text: str = "",
    files: Sequence[Any] = (),
    key: str = "",
    now: datetime | None = None,
) -> Message:
    """Says something, sends files, or both. Locks the commission and the conversation.

    The same `key` of the same author again gives the message of the first time. Files are looked into before
    any lock is taken. Raises NotYours, TalkOver, TooFast, WordsMissing, WordsTooLong, TooManyFiles, what
    `enclosures.read` raises, and from safety Suspended, Blocked, BlockedByYou.
    """
    if len(files) > enclosures.MAX_FILES:
        raise TooManyFiles(limit=enclosures.MAX_FILES)
    if rules.side_in(by, conversation.commission, conversation.seller) not in {Side.BUYER, Side.SELLER}:
        raise NotYours
    words = clean_text(text)
    if len(words) > LONGEST:
        raise WordsTooLong(limit=LONGEST)
    if not words and not files:
        raise WordsMissing
    _not_too_fast(by, now or clock.now())
    found = {one.sha256: one for one in map(enclosures.read, files)}
    return _write(
        conversation, by, words=words, found=list(found.values()), key=clean_line(key)[:64], now=now
    )


@transaction.atomic
def _write(
    conversation: Conversation,
    by: User,
    *,
    words: str,
    found: Sequence[Enclosure],
    key: str,
    now: datetime | None,
) -> Message:
    locked = locks.conversation(conversation.pk)
    if key and (known := Message.objects.filter(conversation=locked, author=by, key=key).first()):
        return known
    side = rules.side_in(by, locked.commission, locked.seller)
    if side not in {Side.BUYER, Side.SELLER}:
        raise NotYours
    if not rules.may_speak(by, locked):
        raise TalkOver
    guards.check_may_write(by, parties.other_side(locked.commission, locked.seller, side))
    moment = now or clock.now()
    hits = checking.look(locked, by, words, found, moment)
    message = Message(conversation=locked, author=by, side=side, text=words, key=key, at=moment)
    if hits.found:
        checking.hold(message, hits)
    else:
        showing.put_up(message, locked, moment)
        message.save(force_insert=True)
    _attach(message, found, by, moment)
    if message.place:
        showing.ensure_marks(locked)
        events.shown(message)
    return message


def _attach(message: Message, found: Sequence[Enclosure], by: User, now: datetime) -> None:
    Attachment.objects.bulk_create(
        Attachment(
            message=message,
            uploaded_by=by,
            kind=one.kind,
            name=one.name,
            path=enclosures.keep(message.conversation_id, one),
            sha256=one.sha256,
            byte_size=len(one.data),
            width=one.width,
            height=one.height,
            pages=one.pages,
            at=now,
        )
        for one in found
    )


def _not_too_fast(by: User, now: datetime) -> None:
    if queries.sent_since(by, now - MINUTE) >= MESSAGES_A_MINUTE:
        raise TooFast
