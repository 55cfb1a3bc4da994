"""What the rooms around an order add to its page: the parcel's way, invoices, a return.

    panels.register("delivery", "delivery/order_panel.html", load, order=10)   # in AppConfig.ready()

`load(order, user)` gives the template's context, or None where there is nothing to show to this person. The
template finds the order as `order` and its own context as `panel`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from orders.models import Order

Loader = Callable[[Order, Any], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    code: str
    template: str
    context: Mapping[str, Any]


_panels: dict[str, tuple[int, str, Loader]] = {}


def register(code: str, template: str, load: Loader, *, order: int = 50) -> None:
    """Registering a code again replaces it."""
    _panels[code] = (order, template, load)


def unregister(code: str) -> None:
    _panels.pop(code, None)


def of(order: Order, user: Any) -> list[Panel]:
    found = []
    for code, (_order, template, load) in sorted(_panels.items(), key=lambda entry: entry[1][0]):
        context = load(order, user)
        if context is not None:
            found.append(Panel(code, template, context))
    return found
