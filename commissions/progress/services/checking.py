"""No contact details before the award: what is said is looked at, held, and shown or refused by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from commissions import screening
from commissions import services as commission_services
from commissions.enums import ScreenedKind, ScreeningState
from commissions.models import Screening
from commissions.progress import events, locks, rules
from commissions.progress.enclosures import Enclosure
from commissions.progress.enums import MessageState
from commissions.progress.models import Conversation, Message
from commissions.progress.services import showing
from commissions.screening import Hit
from compliance import audit
from core import clock

if TYPE_CHECKING:
    from accounts.models import User

# A number that is told in pieces: so many of one's last messages, so short, so soon one after the other.
PIECES: Final = 5
SHORT: Final = 60
SOON: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Looked:
    text: str
    found: tuple[Hit, ...]


def look(
    conversation: Conversation, by: User, words: str, found: Sequence[Enclosure], now: datetime
) -> Looked:
    """What would have to be checked in a message, with everything that is attached to it; nothing after the award."""
    text = screening.BREAK.join([words, *(part for one in found for part in (one.name, one.words) if part)])
    if rules.contacts_allowed(conversation.commission, conversation.seller):
        return Looked(text, ())
    hits = screening.hits(text)
    if hits or not _has_digits(words) or len(words) > SHORT:
        return Looked(text, tuple(hits))
    return _in_pieces(conversation, by, words, now)


def _in_pieces(conversation: Conversation, by: User, words: str, now: datetime) -> Looked:
    """The message behind one's last short ones: only what reaches into the new one counts."""
    rows = Message.objects.filter(conversation=conversation, author=by, at__gte=now - SOON)
    before = list(rows.order_by("-at", "-pk").values_list("text", flat=True)[:PIECES])
    pieces = [text for text in reversed(before) if len(text) <= SHORT and _has_digits(text)]
    text = " ".join([*pieces, words])
    start = len(text) - len(words)
    return Looked(text, tuple(hit for hit in screening.hits(text) if hit.end > start))


def _has_digits(words: str) -> bool:
    return any(char.isdecimal() for char in words)


def hold(message: Message, looked: Looked) -> None:
    """Keeps it from the other side and puts it before a person. The conversation is locked."""
    message.state = MessageState.HELD
    message.save(force_insert=True)
    commission_services.hold(
        kind=ScreenedKind.MESSAGE,
        subject=message.pk,
        commission=message.conversation.commission,
        author=message.author,
        texts=[looked.text],
        now=message.at,
    )
    kinds = sorted({str(hit.kind) for hit in looked.found})
    audit.record("progress.message.held", subject=message, actor=message.author, after={"found": kinds})


@transaction.atomic
def settle_check(*, check: Screening, now: datetime | None = None) -> Message | None:
    """After a person decided: the message is shown, or stays with its author. Locks it with its conversation.

    None where the check is not about a message, or was settled before.
    """
    if check.kind != ScreenedKind.MESSAGE or check.state == ScreeningState.PENDING:
        return None
    message = locks.message(check.subject_pk)
    if message.state != MessageState.HELD:
        return None
    if check.state == ScreeningState.CLEARED:
        _release(message, check, now or clock.now())
    else:
        _refuse(message, check)
    return message


def _release(message: Message, check: Screening, now: datetime) -> None:
    showing.put_up(message, message.conversation, now)
    message.state = MessageState.SHOWN
    message.save(update_fields=["state", "place", "shown_at"])
    showing.ensure_marks(message.conversation)
    audit.record("progress.message.released", subject=message, actor=check.decided_by)
    events.shown(message)


def _refuse(message: Message, check: Screening) -> None:
    message.state = MessageState.REFUSED
    message.save(update_fields=["state"])
    audit.record("progress.message.refused", subject=message, actor=check.decided_by)
