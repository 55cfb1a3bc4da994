"""The parcel's way on the page of an order, seen by both sides; the sender finds the actions in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core import clock
from orders.address_forms import Words
from orders.delivery import carriers, queries, rules
from orders.delivery.enums import Direction, Method, ShipmentState
from orders.delivery.models import Shipment
from orders.delivery.quotes import origin_of
from orders.enums import Delivery
from orders.models import Order


@dataclass(frozen=True, slots=True)
class ShownShipment:
    """One shipment as this person sees it."""

    shipment: Shipment
    carrier: Words
    link: str
    carries: bool
    confirms: bool

    @property
    def pickup(self) -> bool:
        return self.shipment.method == Method.PICKUP

    @property
    def actions(self) -> list[str]:
        """What may be done now, the likeliest first."""
        state = self.shipment.status
        if not self.carries or not state.open:
            return []
        if state == ShipmentState.READY:
            return ["delivered"] if self.pickup else ["hand-over"]
        return ["station", "delivered", "failed", "returned"]


def load(order: Order, user: Any) -> Mapping[str, Any] | None:
    """Nothing for an order without anything to bring, or one that is not paid."""
    if order.paid_at is None or not rules.may_see(user, order):
        return None
    shipments = list(queries.shipments_of(order))
    if order.delivery == Delivery.NONE and not shipments:
        return None
    now, sends = clock.now(), rules.may_ship(user, order)
    delays = list(queries.delays_of(order))
    expected = delays[0].promised_at if delays else order.promised_at
    alive = [
        one for one in shipments if one.direction == Direction.OUT and one.state != ShipmentState.RETURNED
    ]
    return {
        "shipments": [_shown(one, order, user, ships=sends) for one in shipments],
        "address": order.ship_address if order.delivery == Delivery.SHIP else None,
        "pickup": origin_of(order.seller) if order.delivery == Delivery.PICKUP else None,
        "delays": delays,
        "expected": expected if rules.awaited(order) else None,
        "overdue": rules.awaited(order) and expected is not None and expected < now,
        "late": rules.late(order, now),
        "late_from": rules.late_from(order),
        "sends": sends,
        "preparable": sends and rules.awaited(order) and not alive,
        "delayable": sends and rules.awaited(order),
    }


def _shown(shipment: Shipment, order: Order, user: Any, *, ships: bool) -> ShownShipment:
    shipment.order = order
    found = carriers.known().get(shipment.carrier)
    return ShownShipment(
        shipment=shipment,
        carrier=found.name if found else Words(shipment.carrier, shipment.carrier),
        link=carriers.tracking_link(shipment),
        carries=rules.may_carry(user, shipment, ships=ships),
        confirms=rules.may_confirm(user, shipment, ships=ships),
    )
