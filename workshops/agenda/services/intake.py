"""What a reading changes: new ones, changed ones, and those that are gone. The feed is locked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from workshops.agenda import matching, queries
from workshops.agenda.enums import ItemState
from workshops.agenda.facts import facts_of, same
from workshops.agenda.matching import Candidate
from workshops.agenda.models import Feed, FeedItem
from workshops.agenda.reading import LIMITS, Found, Reading
from workshops.enums import EventState
from workshops.models import Event, Session

if TYPE_CHECKING:
    from orders.models import Seller

WRITTEN = ["state", "title", "starts_at", "ends_at", "facts", "seen_at", "twin"]


def take_in(feed: Feed, reading: Reading, now: datetime) -> None:
    """Writes items; nothing is published and no event is touched."""
    known = {(item.uid, item.recurrence): item for item in feed.items.all()}
    twins = twins_of(reading.found, feed.seller, apart_from=feed)
    fresh, touched = [], []
    for found, twin in zip(reading.found, twins, strict=True):
        item = known.pop((found.uid, found.recurrence), None)
        if item is not None:
            touched.append(_seen_again(item, found, twin, now))
        elif not found.cancelled:
            fresh.append(_new(feed, found, twin, now))
    FeedItem.objects.bulk_create(fresh)
    FeedItem.objects.bulk_update(touched, WRITTEN, batch_size=200)
    if reading.whole:
        _missing(known.values(), now)
    _forget(feed, now)


def twins_of(found: Sequence[Found | FeedItem], seller: Seller, *, apart_from: Feed) -> list[Event | None]:
    """For each the event that seems to be the same one: one query for all."""
    taken = set(apart_from.items.filter(event__isnull=False).values_list("event", flat=True))
    sessions = queries.known_at([one.starts_at for one in found], seller) if found else []
    by_start: dict[datetime, list[Candidate]] = {}
    for session in sessions:
        if session.run.event_id not in taken:
            by_start.setdefault(session.starts_at, []).append(_candidate(session))
    numbers = {event.origin_uid: event for event in _numbered(found, seller) if event.pk not in taken}
    return [
        _same_number(one, numbers, by_start) or _twin(one, by_start.get(one.starts_at, [])) for one in found
    ]


def _numbered(found: Sequence[Found | FeedItem], seller: Seller) -> Iterable[Event]:
    uids = [one.uid for one in found]
    rows = Event.objects.filter(seller=seller, origin_uid__in=uids).exclude(state=EventState.CANCELLED)
    return rows.order_by("pk") if uids else ()


def _same_number(
    one: Found | FeedItem, numbers: dict[str, Event], by_start: dict[datetime, list[Candidate]]
) -> Event | None:
    """The same file sent again: its number, and of a series the same day."""
    event = numbers.get(one.uid)
    if event is None or not one.recurrence:
        return event
    return event if any(known.thing == event for known in by_start.get(one.starts_at, [])) else None


def _twin(one: Found | FeedItem, among: Iterable[Candidate]) -> Event | None:
    place = one.location if isinstance(one, Found) else str(one.facts.get("location", ""))
    match = matching.find(one.title, place, one.starts_at, among)
    event: Event | None = match.thing if match else None
    return event


def _candidate(session: Session) -> Candidate:
    event = session.run.event
    venue = event.venue
    names: list[Any] = []
    if venue is not None:
        address = venue.postal_address
        around = address.one_line("ar") if address else ""
        names = [f"{name} {around}" for name in (venue.name_ar, venue.name_en) if name]
    titles = tuple(text for text in (event.title_ar, event.title_en) if text)
    return Candidate(titles, tuple(names), session.starts_at, event)


def _new(feed: Feed, found: Found, twin: Event | None, now: datetime) -> FeedItem:
    item = FeedItem(feed=feed, uid=found.uid, recurrence=found.recurrence, first_seen_at=now)
    _fill(item, found, now)
    item.twin = twin
    return item


def _seen_again(item: FeedItem, found: Found, twin: Event | None, now: datetime) -> FeedItem:
    """What was taken in and differs now has to be decided; back as it was, it needs nobody."""
    _fill(item, found, now)
    if item.state == ItemState.NEW:
        item.twin = twin
    elif item.state != ItemState.IGNORED:
        if found.cancelled:
            item.state = ItemState.GONE
        else:
            item.state = ItemState.ACCEPTED if same(item.decided, item.facts) else ItemState.CHANGED
    return item


def _fill(item: FeedItem, found: Found, now: datetime) -> None:
    item.title, item.facts, item.seen_at = found.title, facts_of(found), now
    item.starts_at, item.ends_at = found.starts_at, found.ends_at


def _missing(items: Iterable[FeedItem], now: datetime) -> None:
    """Gone is what we took in, would still come, and is within what the calendar could tell us."""
    gone = [
        item.pk
        for item in items
        if item.state in {ItemState.ACCEPTED, ItemState.CHANGED}
        and now < item.starts_at < now + LIMITS.horizon
    ]
    FeedItem.objects.filter(pk__in=gone).update(state=ItemState.GONE)
    lost = [item.pk for item in items if item.state == ItemState.NEW]
    FeedItem.objects.filter(pk__in=lost).delete()


def _forget(feed: Feed, now: datetime) -> None:
    """What nobody took in and is over, and what was called off before anybody looked."""
    open_ones = Q(state__in=[ItemState.NEW, ItemState.IGNORED])
    feed.items.filter(open_ones, ends_at__lte=now).delete()
    feed.items.filter(state=ItemState.NEW, facts__cancelled=True).delete()
