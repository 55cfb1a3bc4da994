"""What the rooms above add to a page of a room below, without being known there.

    panels: Panels[Order] = Panels()
    panels.register("delivery", "delivery/order_panel.html", load, order=10)   # in AppConfig.ready()

`load(thing, user)` gives the template's context, or None where there is nothing to show to this person. The
template finds its context as `panel`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing")
Loader = Callable[[Thing, Any], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Panel:
    code: str
    template: str
    context: Mapping[str, Any]


class Panels(Generic[Thing]):
    """The panels of one kind of page, in the order of their numbers."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, str, Loader[Thing]]] = {}

    def register(self, code: str, template: str, load: Loader[Thing], *, order: int = 50) -> None:
        """Registering a code again replaces it."""
        self._known[code] = (order, template, load)

    def unregister(self, code: str) -> None:
        self._known.pop(code, None)

    def of(self, thing: Thing, user: Any) -> list[Panel]:
        found = []
        for code, (_order, template, load) in sorted(self._known.items(), key=lambda entry: entry[1][0]):
            context = load(thing, user)
            if context is not None:
                found.append(Panel(code, template, context))
        return found
