"""A membership's lower commission, told to the house's register of rates."""

from __future__ import annotations

from datetime import datetime

from orders.enums import LineKind
from orders.memberships.queries import served_tier
from orders.models import Seller


def rate(seller: Seller, kind: LineKind, at: datetime) -> int | None:
    """In basis points; None where the tier changes nothing."""
    if kind not in {LineKind.ITEM, LineKind.HAMMER}:
        return None
    tier = served_tier(seller, at)
    if tier is None:
        return None
    return tier.auction_commission_bps if kind is LineKind.HAMMER else tier.commission_bps
