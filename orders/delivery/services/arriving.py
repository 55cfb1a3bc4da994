"""The end of the way: received, by whom, with which proof."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from compliance import audit
from core import clock
from core.bidi import clean_line
from orders import services as money
from orders.delivery import locks, rules
from orders.delivery.enums import Direction, ShipmentState, TrackingCode
from orders.delivery.exceptions import NotMovable, NotYours, ReceiverMissing, TimeInvalid
from orders.delivery.models import DeliveryProof, Shipment
from orders.delivery.pictures import as_jpeg
from orders.delivery.services import stations
from orders.enums import OrderState

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def mark_delivered(
    *,
    shipment: Shipment,
    by: User | None,
    receiver: str,
    at: datetime | None = None,
    photo: Any = None,
    signature: Any = None,
    now: datetime | None = None,
) -> Shipment:
    """Received; the order is delivered and its days of withdrawal begin. A second time changes nothing.

    `by` is the sender's side, staff, or None for the carrier's word; the one who awaits it uses
    `confirm_receipt`. Pictures are drawn anew, without what a camera writes into them. Locks order and
    shipment. Raises NotYours, NotMovable, ReceiverMissing, TimeInvalid, PictureInvalid.
    """
    locked = locks.shipment(shipment.pk)
    if by is not None and not rules.may_carry(by, locked):
        raise NotYours
    return _deliver(locked, by, receiver, at=at, now=now, photo=as_jpeg(photo), signature=as_jpeg(signature))


@transaction.atomic
def confirm_receipt(*, shipment: Shipment, by: User, now: datetime | None = None) -> Shipment:
    """The one who awaited it says that it is here. Raises NotYours, NotMovable."""
    locked = locks.shipment(shipment.pk)
    if locked.state == ShipmentState.DELIVERED and rules.may_see(by, locked.order):
        return locked
    if not rules.may_confirm(by, locked):
        raise NotYours
    name = locked.order.buyer_name if locked.direction == Direction.OUT else locked.order.seller_name
    return _deliver(locked, by, name or by.email, at=None, now=now)


def _deliver(
    locked: Shipment,
    by: User | None,
    receiver: str,
    *,
    at: datetime | None,
    now: datetime | None,
    **pictures: Any,
) -> Shipment:
    if locked.state == ShipmentState.DELIVERED:
        return locked
    if not locked.status.may_become(ShipmentState.DELIVERED):
        raise NotMovable
    name = clean_line(receiver)[:120]
    if not name:
        raise ReceiverMissing
    moment = now or clock.now()
    happened = at or moment
    if locked.handed_over_at is not None and happened < locked.handed_over_at:
        raise TimeInvalid
    stations.write(locked, TrackingCode.DELIVERED, by=by, at=happened, now=moment)
    DeliveryProof.objects.create(
        shipment=locked,
        receiver=name,
        at=happened,
        by=by,
        **{key: file for key, file in pictures.items() if file is not None},
    )
    if locked.direction == Direction.OUT:
        money.advance(order=locked.order, to=OrderState.DELIVERED, by=by, now=moment)
    audit.record("delivery.shipment.delivered", subject=locked, actor=by)
    return locked
