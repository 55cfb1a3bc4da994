"""From draft to the public eye, and back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_text
from marketplace import events, locks, queries, rules, standing
from marketplace.enums import PublicationState
from marketplace.exceptions import ListingLimitReached, NotPublishable, NotYours, PublishingDenied, WrongState
from marketplace.services import fields as typed
from orders.memberships.queries import listing_limit

if TYPE_CHECKING:
    from accounts.models import User
    from marketplace.models import Artwork
    from orders.models import Seller


@transaction.atomic
def submit_artwork(*, artwork: Artwork, by: User | None, now: datetime | None = None) -> Artwork:
    """To the curators for review. Locks the work.

    Raises NotYours, WrongState, NotPublishable; from safety Suspended, TakenDown.
    """
    locked = locks.artwork(artwork.pk)
    if by is not None and not rules.may_edit(by, locked):
        raise NotYours
    standing.check_may_show(by, locked)
    _ready_for_eyes(locked, (now or clock.now()).year)
    return _move(locked, PublicationState.IN_REVIEW, events.ARTWORK_SUBMITTED, by)


@transaction.atomic
def return_artwork(*, artwork: Artwork, by: User | None, reason: str) -> Artwork:
    """From review back to its seller, with the reason. Curators only. Locks the work."""
    locked = locks.artwork(artwork.pk)
    if by is not None and not rules.may_review(by):
        raise NotYours
    if locked.state != PublicationState.IN_REVIEW:
        raise _wrong(locked, PublicationState.DRAFT)
    return _move(locked, PublicationState.DRAFT, events.ARTWORK_RETURNED, by, note=clean_text(reason))


@transaction.atomic
def publish_artwork(*, artwork: Artwork, by: User | None, now: datetime | None = None) -> Artwork:
    """Shows the work to everybody; the first day it was shown is kept. Locks the work.

    Raises NotYours, PublishingDenied (unverified sellers go through review), WrongState, NotPublishable (an
    antiquity without licence, gulf law; an old work without an answer), ListingLimitReached; from safety
    Suspended, TakenDown.
    """
    locked = locks.artwork(artwork.pk)
    if by is not None and not rules.may_edit(by, locked):
        raise NotYours
    if by is not None and not rules.may_publish(by, locked):
        raise PublishingDenied
    standing.check_may_show(by, locked)
    moment = now or clock.now()
    _ready_for_eyes(locked, moment.year)
    if by is not None and locked.state != PublicationState.PUBLISHED:
        _room_for_one_more(locked.seller)
    locked.published_at = locked.published_at or moment
    return _move(locked, PublicationState.PUBLISHED, events.ARTWORK_PUBLISHED, by)


@transaction.atomic
def unpublish_artwork(*, artwork: Artwork, by: User | None) -> Artwork:
    """Back to a draft, also out of review. Locks the work. Raises NotYours, WrongState."""
    locked = locks.artwork(artwork.pk)
    if by is not None and not rules.may_edit(by, locked):
        raise NotYours
    return _move(locked, PublicationState.DRAFT, events.ARTWORK_RETURNED, by)


@transaction.atomic
def archive_artwork(*, artwork: Artwork, by: User | None) -> Artwork:
    """Off the shelves for good, kept for the records. Locks the work. Raises NotYours, WrongState."""
    locked = locks.artwork(artwork.pk)
    if by is not None and not rules.may_edit(by, locked):
        raise NotYours
    return _move(locked, PublicationState.ARCHIVED, events.ARTWORK_ARCHIVED, by)


@transaction.atomic
def restore_artwork(*, artwork: Artwork, by: User | None) -> Artwork:
    """Out of the archive, as a draft. Locks the work. Raises NotYours, WrongState."""
    locked = locks.artwork(artwork.pk)
    if by is not None and not rules.may_edit(by, locked):
        raise NotYours
    if locked.state != PublicationState.ARCHIVED:
        raise _wrong(locked, PublicationState.DRAFT)
    return _move(locked, PublicationState.DRAFT, events.ARTWORK_RESTORED, by)


def _ready_for_eyes(artwork: Artwork, this_year: int) -> None:
    problem = typed.age_problem(artwork, this_year=this_year)
    if problem:
        raise NotPublishable(reason=typed.ANTIQUITY_REASONS[problem])


def _room_for_one_more(seller: Seller) -> None:
    """What the seller's membership allows to show at once; two publishing together are counted one by one."""
    limit = listing_limit(seller)
    if limit is None:
        return
    locks.listings(seller.pk)
    if queries.shown_by(seller) >= limit:
        raise ListingLimitReached(limit=limit)


def _move(
    artwork: Artwork, state: PublicationState, action: str, by: User | None, *, note: str = ""
) -> Artwork:
    before = PublicationState(artwork.state)
    if state not in before.next_states:
        raise _wrong(artwork, state)
    artwork.state = state
    artwork.save(update_fields=["state", "published_at", "updated_at"])
    audit.record(
        action,
        subject=artwork,
        actor=by,
        before={"state": before.value},
        after={"state": state.value},
        note=note,
    )
    return artwork


def _wrong(artwork: Artwork, wanted: PublicationState) -> WrongState:
    return WrongState(state=PublicationState(artwork.state).label, wanted=wanted.label)
