"""Telling people that something waits to be read: a notice a quiet period, a mail when an hour has passed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from commissions.progress import letters, locks, queries, rules
from commissions.progress.models import Message, ReadMark
from commissions.progress.queries import MAIL_AFTER, MAIL_AGAIN
from core import clock
from orders.enums import Side

QUIET: Final = timedelta(minutes=15)
LOOKING: Final = timedelta(minutes=2)


@transaction.atomic
def tell_of_message(*, message: Message, now: datetime | None = None) -> int:
    """A notice to the other side's people, unless they are looking or were told a moment ago. Locks their marks.

    Returns how many were told. The same message again tells nobody.
    """
    moment = now or clock.now()
    other = Side.SELLER if message.side == Side.BUYER else Side.BUYER
    marks = [
        mark for mark in locks.marks(message.conversation, side=other) if notice_due(mark, message, moment)
    ]
    for mark in marks:
        letters.notice_of_message(message, mark.user)
        mark.noticed_place, mark.noticed_at = message.place or 0, moment
        mark.save(update_fields=["noticed_place", "noticed_at"])
    return len(marks)


def notice_due(mark: ReadMark, message: Message, now: datetime) -> bool:
    """Pure: unread, not told of, not under the reader's eyes, and not within a quiet period."""
    place = message.place or 0
    if mark.place >= place or mark.noticed_place >= place or not mark.user.is_active:
        return False
    if mark.seen_at is not None and now - mark.seen_at < LOOKING:
        return False
    return mark.noticed_at is None or mark.noticed_place <= mark.place or now - mark.noticed_at >= QUIET


def sweep(*, now: datetime | None = None, limit: int = 200) -> int:
    """Mails of what has been unread for an hour; each person in their own transaction. Returns how many."""
    moment = now or clock.now()
    return sum(mail(pk=pk, now=moment) for pk in queries.to_mail(moment).values_list("pk", flat=True)[:limit])


@transaction.atomic
def mail(*, pk: int, now: datetime) -> bool:
    """One mail for everything that this person has not read in a conversation. Locks the read mark."""
    mark = locks.mark(pk)
    talk = mark.conversation
    if not mark.user.is_active or rules.side_in(mark.user, talk.commission, talk.seller) != mark.side:
        return False
    unread = Message.objects.filter(conversation=talk, place__gt=mark.place).exclude(side=mark.side)
    first, count = unread.order_by("place").first(), unread.count()
    if first is None or first.shown_at is None or not _mail_due(mark, first.shown_at, now):
        return False
    letters.mail_of_unread(mark, count=count)
    mark.mailed_place, mark.mailed_at = talk.places, now
    mark.save(update_fields=["mailed_place", "mailed_at"])
    return True


def _mail_due(mark: ReadMark, shown_at: datetime, now: datetime) -> bool:
    if now - shown_at < MAIL_AFTER:
        return False
    if mark.mailed_place <= mark.place:
        return True
    more = mark.conversation.places > mark.mailed_place
    return more and mark.mailed_at is not None and now - mark.mailed_at >= MAIL_AGAIN
