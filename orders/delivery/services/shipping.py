"""From the paid order to the carrier: packed, labelled, handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_line
from orders import locks as money_locks
from orders import services as money
from orders.addresses import PostalAddress
from orders.delivery import carriers, locks, quotes, rules
from orders.delivery.enums import Direction, Method, ShipmentState, TrackingCode
from orders.delivery.exceptions import NotMovable, NotShippable, NotYours, ShippedAlready
from orders.delivery.models import Parcel, Shipment
from orders.delivery.services import stations
from orders.drafts import both
from orders.enums import Delivery, LineKind, OrderState
from orders.models import Order

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class ParcelDraft:
    """One piece, packing included: centimetres, grams."""

    width_cm: int | None = None
    height_cm: int | None = None
    depth_cm: int | None = None
    weight_g: int | None = None
    contents: str = ""


@transaction.atomic
def prepare_shipment(
    *,
    order: Order,
    by: User,
    carrier: str = carriers.MANUAL,
    service: str = "",
    tracking_number: str = "",
    parcels: Sequence[ParcelDraft] = (),
    method: Method | None = None,
    insured: int | None = None,
    direction: Direction = Direction.OUT,
    now: datetime | None = None,
) -> Shipment:
    """Packed and ready; the order is being prepared from now on. One alive for each way.

    `insured` (minor units of the order) defaults to the works' value before VAT. Locks the order. Raises
    NotYours, NotShippable, ShippedAlready, CarrierUnknown, TrackingNumberInvalid.
    """
    locked = money_locks.order(order.pk)
    _may_prepare(by, locked, direction)
    number = carriers.facts(carrier).read_number(tracking_number)
    moment = now or clock.now()
    method = method or method_of(locked)
    here, there = _ends(locked, direction)
    shipment = Shipment.objects.create(
        order=locked,
        direction=direction,
        method=method,
        carrier=carriers.OWN if method == Method.PICKUP else carrier,
        service=clean_line(service)[:80],
        tracking_number=number,
        insured=_value(locked) if insured is None else insured,
        currency=locked.currency,
        ship_from=here.as_dict(),
        ship_to=there.as_dict(),
        created_by=by,
        created_at=moment,
    )
    _write_parcels(shipment, parcels or [ParcelDraft()])
    if direction == Direction.OUT and locked.state == OrderState.PAID:
        money.advance(order=locked, to=OrderState.PREPARING, by=by, now=moment)
    stations.write(shipment, TrackingCode.READY, by=by, at=moment, now=moment)
    audit.record(
        "delivery.shipment.prepared", subject=shipment, actor=by, after={"carrier": shipment.carrier}
    )
    return shipment


@transaction.atomic
def hand_over(
    *, shipment: Shipment, by: User, tracking_number: str = "", place: str = "", now: datetime | None = None
) -> Shipment:
    """To the carrier: the order is on its way, and the buyer is told with the number to follow it.

    A second click with the same number changes nothing. Locks order and shipment. Raises NotYours,
    NotMovable, TrackingNumberInvalid.
    """
    locked = locks.shipment(shipment.pk)
    if not rules.may_carry(by, locked):
        raise NotYours
    number = carriers.facts(locked.carrier).read_number(tracking_number) or locked.tracking_number
    if locked.state == ShipmentState.HANDED_OVER and number == locked.tracking_number:
        return locked
    if locked.method == Method.PICKUP or not locked.status.may_become(ShipmentState.HANDED_OVER):
        raise NotMovable
    moment = now or clock.now()
    booking = carriers.carrier(locked.carrier).book(_numbered(locked, number))
    locked.tracking_number = booking.tracking_number or number
    locked.handed_over_at = moment
    locked.save(update_fields=["tracking_number", "handed_over_at"])
    stations.write(locked, TrackingCode.HANDED_OVER, by=by, at=moment, now=moment, place=place)
    if locked.direction == Direction.OUT:
        money.advance(order=locked.order, to=OrderState.SHIPPED, by=by, now=moment)
    audit.record(
        "delivery.shipment.handed_over", subject=locked, actor=by, after={"tracking": locked.tracking_number}
    )
    return locked


@transaction.atomic
def correct_shipment(
    *, shipment: Shipment, by: User, carrier: str, tracking_number: str, service: str = ""
) -> Shipment:
    """Staff mend what was typed wrong; what happened on the way stays. Raises NotYours, TrackingNumberInvalid."""
    locked = locks.shipment(shipment.pk)
    if not rules.may_correct(by):
        raise NotYours
    before = {"carrier": locked.carrier, "tracking": locked.tracking_number}
    locked.tracking_number = carriers.facts(carrier).read_number(tracking_number)
    locked.carrier, locked.service = carrier, clean_line(service)[:80]
    locked.save(update_fields=["carrier", "service", "tracking_number"])
    after = {"carrier": carrier, "tracking": locked.tracking_number}
    audit.record("delivery.shipment.corrected", subject=locked, actor=by, before=before, after=after)
    return locked


def method_of(order: Order) -> Method:
    """What the buyer chose, as far as the bill tells it."""
    if order.delivery == Delivery.PICKUP:
        return Method.PICKUP
    lines = {LineKind(line.kind): line for line in order.lines.all()}
    if LineKind.CRATING in lines:
        return Method.CRATED
    shipping = lines.get(LineKind.SHIPPING)
    _arabic, hanging = both(Method.WALL.label)
    return Method.WALL if shipping is not None and shipping.description_en == hanging else Method.DOOR


def _may_prepare(by: User, order: Order, direction: Direction) -> None:
    back = direction == Direction.BACK
    if not rules.may_ship(by, order) and not (back and order.buyer_id == by.pk):
        raise NotYours
    alive = Shipment.objects.filter(order=order, direction=direction).exclude(state=ShipmentState.RETURNED)
    if alive.exists():
        raise ShippedAlready
    sendable = order.delivered_at is not None and order.status.settled if back else rules.awaited(order)
    if not sendable:
        raise NotShippable


def _ends(order: Order, direction: Direction) -> tuple[PostalAddress, PostalAddress]:
    """From where to where: the address on the order, and the seller's."""
    here, there = quotes.origin_of(order.seller), PostalAddress.from_dict(order.ship_to)
    here = here.with_(name=here.name or order.seller_name)
    if order.delivery == Delivery.PICKUP:
        there = PostalAddress(name=order.buyer_name)
    return (here, there) if direction == Direction.OUT else (there, here)


def _value(order: Order) -> int:
    return sum(line.net for line in order.lines.all() if not LineKind(line.kind).fee)


def _write_parcels(shipment: Shipment, drafts: Sequence[ParcelDraft]) -> None:
    rows: list[dict[str, Any]] = [asdict(draft) for draft in drafts]
    Parcel.objects.bulk_create(
        Parcel(shipment=shipment, number=at, **row | {"contents": clean_line(row["contents"])[:300]})
        for at, row in enumerate(rows, start=1)
    )


def _numbered(shipment: Shipment, number: str) -> Shipment:
    shipment.tracking_number = number
    return shipment
