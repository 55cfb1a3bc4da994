"""Events: added as drafts, changed, with care for those who registered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from django.db import IntegrityError, transaction

from compliance import audit
from core import clock
from marketplace.imports.names import latin_slug
from marketplace.models import Artist
from marketplace.services.people import free_slug
from workshops import events, locks
from workshops.enums import Admission, EventState
from workshops.exceptions import FixedBySales, VenueNotYours
from workshops.models import Event, Run, Venue
from workshops.services import fields, guards, runs

if TYPE_CHECKING:
    from accounts.models import User
    from marketplace.imaging.models import Image
    from orders.models import Seller

FIXED: Final = frozenset({"currency", "admission"})
WHERE: Final = frozenset({"place", "venue"})
SLUG_ATTEMPTS: Final = 3


class EventFields(TypedDict, total=False):
    artist: Artist | None
    kind: str
    title_ar: str
    title_en: str
    summary_ar: str
    summary_en: str
    description_ar: str
    description_en: str
    bring_ar: str
    bring_en: str
    category: str
    level: str
    teaching_language: str
    place: str
    venue: Venue | None
    online_url: str
    admission: str
    plus_ones: int
    currency: str
    materials_fee_minor: int
    min_age: int | None
    guardian_below: int | None
    policy: str
    cover: Image | None
    origin_uid: str
    external_url: str


@transaction.atomic
def create_event(
    *,
    seller: Seller,
    by: User | None,
    state: EventState = EventState.DRAFT,
    **values: Unpack[EventFields],
) -> Event:
    """A draft, or (an import) one that waits for its review. Raises NotYours, FieldsInvalid, VenueNotYours."""
    guards.check_offers(by, seller)
    if state not in {EventState.DRAFT, EventState.REVIEW}:
        raise ValueError("An event begins as a draft or in review.")
    event = Event(seller=seller, state=state)
    after = fields.filled(event, _agreeing(event, values))
    _check_venue(event)
    name = event.title_en or event.title_ar or ""
    _save_with_slug(event, latin_slug(name, "event")[:90])
    audit.record(events.EVENT_CREATED, subject=event, actor=by, after={**after, "state": state})
    return event


@transaction.atomic
def update_event(
    *, event: Event, by: User | None, now: datetime | None = None, **values: Unpack[EventFields]
) -> Event:
    """Locks the event, and its runs when the place changes: those who registered are told, as of a move.

    Raises NotYours, WrongState, FieldsInvalid, VenueNotYours, FixedBySales.
    """
    locked = locks.event(event.pk)
    guards.check_manages(by, locked)
    guards.check_living(locked)
    ready = _agreeing(locked, values)
    if any(getattr(locked, name) != ready[name] for name in FIXED & ready.keys()):
        _check_unsold(locked)
    before, after = fields.changed(locked, ready)
    _check_venue(locked)
    if after:
        audit.record(events.EVENT_UPDATED, subject=locked, actor=by, before=before, after=after)
    if WHERE & after.keys():
        _relocate(locked, by=by, now=now or clock.now())
    return locked


def _save_with_slug(event: Event, wanted: str) -> None:
    """Who takes the address part a moment earlier only makes us take the next one."""
    for attempt in range(SLUG_ATTEMPTS):
        event.slug = free_slug(Event, wanted)
        try:
            fields.save_new(event)
        except IntegrityError as error:
            if "slug" not in str(error) or attempt == SLUG_ATTEMPTS - 1:
                raise
        else:
            return


def _agreeing(event: Event, values: Any) -> dict[str, Any]:
    """What does not go together with the way in is let go: guests with tickets, a fee without them."""
    ready = dict(values)
    admission = ready.get("admission", event.admission)
    if admission == Admission.RSVP:
        ready["materials_fee_minor"] = 0
    else:
        ready["plus_ones"] = 0
    return ready


def _check_venue(event: Event) -> None:
    if event.venue is not None and event.venue.seller_id != event.seller_id:
        raise VenueNotYours


def _check_unsold(event: Event) -> None:
    if Run.objects.filter(event=event, taken__gt=0).exists():
        raise FixedBySales


def _relocate(event: Event, *, by: User | None, now: datetime) -> None:
    """The runs to come take the zone of the new place; their hours on the wall stay."""
    for run in locks.runs_of(event.pk):
        if run.cancelled_at is None and not run.is_over(now):
            run.event = event
            runs.relocate(run, zone=event.venue.time_zone if event.venue else run.time_zone, by=by, now=now)
