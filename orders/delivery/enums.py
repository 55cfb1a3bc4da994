"""Ways to bring a work to its buyer, and the stations of a shipment; each state knows where it may go."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Method(models.TextChoices):
    """What the buyer chooses between at checkout."""

    DOOR = "door", _("Delivery to the door")
    WALL = "wall", _("Delivery and hanging on the wall")
    CRATED = "crated", _("Delivery in a made-to-measure crate")
    PICKUP = "pickup", _("Pick up at the seller's")


class ShipmentState(models.TextChoices):
    READY = "ready", pgettext_lazy("shipment", "Packed and ready")
    HANDED_OVER = "handed_over", pgettext_lazy("shipment", "Handed to the carrier")
    IN_TRANSIT = "in_transit", pgettext_lazy("shipment", "Under way")
    OUT_FOR_DELIVERY = "out_for_delivery", pgettext_lazy("shipment", "Out for delivery today")
    DELIVERED = "delivered", pgettext_lazy("shipment", "Delivered")
    FAILED = "failed", pgettext_lazy("shipment", "Delivery attempt failed")
    RETURNED = "returned", pgettext_lazy("shipment", "Returned to the sender")

    def may_become(self, other: ShipmentState) -> bool:
        return (self, other) in SHIPMENT_TRANSITIONS

    @property
    def open(self) -> bool:
        """Whether something is still to happen with it."""
        return self not in SHIPMENT_ENDED

    @property
    def moving(self) -> bool:
        """With the carrier: it can be followed, can arrive, and can fail."""
        return self in SHIPMENT_MOVING


SHIPMENT_MOVING: Final = (
    ShipmentState.HANDED_OVER,
    ShipmentState.IN_TRANSIT,
    ShipmentState.OUT_FOR_DELIVERY,
    ShipmentState.FAILED,
)
SHIPMENT_ENDED: Final = (ShipmentState.DELIVERED, ShipmentState.RETURNED)
SHIPMENT_TRANSITIONS: Final = (
    (ShipmentState.READY, ShipmentState.HANDED_OVER),
    # Picked up by the buyer: nothing is handed to a carrier.
    (ShipmentState.READY, ShipmentState.DELIVERED),
    # Carriers tell stations in any order, and a failed attempt is followed by another one.
    *((one, other) for one in SHIPMENT_MOVING for other in SHIPMENT_MOVING[1:] if one != other),
    *((one, ShipmentState.DELIVERED) for one in SHIPMENT_MOVING),
    *((one, ShipmentState.RETURNED) for one in SHIPMENT_MOVING),
)


class Direction(models.TextChoices):
    OUT = "out", pgettext_lazy("direction of a shipment", "To the buyer")
    BACK = "back", pgettext_lazy("direction of a shipment", "Back to the seller")


class TrackingCode(models.TextChoices):
    """What happened to a parcel; those with a state move the shipment."""

    READY = "ready", pgettext_lazy("tracking", "Packed")
    HANDED_OVER = "handed_over", pgettext_lazy("tracking", "Handed to the carrier")
    ARRIVED = "arrived", pgettext_lazy("tracking", "Arrived at a station")
    IN_TRANSIT = "in_transit", pgettext_lazy("tracking", "Under way")
    CUSTOMS = "customs", pgettext_lazy("tracking", "At the customs")
    OUT_FOR_DELIVERY = "out_for_delivery", pgettext_lazy("tracking", "Out for delivery")
    FAILED = "failed", pgettext_lazy("tracking", "Nobody could receive it")
    DELIVERED = "delivered", pgettext_lazy("tracking", "Delivered")
    RETURNED = "returned", pgettext_lazy("tracking", "Returned to the sender")

    @property
    def state(self) -> ShipmentState:
        return _STATES.get(self, ShipmentState.IN_TRANSIT)


_STATES: Final = {
    TrackingCode.READY: ShipmentState.READY,
    TrackingCode.HANDED_OVER: ShipmentState.HANDED_OVER,
    TrackingCode.OUT_FOR_DELIVERY: ShipmentState.OUT_FOR_DELIVERY,
    TrackingCode.FAILED: ShipmentState.FAILED,
    TrackingCode.DELIVERED: ShipmentState.DELIVERED,
    TrackingCode.RETURNED: ShipmentState.RETURNED,
}
# What somebody may write by hand on the way; the rest has its own verb with its own proof.
ON_THE_WAY: Final = (
    TrackingCode.ARRIVED,
    TrackingCode.IN_TRANSIT,
    TrackingCode.CUSTOMS,
    TrackingCode.OUT_FOR_DELIVERY,
)


class TrackingSource(models.TextChoices):
    SELLER = "seller", pgettext_lazy("who reported it", "The seller")
    BUYER = "buyer", pgettext_lazy("who reported it", "The buyer")
    STAFF = "staff", pgettext_lazy("who reported it", "Art Souk")
    CARRIER = "carrier", pgettext_lazy("who reported it", "The carrier")
