"""Who sits on the other side of a conversation."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from commissions.models import Commission
from orders.enums import Side
from orders.models import Seller


def other_side(commission: Commission, seller: Seller, side: Side | None) -> QuerySet[Any]:
    """The keys of the people on the other side of a conversation."""
    if side is Side.BUYER:
        return seller.memberships.values("user")
    return get_user_model().objects.filter(pk=commission.collector_id).values("pk")
