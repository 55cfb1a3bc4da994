"""What the rooms above may hear of a shipment, sent from the outbox, at least once.

`shipment_moved`: sender=Shipment, `shipment`, `event` (TrackingEvent). Receivers must be idempotent.
"""

from __future__ import annotations

from django.dispatch import Signal

shipment_moved = Signal()
