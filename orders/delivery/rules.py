"""Who may do what with a shipment, and when a delivery is late: the only place that decides."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from orders import rules as money_rules
from orders.countries import country
from orders.delivery.enums import SHIPMENT_MOVING, Direction, Method, ShipmentState
from orders.delivery.models import Shipment
from orders.enums import Delivery, OrderState
from orders.models import Order

# Before these nothing is on its way; after them nothing is awaited.
AWAITED = (OrderState.PAID, OrderState.PREPARING, OrderState.SHIPPED)
UNSENT = (OrderState.PAID, OrderState.PREPARING)


def may_see(user: Any, order: Order) -> bool:
    """Both sides of the sale and staff."""
    return bool(user.is_authenticated) and (order.buyer_id == user.pk or money_rules.may_move(user, order))


def may_ship(user: Any, order: Order) -> bool:
    """Prepare, hand over, follow: the seller's people and staff."""
    return money_rules.may_move(user, order)


def may_carry(user: Any, shipment: Shipment, *, ships: bool | None = None) -> bool:
    """Who sends it, moves it: the seller's people outward, the buyer on the way back, staff both.

    `ships` is what `may_ship` says of the order, where the caller has asked already.
    """
    if shipment.direction == Direction.BACK and shipment.order.buyer_id == user.pk:
        return True
    return may_ship(user, shipment.order) if ships is None else ships


def may_confirm(user: Any, shipment: Shipment, *, ships: bool | None = None) -> bool:
    """The one who awaits it says that it has arrived."""
    waits_at_the_counter = shipment.method == Method.PICKUP and shipment.state == ShipmentState.READY
    if shipment.state not in SHIPMENT_MOVING and not waits_at_the_counter:
        return False
    if shipment.direction == Direction.OUT:
        return bool(shipment.order.buyer_id == user.pk)
    return may_ship(user, shipment.order) if ships is None else ships


def may_correct(user: Any) -> bool:
    """Staff mend what was typed wrong."""
    return bool(
        user.is_authenticated and money_rules.may_handle(user) and user.has_perm("delivery.change_shipment")
    )


def awaited(order: Order) -> bool:
    """Paid for, to be brought, and not there yet: it may be sent, also again after a parcel came back."""
    return order.state in AWAITED and order.delivery != Delivery.NONE


def overdue(order: Order, now: datetime) -> bool:
    """The promised day is over and the work is not there. Pure."""
    return awaited(order) and order.promised_at is not None and order.promised_at < now


def late(order: Order, now: datetime) -> bool:
    """So late that the buyer may step back with a full refund. Pure.

    E-Commerce Law Art 14: more than 15 days after the promised day, or after the contract where no day was
    promised; other countries by their own days (orders/data/countries.toml). An announced delay does not move
    it: the law counts from the day that both agreed on, which stays on the order.
    """
    if not awaited(order):
        return False
    return late_from(order) < now


def late_from(order: Order) -> datetime:
    """The moment from which `late` holds while the work has not arrived."""
    agreed = order.promised_at or order.paid_at or order.placed_at
    return agreed + timedelta(days=country(order.country).late_days)
