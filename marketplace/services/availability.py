"""Whether a work can be had: held for a buyer or a lot, sold, free again. Each verb may safely come twice."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_line
from marketplace import events, locks, rules
from marketplace.enums import Availability, PublicationState
from marketplace.exceptions import (
    HeldForAnother,
    NotAvailable,
    NotForSale,
    NotPublishable,
    NotYours,
    SoldAlready,
)
from marketplace.services.fields import ANTIQUITY_REASONS, age_problem

if TYPE_CHECKING:
    from accounts.models import User
    from marketplace.models import Artwork

BY_SELLER: Final = "seller"  # a hold that the seller set by hand
REFUSALS: Final = {
    Availability.ON_HOLD: HeldForAnother,
    Availability.SOLD: SoldAlready,
    Availability.NOT_FOR_SALE: NotForSale,
}


def refusal(artwork: Artwork) -> NotAvailable:
    """Why a work that is not available cannot be had."""
    return REFUSALS.get(Availability(artwork.availability), NotAvailable)()


@transaction.atomic
def hold_artwork(*, artwork: Artwork, source: str = BY_SELLER, by: User | None = None) -> Artwork:
    """Keeps a work for `source` ("order:12", "lot:31", "seller"). Locks the work.

    Holding again for the same source changes nothing. Raises NotYours, HeldForAnother, SoldAlready, NotForSale.
    """
    locked = _locked(artwork, by)
    if locked.availability == Availability.ON_HOLD and locked.hold_source == source:
        return locked
    if locked.availability != Availability.AVAILABLE:
        raise refusal(locked)
    return _move(locked, Availability.ON_HOLD, events.ARTWORK_HELD, by, hold=clean_line(source)[:60])


@transaction.atomic
def release_artwork(*, artwork: Artwork, source: str = BY_SELLER, by: User | None = None) -> Artwork:
    """Lets go of a hold; nothing happens to a work that something else holds. Locks the work."""
    locked = _locked(artwork, by)
    if locked.availability != Availability.ON_HOLD or locked.hold_source != source:
        return locked
    return _move(locked, Availability.AVAILABLE, events.ARTWORK_RELEASED, by)


@transaction.atomic
def mark_sold(*, artwork: Artwork, source: str = BY_SELLER, by: User | None = None) -> Artwork:
    """Sold, through `source` or by its seller outside the house. Locks the work.

    A sold work stays sold. Raises NotYours, and HeldForAnother when something else holds the work.
    """
    locked = _locked(artwork, by)
    if locked.availability == Availability.SOLD:
        return locked
    if locked.availability == Availability.ON_HOLD and locked.hold_source != source:
        raise HeldForAnother
    return _move(locked, Availability.SOLD, events.ARTWORK_SOLD, by, note=clean_line(source))


@transaction.atomic
def mark_available(*, artwork: Artwork, by: User | None = None, now: datetime | None = None) -> Artwork:
    """For sale (again): a work that was not, or one whose sale was undone. Locks the work.

    Raises NotYours, HeldForAnother, and NotPublishable for a public work whose age asks for a licence.
    """
    locked = _locked(artwork, by)
    if locked.availability == Availability.AVAILABLE:
        return locked
    if locked.availability == Availability.ON_HOLD:
        if locked.hold_source != BY_SELLER:
            raise HeldForAnother
        return _move(locked, Availability.AVAILABLE, events.ARTWORK_RELEASED, by)
    _refuse_unlicensed(locked, (now or clock.now()).year)
    return _move(locked, Availability.AVAILABLE, events.ARTWORK_AVAILABLE, by)


@transaction.atomic
def withdraw_artwork(*, artwork: Artwork, by: User | None = None) -> Artwork:
    """Shown, but not for sale. Locks the work. Raises NotYours, HeldForAnother, SoldAlready."""
    locked = _locked(artwork, by)
    if locked.availability == Availability.NOT_FOR_SALE:
        return locked
    if locked.availability != Availability.AVAILABLE:
        raise refusal(locked)
    return _move(locked, Availability.NOT_FOR_SALE, events.ARTWORK_WITHDRAWN, by)


def _locked(artwork: Artwork, by: User | None) -> Artwork:
    locked = locks.artwork(artwork.pk)
    if by is not None and not rules.may_edit(by, locked):
        raise NotYours
    return locked


def _refuse_unlicensed(artwork: Artwork, this_year: int) -> None:
    if artwork.state != PublicationState.PUBLISHED:
        return
    problem = age_problem(artwork, this_year=this_year, availability=Availability.AVAILABLE)
    if problem:
        raise NotPublishable(reason=ANTIQUITY_REASONS[problem])


def _move(
    artwork: Artwork, wanted: Availability, action: str, by: User | None, *, hold: str = "", note: str = ""
) -> Artwork:
    before = {"availability": artwork.availability, "hold": artwork.hold_source}
    if wanted not in Availability(artwork.availability).next_states:
        raise refusal(artwork)
    artwork.availability, artwork.hold_source = wanted, hold
    artwork.save(update_fields=["availability", "hold_source", "updated_at"])
    after = {"availability": wanted.value, "hold": hold}
    audit.record(action, subject=artwork, actor=by, before=before, after=after, note=note)
    return artwork
