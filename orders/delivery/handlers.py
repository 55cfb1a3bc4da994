"""What the outbox brings to delivery: the word to both sides, and the signal to the rooms above."""

from __future__ import annotations

from typing import Any

from core.outbox import handles
from orders.delivery import letters
from orders.delivery.models import Delay, Shipment, TrackingEvent
from orders.delivery.services.delays import DELAYED
from orders.delivery.services.stations import MOVED
from orders.delivery.signals import shipment_moved


@handles(MOVED)
def on_moved(payload: dict[str, Any]) -> None:
    events = TrackingEvent.objects.select_related("shipment__order__buyer", "shipment__order__seller")
    event = events.get(pk=payload["event"])
    letters.moved(event)
    shipment_moved.send(sender=Shipment, shipment=event.shipment, event=event)


@handles(DELAYED)
def on_delayed(payload: dict[str, Any]) -> None:
    delays = Delay.objects.select_related("order__buyer", "order__seller")
    letters.delayed(delays.get(pk=payload["delay"]))
