"""What the rooms above add to a commission's page: its contract, its progress, its conversation.

    panels.register("contract", "contracts/commission_panel.html", load, order=10)   # in AppConfig.ready()

`load(commission, user)` gives the template's context, or None where there is nothing to show to this person.
The template finds the commission as `commission` and its own context as `panel`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from commissions.models import Commission

Loader = Callable[[Commission, Any], Mapping[str, Any] | None]


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


def of(commission: Commission, user: Any) -> list[Panel]:
    found = []
    for code, (_order, template, load) in sorted(_panels.items(), key=lambda entry: entry[1][0]):
        context = load(commission, user)
        if context is not None:
            found.append(Panel(code, template, context))
    return found
