"""What a seller decides about events of another calendar: taken in as drafts, brought up to date, left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from compliance import audit
from core import clock
from core.errors import SoukError
from marketplace.imports.cells import is_arabic
from orders.queries import sellers_of
from workshops import services as programme
from workshops.agenda import kinds, locks, matching, queries, rules
from workshops.agenda.enums import ItemState
from workshops.agenda.exceptions import ItemDecided, ItemPast, NotYourCalendar
from workshops.agenda.facts import moment
from workshops.agenda.ics.writing import zone
from workshops.agenda.models import Feed, FeedItem
from workshops.agenda.reading import plain
from workshops.agenda.services.intake import twins_of
from workshops.enums import Admission, EventState, Place, RunState
from workshops.models import Event, Run, Venue
from workshops.recurrence import Slot

if TYPE_CHECKING:
    from accounts.models import User

SEATS: Final = 50  # a place to begin from: people register where the event comes from
LONGEST_ADDRESS: Final = 500


@dataclass(slots=True)
class Outcome:
    """How many were decided, and what was said about the others."""

    done: int = 0
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def accept(*, feed: Feed, items: Collection[int], by: User, now: datetime | None = None) -> Outcome:
    """New ones become drafts, changed ones are brought up to date, gone ones are called off.

    Each in a savepoint: one that is refused holds up no other. Locks the feed and the items.
    Raises NotYourCalendar.
    """
    locked = _mine(feed, by)
    at = now or clock.now()
    return _each(locks.items(locked, items), lambda item: _accept(locked, item, by, at))


@transaction.atomic
def accept_all(*, feed: Feed, by: User, now: datetime | None = None) -> Outcome:
    """Everything new that is not here already, and every change; nothing is called off that way.

    Locks the feed and the items. Raises NotYourCalendar.
    """
    locked = _mine(feed, by)
    at = now or clock.now()
    rows = [item for item in queries.waiting(locked) if item.state != ItemState.GONE and item.ends_at > at]
    twins = twins_of(rows, locked.seller, apart_from=locked)
    wanted = [
        item.pk
        for item, twin in zip(rows, twins, strict=True)
        if item.state == ItemState.CHANGED or twin is None
    ]
    return _each(locks.items(locked, wanted), lambda item: _accept(locked, item, by, at))


@transaction.atomic
def ignore(*, feed: Feed, items: Collection[int], by: User, now: datetime | None = None) -> Outcome:
    """New ones are left out; of changed and gone ones ours stays as it is. Locks the feed and the items.

    Raises NotYourCalendar.
    """
    locked = _mine(feed, by)
    at = now or clock.now()
    return _each(locks.items(locked, items), lambda item: _ignore(item, by, at))


def _mine(feed: Feed, by: User) -> Feed:
    locked = locks.feed(feed.pk)
    if not rules.may_import(by, locked.seller):
        raise NotYourCalendar
    return locked


def _each(items: Iterable[FeedItem], decide: Any) -> Outcome:
    outcome = Outcome()
    for item in items:
        try:
            with transaction.atomic():
                decide(item)
        except SoukError as refusal:
            outcome.refused.append(refusal.text)
        else:
            outcome.done += 1
    return outcome


def _accept(feed: Feed, item: FeedItem, by: User, now: datetime) -> None:
    if item.state == ItemState.ACCEPTED:
        raise ItemDecided
    if item.state == ItemState.GONE:
        _call_off(item, by, now)
    elif item.ends_at <= now:
        raise ItemPast(title=item.title or item.uid)
    elif item.run is not None and item.run.state != RunState.CANCELLED:
        _update(item, by, now)
    else:
        _create(feed, item, by, now)
    _decide(item, ItemState.ACCEPTED if item.state != ItemState.GONE else ItemState.IGNORED, by, now)
    audit.record("agenda.item.accepted", subject=item, actor=by, after={"event": item.event_id})


def _ignore(item: FeedItem, by: User, now: datetime) -> None:
    """A change that we do not follow is remembered, so that it is not asked about again."""
    if not item.status.waiting:
        raise ItemDecided
    state = ItemState.ACCEPTED if item.state == ItemState.CHANGED else ItemState.IGNORED
    _decide(item, state, by, now)
    audit.record("agenda.item.ignored", subject=item, actor=by, after={"event": item.event_id})


def _decide(item: FeedItem, state: ItemState, by: User, now: datetime) -> None:
    if not item.status.may_become(state):
        raise ItemDecided
    item.state, item.decided, item.decided_by, item.decided_at = state, item.facts, by, now
    item.save(update_fields=["state", "decided", "decided_by", "decided_at", "event", "run"])


def _create(feed: Feed, item: FeedItem, by: User, now: datetime) -> None:
    """A series becomes one event with a run for each of its days."""
    known = Event.objects.filter(seller=feed.seller, origin_uid=item.uid).first()
    if known is None or known.state == EventState.CANCELLED:
        known = _event(feed, item, by, origin=item.uid if known is None else f"{item.uid} {item.pk}")
    run = programme.add_run(
        event=known, by=by, sessions=[_slot(item)], capacity=SEATS, time_zone=_zone(item).key, now=now
    )
    item.event, item.run = known, run


def _event(feed: Feed, item: FeedItem, by: User, *, origin: str) -> Event:
    """A draft of the seller; what staff bring in for somebody else waits for a review."""
    own = sellers_of(by).filter(pk=feed.seller_id).exists()
    location = str(item.facts.get("location") or "")
    venue, place = _where(feed, item, location, by)
    return programme.create_event(
        seller=feed.seller,
        by=by,
        state=EventState.DRAFT if own else EventState.REVIEW,
        kind=kinds.guess(item.title),
        admission=Admission.RSVP,
        place=place,
        venue=venue,
        origin_uid=origin,
        external_url=str(item.facts.get("url") or ""),
        **_texts(item),
    )


def _texts(item: FeedItem) -> Any:
    """Each text in the column of its script."""
    title = item.title or _("Event without a title")
    description = str(item.facts.get("description") or "")
    found = {f"title_{_script(title)}": title}
    return found | ({f"description_{_script(description)}": description} if description else {})


def _script(text: str) -> str:
    return "ar" if is_arabic(text) else "en"


def _where(feed: Feed, item: FeedItem, location: str, by: User) -> tuple[Venue | None, Place]:
    """A place that is an address of the web is online; else the seller's venue of that name, or a new one."""
    if plain.address(location, LONGEST_ADDRESS):
        return None, Place.ONLINE
    if not location:
        return None, Place.IN_PERSON
    name = location[:160]
    for venue in Venue.objects.filter(seller=feed.seller, active=True).order_by("pk"):
        if any(matching.words(name) == matching.words(text or "") for text in (venue.name_ar, venue.name_en)):
            return venue, Place.IN_PERSON
    made = programme.create_venue(
        seller=feed.seller,
        by=by,
        latitude=_degrees(item, "latitude"),
        longitude=_degrees(item, "longitude"),
        time_zone=_zone(item).key,
        **{f"name_{_script(name)}": name},  # type: ignore[arg-type]
    )
    return made, Place.IN_PERSON


