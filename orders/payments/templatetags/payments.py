"""The chooser of ways to pay: `{% load payments %}{% payment_methods orders=orders %}`.

On a page where the orders are not placed yet: `{% payment_methods currency="SAR" country="SA" sellers=sellers %}`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import template

from orders import providers
from orders.models import Order, Seller
from orders.payments import queries, roster
from orders.payments.base import Base
from orders.payments.clients.direct import DirectProvider

register = template.Library()


@register.inclusion_tag("payments/_methods.html")
def payment_methods(
    *,
    orders: Order | Iterable[Order] | None = None,
    currency: str = "",
    country: str = "",
    sellers: Iterable[Seller] | None = None,
    chosen: str = "",
    name: str = "provider",
) -> dict[str, Any]:
    """Radio options called `name`, the first one chosen; with the ways that are out of order just now."""
    known = [orders] if isinstance(orders, Order) else list(orders or [])
    if known:
        currency, country = known[0].currency, known[0].country
    direct = DirectProvider().configured and _direct(known, sellers)
    offered = providers.offered(currency, country)
    if direct:
        offered.append(cast("providers.Provider", DirectProvider()))
    codes = [one.code for one in offered]
    return {
        "ways": [_way(one, currency) for one in offered],
        "chosen": chosen if chosen in codes else next(iter(codes), ""),
        "resting": [one.name for one in roster.remote() if one.resting(currency, country)],
        "field": name,
    }


def _direct(orders: list[Order], sellers: Iterable[Seller] | None) -> bool:
    if orders:
        return queries.direct_possible(orders)
    keys = {seller.pk for seller in sellers or []}
    return len(keys) == 1 and queries.ways_to_pay(keys.pop()).exists()


def _way(one: providers.Provider, currency: str) -> dict[str, Any]:
    hint = one.hint_for(currency) if isinstance(one, Base) else one.hint
    return {"code": one.code, "name": one.name, "hint": hint, "icon": getattr(one, "icon", "card")}
