"""What the apps above may hear, sent from the outbox, at least once.

`order=order`, from `sender=Order`; a refund: `refund=refund`, from `sender=Refund`. Receivers must be
idempotent; one that raises is called again later, all of them with it.
"""

from __future__ import annotations

from django.dispatch import Signal

order_placed = Signal()
order_paid = Signal()
order_cancelled = Signal()
order_expired = Signal()
order_refunded = Signal()
"""The whole of it went back: `order`."""
order_shipped = Signal()
order_delivered = Signal()
order_completed = Signal()
refund_made = Signal()
"""A refund was agreed, of a part or of the whole; its sum is on its way: `refund`."""
goods_returned = Signal()
"""Things of an order may be sold again: `order`, `sources` ("artwork:55")."""
