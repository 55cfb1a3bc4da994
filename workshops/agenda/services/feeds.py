"""Calendars that a seller follows: added, looked at again, stopped, removed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_line
from core.outbox import enqueue
from workshops.agenda import locks, rules
from workshops.agenda.enums import FeedKind, FeedState, ItemState
from workshops.agenda.exceptions import (
    AddressInvalid,
    FeedKnown,
    NotACalendar,
    NotYourCalendar,
    TooLarge,
    TooManyFeeds,
    TooSoon,
)
from workshops.agenda.models import Feed
from workshops.agenda.reading import LIMITS

if TYPE_CHECKING:
    from accounts.models import User
    from orders.models import Seller

MOST: Final = 20
PATIENCE: Final = timedelta(minutes=5)
READ_NOW = "agenda.feed.read"
LONGEST_ADDRESS: Final = 1_000
MEGABYTE: Final = 1024 * 1024
BEGINNING: Final = b"BEGIN:VCALENDAR"


@transaction.atomic
def add_address(
    *, seller: Seller, by: User, url: str, name: str = "", time_zone: str = "", now: datetime | None = None
) -> Feed:
    """Follows a public calendar; a task reads it at once and then each day. Locks the seller.

    Raises NotYourCalendar, AddressInvalid, FeedKnown, TooManyFeeds.
    """
    address = plain_address(url)
    feed = Feed(seller=seller, added_by=by, kind=FeedKind.ADDRESS, url=address)
    feed.name = clean_line(name)[:200] or urlsplit(address).hostname or address[:200]
    return _added(feed, by, time_zone, now)


@transaction.atomic
def add_file(
    *,
    seller: Seller,
    by: User,
    name: str,
    content: bytes,
    time_zone: str = "",
    now: datetime | None = None,
) -> Feed:
    """Keeps an uploaded calendar until a task has read it. Locks the seller.

    Raises NotYourCalendar, TooLarge, NotACalendar, TooManyFeeds.
    """
    if len(content) > LIMITS.size:
        raise TooLarge(limit=LIMITS.size // MEGABYTE)
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n")[: len(BEGINNING)].upper() == BEGINNING:
        raise NotACalendar
    feed = Feed(seller=seller, added_by=by, kind=FeedKind.FILE, upload=content)
    feed.name = clean_line(name)[-200:] or "calendar.ics"
    return _added(feed, by, time_zone, now)


def plain_address(text: str) -> str:
    """webcal:// is https:// by another name. Raises AddressInvalid."""
    address = clean_line(text)
    if address.lower().startswith("webcal://"):
        address = f"https://{address[len('webcal://') :]}"
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise AddressInvalid from error
    wrong = parts.scheme.lower() not in {"http", "https"} or not parts.hostname
    if wrong or " " in address or len(address) > LONGEST_ADDRESS:
        raise AddressInvalid
    return address


@transaction.atomic
def ask_again(*, feed: Feed, by: User, now: datetime | None = None) -> Feed:
    """Reads it now, not at its next turn. Locks the feed. Raises NotYourCalendar, TooSoon."""
    locked = _mine(feed, by)
    moment = now or clock.now()
    if locked.tried_at is not None and moment - locked.tried_at < PATIENCE:
        raise TooSoon
    locked.due_at = moment
    locked.save(update_fields=["due_at"])
    enqueue(READ_NOW, {"feed": locked.pk})
    return locked


@transaction.atomic
def stop_feed(*, feed: Feed, by: User) -> Feed:
    """What was taken in stays; it is no longer looked at. Locks the feed. Raises NotYourCalendar."""
    locked = _mine(feed, by)
    if locked.state == FeedState.ON:
        locked.state, locked.due_at = FeedState.OFF, None
        locked.save(update_fields=["state", "due_at"])
        audit.record("agenda.feed.stopped", subject=locked, actor=by)
    return locked


@transaction.atomic
def resume_feed(*, feed: Feed, by: User, now: datetime | None = None) -> Feed:
    """Locks the feed. Raises NotYourCalendar."""
    locked = _mine(feed, by)
    if locked.state == FeedState.OFF and locked.kind == FeedKind.ADDRESS:
        locked.state, locked.due_at, locked.failures = FeedState.ON, now or clock.now(), 0
        locked.save(update_fields=["state", "due_at", "failures"])
        audit.record("agenda.feed.resumed", subject=locked, actor=by)
        enqueue(READ_NOW, {"feed": locked.pk})
    return locked


@transaction.atomic
def remove_feed(*, feed: Feed, by: User) -> None:
    """With what it brought and nobody took in; events that were taken in stay. Locks the feed.

    Raises NotYourCalendar.
    """
    locked = _mine(feed, by)
    after = {"taken": locked.items.filter(state=ItemState.ACCEPTED).count(), "name": locked.name}
    audit.record("agenda.feed.removed", subject=locked, actor=by, before=after)
    locked.delete()


def _added(feed: Feed, by: User, time_zone: str, now: datetime | None) -> Feed:
    if not rules.may_import(by, feed.seller):
        raise NotYourCalendar
    locks.seller(feed.seller_id)
    others = Feed.objects.filter(seller=feed.seller)
    if feed.url and others.filter(url=feed.url).exists():
        raise FeedKnown
    if others.count() >= MOST:
        raise TooManyFeeds(limit=MOST)
    feed.created_at = feed.due_at = now or clock.now()
    feed.time_zone = time_zone or by.time_zone
    feed.save(force_insert=True)
    after = {"seller": feed.seller_id, "kind": feed.kind, "url": feed.url, "name": feed.name}
    audit.record("agenda.feed.added", subject=feed, actor=by, after=after)
    enqueue(READ_NOW, {"feed": feed.pk})
    return feed


def _mine(feed: Feed, by: User) -> Feed:
    locked = locks.feed(feed.pk)
    if not rules.may_import(by, locked.seller):
        raise NotYourCalendar
    return locked
