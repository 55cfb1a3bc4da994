"""What the rooms around an order add to its page: the parcel's way, invoices, a return (`core.panels`)."""

from __future__ import annotations

from core.panels import Panels
from orders.models import Order

_panels: Panels[Order] = Panels()
register, unregister, of = _panels.register, _panels.unregister, _panels.of
