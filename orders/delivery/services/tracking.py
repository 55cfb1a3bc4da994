"""What happens on the way, as somebody types it or the carrier tells it."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from compliance import audit
from core import clock
from core.errors import SoukError
from orders.delivery import carriers, locks, queries, rules
from orders.delivery.enums import ON_THE_WAY, ShipmentState, TrackingCode
from orders.delivery.exceptions import NotMovable, NotYours, TimeInvalid
from orders.delivery.models import Shipment, TrackingEvent
from orders.delivery.services import stations

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger("souk.delivery")


@transaction.atomic
def add_event(
    *,
    shipment: Shipment,
    by: User | None,
    code: TrackingCode,
    at: datetime | None = None,
    place: str = "",
    note_ar: str = "",
    note_en: str = "",
    now: datetime | None = None,
) -> TrackingEvent:
    """A station on the way; `by` None is the carrier's word. Locks order and shipment.

    Raises NotYours, NotMovable, TimeInvalid.
    """
    locked, moment, happened = _at(shipment, by, at, now)
    if code not in ON_THE_WAY:
        raise NotMovable
    event = stations.write(
        locked, code, by=by, at=happened, now=moment, place=place, note_ar=note_ar, note_en=note_en
    )
    audit.record("delivery.shipment.tracked", subject=locked, actor=by, after={"code": str(code)})
    return event


@transaction.atomic
def fail_attempt(
    *,
    shipment: Shipment,
    by: User | None,
    reason: str = "",
    at: datetime | None = None,
    now: datetime | None = None,
) -> TrackingEvent:
    """Nobody was there to receive it; the next attempt follows. Raises NotYours, NotMovable, TimeInvalid."""
    locked, moment, happened = _at(shipment, by, at, now)
    event = stations.write(
        locked, TrackingCode.FAILED, by=by, at=happened, now=moment, note_ar=reason, note_en=reason
    )
    audit.record("delivery.shipment.failed", subject=locked, actor=by, note=event.note_en)
    return event


@transaction.atomic
def mark_returned(
    *, shipment: Shipment, by: User | None, at: datetime | None = None, now: datetime | None = None
) -> TrackingEvent:
    """It came back to its sender; another shipment may follow. Raises NotYours, NotMovable, TimeInvalid."""
    locked, moment, happened = _at(shipment, by, at, now)
    event = stations.write(locked, TrackingCode.RETURNED, by=by, at=happened, now=moment)
    audit.record("delivery.shipment.returned", subject=locked, actor=by)
    return event


def ask_carrier(*, shipment: Shipment) -> int:
    """Writes what the carrier's service knows and we do not; how many stations. Outside a transaction.

    The end of the way is left to whoever has the proof. Raises core.errors.Busy when the carrier is silent.
    """
    told = carriers.carrier(shipment.carrier).track(shipment)
    known = set(TrackingEvent.objects.filter(shipment=shipment).values_list("code", "at"))
    fresh = [one for one in told if (one.code, one.at) not in known and one.code in ON_THE_WAY]
    for one in fresh:
        add_event(
            shipment=shipment,
            by=None,
            code=TrackingCode(one.code),
            at=one.at,
            place=one.place,
            note_ar=one.note_ar,
            note_en=one.note_en,
        )
    return len(fresh)


def follow_carriers(*, limit: int = 200) -> int:
    """Asks the carriers' services after what is under way, the longest unheard of first; how many stations.

    A silent carrier is asked again next time; nothing follows from its silence.
    """
    found = 0
    for shipment in queries.to_follow(carriers.with_service())[:limit]:
        try:
            found += ask_carrier(shipment=shipment)
        except SoukError as silence:
            log.warning("%s is silent about shipment %s: %s", shipment.carrier, shipment.pk, silence.code)
    return found


def _at(
    shipment: Shipment, by: User | None, at: datetime | None, now: datetime | None
) -> tuple[Shipment, datetime, datetime]:
    """The locked shipment on its way, this moment, and when it happened."""
    locked = locks.shipment(shipment.pk)
    if by is not None and not rules.may_carry(by, locked):
        raise NotYours
    if not ShipmentState(locked.state).moving:
        raise NotMovable
    moment = now or clock.now()
    if at is not None and locked.handed_over_at is not None and at < locked.handed_over_at:
        raise TimeInvalid
    return locked, moment, at or moment
