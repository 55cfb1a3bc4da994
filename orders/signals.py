"""What the apps above may hear, sent from the outbox (`sender=Order, order=order`), at least once.

Receivers must be idempotent; one that raises is called again later, all of them with it.
"""

from __future__ import annotations

from django.dispatch import Signal

order_paid = Signal()
order_cancelled = Signal()
order_expired = Signal()
order_refunded = Signal()
