"""One station of a parcel: written once, the shipment moved, and both sides told after the commit."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from core import outbox
from core.bidi import clean_line
from orders import rules as money_rules
from orders.delivery.enums import SHIPMENT_ENDED, TrackingCode, TrackingSource
from orders.delivery.exceptions import TimeInvalid
from orders.delivery.models import Shipment, TrackingEvent
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User

MOVED = "delivery.moved"


def write(
    shipment: Shipment,
    code: TrackingCode,
    *,
    by: User | None,
    at: datetime,
    now: datetime,
    place: str = "",
    note_ar: str = "",
    note_en: str = "",
) -> TrackingEvent:
    """For a locked shipment; `by` None is the carrier's word. Raises TimeInvalid."""
    if at > now or at < shipment.created_at:
        raise TimeInvalid
    event = TrackingEvent.objects.create(
        shipment=shipment,
        at=at,
        code=code,
        place=clean_line(place)[:120],
        note_ar=clean_line(note_ar)[:300],
        note_en=clean_line(note_en)[:300],
        source=source_of(shipment, by),
        by=by,
        created_at=now,
    )
    if shipment.state != code.state:
        shipment.state = code.state
        shipment.ended_at = at if code.state in SHIPMENT_ENDED else None
        shipment.save(update_fields=["state", "ended_at"])
    outbox.enqueue(MOVED, {"event": event.pk}, key=f"event:{event.pk}")
    return event


def source_of(shipment: Shipment, by: User | None) -> TrackingSource:
    side = money_rules.side_of(by, shipment.order)
    return {
        Side.BUYER: TrackingSource.BUYER,
        Side.SELLER: TrackingSource.SELLER,
        Side.STAFF: TrackingSource.STAFF,
        Side.SYSTEM: TrackingSource.CARRIER,
    }[side]