def _degrees(item: FeedItem, name: str) -> Decimal | None:
    value = item.facts.get(name)
    return None if value is None else Decimal(str(round(value, 6)))


def _update(item: FeedItem, by: User, now: datetime) -> None:
    """Texts of the event, time of the run; people who registered are told by the run's own move."""
    run: Run = item.run  # type: ignore[assignment]
    event = run.event
    wanted = {name: text for name, text in _texts(item).items() if getattr(event, name) != text}
    if item.facts.get("url") and event.external_url != item.facts["url"]:
        wanted["external_url"] = item.facts["url"]
    if item.facts.get("location") != item.decided.get("location"):
        wanted["venue"], wanted["place"] = _where(item.feed, item, str(item.facts.get("location") or ""), by)
    if wanted:
        programme.update_event(event=event, by=by, now=now, **wanted)
    programme.move_run(run=run, by=by, sessions=[_slot(item)], time_zone=_zone(item).key, now=now)


def _call_off(item: FeedItem, by: User, now: datetime) -> None:
    run = item.run
    if run is None or run.state == RunState.CANCELLED or run.is_over(now):
        return
    reason = _("It was called off by its organiser.")
    programme.cancel_run(run=run, by=by, reason=reason, now=now)


def _slot(item: FeedItem) -> Slot:
    where = _zone(item)
    walls = (moment(item.facts, name).astimezone(where) for name in ("starts_at", "ends_at"))
    start, end = (wall.replace(tzinfo=None) for wall in walls)
    return Slot(start, end)


def _zone(item: FeedItem) -> ZoneInfo:
    return zone(str(item.facts.get("time_zone", ""))) or ZoneInfo("Asia/Riyadh")
