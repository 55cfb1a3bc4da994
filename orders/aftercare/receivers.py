"""What the order tells the cases. Sent at least once, so each may come again."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from orders import signals
from orders.aftercare import services
from orders.aftercare.models import Case
from orders.delivery.enums import Direction, ShipmentState
from orders.delivery.models import Shipment
from orders.delivery.signals import shipment_moved
from orders.models import Order


@receiver(signals.order_delivered, dispatch_uid="aftercare.delivered")
def on_delivered(sender: Any, order: Order, **_kwargs: Any) -> None:
    services.hold_delivered(order=order)


@receiver(signals.order_refunded, dispatch_uid="aftercare.refunded")
def on_refunded(sender: Any, order: Order, **_kwargs: Any) -> None:
    services.close_refunded(order=order)


@receiver(shipment_moved, dispatch_uid="aftercare.moved")
def on_moved(sender: Any, shipment: Shipment, **_kwargs: Any) -> None:
    if shipment.direction != Direction.BACK or shipment.state != ShipmentState.DELIVERED:
        return
    if case := Case.objects.filter(shipment=shipment).first():
        services.arrived(case=case)
