"""How a sold thing looks beside its bill: told by the apps above, which know works and lots.

    sources.register("artwork", load)   # in AppConfig.ready()

`load(ids)` gives {id: SourceCard}, in one query for a whole list. Without an entry the bill stands alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from orders.models import Order


@dataclass(frozen=True, slots=True)
class SourceCard:
    """`template` draws it from `context` (picture, title, artist, size) inside .basket; `url` leads back."""

    template: str
    url: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)


Loader = Callable[[list[int]], Mapping[int, SourceCard]]
_loaders: dict[str, Loader] = {}


def register(kind: str, loader: Loader) -> None:
    """Registering a kind again replaces it."""
    _loaders[kind] = loader


def cards(orders: Iterable[Order]) -> dict[str, SourceCard]:
    """The cards of these orders by their source, one load a kind."""
    wanted: defaultdict[str, list[int]] = defaultdict(list)
    for order in orders:
        kind, _, identity = order.source.partition(":")
        if kind in _loaders and identity.isdecimal():
            wanted[kind].append(int(identity))
    return {f"{kind}:{pk}": card for kind, ids in wanted.items() for pk, card in _loaders[kind](ids).items()}


def card(order: Order) -> SourceCard | None:
    return cards([order]).get(order.source)
