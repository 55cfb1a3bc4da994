"""What the platform keeps of a sale: the house's rates, and whoever grants a better one.

Rates are basis points of the price before VAT. A membership that lowers them registers a source; the lowest
rate counts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from orders.enums import LineKind

if TYPE_CHECKING:
    from orders.models import Seller

RATES: dict[LineKind, int] = {
    LineKind.ITEM: 1_500,
    LineKind.HAMMER: 1_000,
    LineKind.TICKET: 800,
    LineKind.MILESTONE: 1_000,
}
Source = Callable[["Seller", LineKind, datetime], int | None]
_sources: list[Source] = []


def register(source: Source) -> None:
    if source not in _sources:
        _sources.append(source)


def unregister(source: Source) -> None:
    if source in _sources:
        _sources.remove(source)


def rate(seller: Seller, kind: LineKind, at: datetime) -> int:
    """0 for what the platform itself sells, and for what it costs to bring a thing."""
    if seller.house or kind not in RATES:
        return 0
    offers = (source(seller, kind, at) for source in _sources)
    return min([RATES[kind], *(offer for offer in offers if offer is not None)])
