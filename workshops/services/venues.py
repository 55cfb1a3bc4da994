"""A seller's places."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction

from compliance import audit
from marketplace.models import City
from workshops import events
from workshops.models import Venue
from workshops.services import fields, guards

if TYPE_CHECKING:
    from accounts.models import User
    from orders.models import Seller


class VenueFields(TypedDict, total=False):
    """`address` as `PostalAddress.as_dict()` writes it."""

    name_ar: str
    name_en: str
    address: dict[str, str]
    city: City | None
    latitude: Decimal | None
    longitude: Decimal | None
    map_url: str
    directions_ar: str
    directions_en: str
    time_zone: str
    active: bool


@transaction.atomic
def create_venue(*, seller: Seller, by: User | None, **values: Unpack[VenueFields]) -> Venue:
    """Raises NotYours, FieldsInvalid."""
    guards.check_offers(by, seller)
    venue = Venue(seller=seller)
    after = fields.filled(venue, values)
    fields.save_new(venue)
    audit.record(events.VENUE_ADDED, subject=venue, actor=by, after=after)
    return venue


@transaction.atomic
def update_venue(*, venue: Venue, by: User | None, **values: Unpack[VenueFields]) -> Venue:
    """Events that are planned keep the zone of their own runs. Raises NotYours, FieldsInvalid."""
    guards.check_offers(by, venue.seller)
    before, after = fields.changed(venue, values)
    if after:
        audit.record(events.VENUE_UPDATED, subject=venue, actor=by, before=before, after=after)
    return venue
