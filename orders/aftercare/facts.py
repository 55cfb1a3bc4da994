"""From an order as it is kept to the facts that the rule book judges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from orders.aftercare.amounts import Line
from orders.aftercare.rights import Facts
from orders.countries import Exemption, country
from orders.enums import ORDER_DEAD, Delivery, LineKind, OrderOrigin
from orders.models import Order, OrderLine


def facts_of(order: Order) -> Facts:
    """The contract dates from the placing of the order. A service that is completed has been enjoyed."""
    brought = order.delivery != Delivery.NONE
    enjoyed = order.completed_at is not None and not brought
    return Facts(
        country=country(order.country),
        contracted_at=order.placed_at,
        paid_at=order.paid_at,
        promised_at=order.promised_at,
        preparing_at=order.preparing_at,
        shipped_at=order.shipped_at,
        delivered_at=order.delivered_at,
        withdraw_until=order.withdraw_until,
        ended=order.state in ORDER_DEAD,
        brought=brought,
        carried=order.delivery == Delivery.SHIP,
        sale=order.origin != OrderOrigin.DEPOSIT,
        made_to_order=order.made_to_order,
        exemptions=frozenset({Exemption.ENJOYED}) if enjoyed else frozenset(),
        origin=order.origin,
    )


def lines_of(lines: Iterable[OrderLine], refunded: Mapping[int, int]) -> list[Line]:
    """In the order of the bill. A premium belongs to the work above it."""
    found, work = [], ""
    for line in sorted(lines, key=lambda row: row.position):
        kind = LineKind(line.kind)
        premium = kind is LineKind.PREMIUM
        if not premium and not kind.fee:
            work = str(line.pk)
        left = line.gross - refunded.get(line.pk, 0)
        found.append(Line(line.pk, left, "" if kind.fee else work, kind.fee, premium))
    return found
